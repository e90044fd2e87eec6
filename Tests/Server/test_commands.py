"""The command line, as whoever runs an installation uses it: what it says, and with which exit code it ends."""

import http.client
import re
import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest

from asking import Visitor, faces
from server import REPOSITORY, Server, binary, environment

DONE, REFUSED, WRONG_USE, UNREACHABLE = 0, 1, 2, 3
SAMPLE = REPOSITORY / "Samples/oneroster-voorbeeld"


def naast(*arguments, code: int = DONE, **settings) -> str:
    """Runs a command; what it said, on both sides."""
    done = subprocess.run(
        [binary(), *map(str, arguments)], env={**environment(), **settings}, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
    said = done.stdout + done.stderr
    assert done.returncode == code, f"naast {' '.join(map(str, arguments))}: {done.returncode} instead of {code}\n{said}"
    assert "Fatal error" not in said and "crashed" not in said
    return said


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "school"


# --- Import ---


def test_import_says_what_it_does_and_can_be_repeated(data):
    plan = naast("import", "oneroster", SAMPLE, "--data", data, "--dry-run")
    assert "dry run: nothing was changed" in plan and "new person" in plan
    assert "persons" in naast("import", "oneroster", SAMPLE, "--data", data)
    assert "everything was up to date" in naast("import", "oneroster", SAMPLE, "--data", data)
    again = naast("import", "oneroster", SAMPLE, "--data", data, "--dry-run")
    assert "dry run: nothing was changed" in again and "new person" not in again
    assert "persons: 48" in naast("check", "--data", data)


def test_a_dirty_list_is_refused_with_each_place(data, tmp_path):
    dirty = tmp_path / "dirty"
    shutil.copytree(SAMPLE, dirty)
    lines = (dirty / "users.csv").read_text().splitlines()
    lines[4] = lines[4].replace(",true,", ",misschien,")
    lines[6] = "," + lines[6].split(",", 1)[1]
    (dirty / "users.csv").write_text("\n".join(lines) + "\n")
    said = naast("import", "oneroster", dirty, "--data", data, code=REFUSED)
    assert "nothing was changed" in said
    assert re.search(r"users\.csv:5:\d+: ", said) and re.search(r"users\.csv:7:\d+: ", said), said
    assert "persons" not in naast("check", "--data", data), "something was imported all the same"
    (dirty / "users.csv").write_bytes(b"\xff\xfe\x00broken")
    naast("import", "oneroster", dirty, "--data", data, code=REFUSED)


def test_import_of_what_is_not_there(data, tmp_path):
    said = naast("import", "oneroster", tmp_path / "nergens", "--data", data, code=UNREACHABLE)
    assert "nergens" in said


# --- Backup and restore ---


def test_backup_under_load_restore_and_check(tmp_path):
    server = Server(tmp_path)
    server.start()
    made: list[str] = []
    stop = threading.Event()

    def load() -> None:
        mentor = Visitor(server).step_in(faces(server)["mentor"])
        student = re.search(r"/studenten/[0-9a-f-]{36}", mentor.get("/studenten").text)[0]
        while not stop.is_set():
            words = f"onderweg {threading.get_ident()}-{len(made)}"
            if mentor.post(f"{student}/successen", {"success": words}).status == 303:
                made.append(words)

    threads = [threading.Thread(target=load) for _ in range(8)]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: len(made) > 20)
        file, key = tmp_path / "copy.sqlite", server.data / "master.key"
        said = naast("backup", file, "--data", server.data)
        assert "verified" in said and re.search(r"access log: \d+ lines, head [0-9a-f]{64}", said)
        assert file.stat().st_mode & 0o077 == 0, "others can read the copy"
        assert "exists already" in naast("backup", file, "--data", server.data, code=REFUSED)
        before = len(made)
        wait_until(lambda: len(made) > before)  # it went on while it was copied, and goes on
        naast("restore", file, "--data", server.data, code=UNREACHABLE)
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)
        server.stop()

    new = tmp_path / "new"
    new.mkdir()
    assert "cannot be used here" in naast("restore", file, "--data", new, code=REFUSED), "without the key it was restored"
    (new / "master.key").unlink(missing_ok=True)
    shutil.copy(key, new / "master.key")
    naast("restore", file, "--data", new)
    assert "all is well" in naast("check", "--data", new)
    again = Server(tmp_path)
    again.data = new
    again.start()
    try:
        mentor = Visitor(again).step_in(faces(again)["mentor"])
        student = re.search(r"/studenten/[0-9a-f-]{36}", mentor.get("/studenten").text)[0]
        assert "onderweg" in mentor.get(f"{student}?alles=1").text
    finally:
        again.stop()


def test_restore_refuses_what_is_no_backup(data, tmp_path):
    naast("import", "oneroster", SAMPLE, "--data", data)
    broken = tmp_path / "broken"
    broken.write_text("this is no database")
    naast("restore", broken, "--data", data, code=REFUSED)
    naast("restore", tmp_path / "nergens", "--data", data, code=UNREACHABLE)
    assert "persons: 48" in naast("check", "--data", data), "a refused restore changed something"
    assert not list(data.glob("*.new*")), "a refused restore left something behind"


# --- Serving ---


def test_one_server_for_one_folder_and_a_graceful_end(tmp_path):
    naast("import", "oneroster", SAMPLE, "--data", tmp_path / "data")
    server = Server(tmp_path, "serve")
    server.start()
    try:
        assert Visitor(server).get("/demo").status == 404, "the demo's page stands in a real installation"
        said = naast("serve", "--data", server.data, "--port", "0", code=UNREACHABLE)
        assert str(server.data) in said
        naast("restore", SAMPLE / "users.csv", "--data", server.data, code=UNREACHABLE)
        other = tmp_path / "other"
        said = naast("serve", "--data", other, "--host", "localhost", "--port", str(server.port), code=UNREACHABLE)
        assert str(server.port) in said
        statuses: set[int] = set()
        stop = threading.Event()

        def load() -> None:
            connection = http.client.HTTPConnection("localhost", server.port, timeout=20)
            while not stop.is_set():
                try:
                    connection.request("GET", "/aanmelden")
                    answer = connection.getresponse()
                    answer.read()
                    statuses.add(answer.status)
                except (OSError, http.client.HTTPException):
                    return

        threads = [threading.Thread(target=load) for _ in range(8)]
        for thread in threads:
            thread.start()
        wait_until(lambda: bool(statuses))
    finally:
        server.stop()  # asserts that it ends with 0
    stop.set()
    for thread in threads:
        thread.join(20)
    assert statuses == {200}


def test_a_real_database_is_no_demo(data):
    naast("import", "oneroster", SAMPLE, "--data", data)
    said = naast("demo", "--data", data, "--port", "0", code=REFUSED)
    assert "not a demo" in said


# --- Settings, doctor, help ---


def test_every_wrong_setting_is_told_at_once(data):
    said = naast(
        "serve", "--data", data, code=REFUSED, NAAST_PORT="abc", NAAST_RATE="-1", NAAST_URL="ftp://x", NAAST_LOG="luid", NAAST_TYPO="1", NAAST_DATABASE="postgres://x")
    for name in ("NAAST_PORT", "NAAST_RATE", "NAAST_URL", "NAAST_LOG", "NAAST_TYPO", "NAAST_DATABASE"):
        assert name in said
    naast("doctor", "--data", data, code=REFUSED, NAAST_CONFIG=str(data / "nergens"))


def test_doctor(data):
    assert "database" in naast("doctor", "--data", data, code=UNREACHABLE)
    assert not data.exists(), "a command that only looks made a folder"
    link = naast("user", "add", "--data", data, "--name", "ada@voorbeeld.invalid", "--given", "Ada", "--family", "Bakker", "--role", "administrator")
    assert re.search(r"/activeren/[\w-]{40,}", link)
    assert "all is well" in naast("doctor", "--data", data)
    (data / "naast.sqlite").chmod(0o644)
    # Opening puts the mode right again; the key is looked at as it is.
    (data / "master.key").chmod(0o644)
    assert "chmod 600" in naast("doctor", "--data", data, code=REFUSED)
    assert "already" in naast(
        "user", "add", "--data", data, "--name", "ada@voorbeeld.invalid", "--given", "Ada", "--family", "Bakker", code=REFUSED)
    naast("user", "add", "--data", data, "--name", "x@y.z", "--given", "A", "--family", "B", "--role", "student", code=WRONG_USE)


@pytest.mark.parametrize("arguments", [["nergens"], ["serve", "--port", "abc"], ["import", "oneroster"], ["backup"], ["serve", "--typo"], ["user", "add"]])
def test_wrong_use_ends_with_two(arguments):
    assert "Usage" in naast(*arguments, code=WRONG_USE)


@pytest.mark.parametrize("command", ["serve", "demo", "import oneroster", "user add", "backup", "restore", "check", "doctor"])
def test_help_has_an_example(command):
    said = naast(*command.split(), "--help")
    assert "USAGE" in said
    assert re.search(rf"^ +naast {command}\b", said, re.MULTILINE), "there is no example"


def test_version():
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", naast("--version"))


def test_a_folder_that_cannot_be_used():
    naast("check", "--data", "/proc/naast", code=UNREACHABLE)


def wait_until(holds, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
