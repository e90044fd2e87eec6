"""Who was erased stands in no file of the installation any more, not in its log, and does not come back with an old backup."""

import re
import subprocess
import time
import zipfile
from io import BytesIO

import pytest

from asking import Visitor, faces
from journeys import in_days, today
from server import Server, binary, environment

GIVEN, PREFIX, FAMILY, CALLED = "Kanariegegeven", "kanárieprefix", "Kanariëfamilie", "Kanarieroep"
FOLDED = ["kanariefamilie", "kanarieprefix", "kanarieroep", "kanariegegeven"]  # as names are sorted and searched
MAIL = "kanariepost@voorbeeld.invalid"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory):
    """Of this file alone: one of its students goes."""
    server = Server(tmp_path_factory.mktemp("erasure"))
    server.start()
    yield server
    if server.is_alive():
        server.stop()


def naast(server: Server, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [binary(), *words, "--data", server.data], capture_output=True, text=True, env=environment(), timeout=120)


def found(server: Server, texts: list[str]) -> set[str]:
    """Those that can be read in any file of the data folder or in the log."""
    files = [file for file in server.data.rglob("*") if file.is_file()] + [server.log]
    contents = [file.read_bytes() for file in files]
    return {text for text in texts for content in contents if text.encode() in content or text.encode("utf-16-le") in content}


def fetch_everything(student: Visitor) -> dict[str, str]:
    assert student.post("/mijn-gegevens/export").status == 303
    for _ in range(100):
        answer = student.get("/mijn-gegevens")
        path = re.search(r"/mijn-gegevens/export/[0-9a-f-]+/bestand", answer.text)
        if path:
            break
        assert answer.headers.get("refresh"), "the page comes again by itself while the file is made"
        time.sleep(0.1)
    answer = student.post(path[0])
    assert answer.status == 200 and "attachment" in answer.headers["content-disposition"]
    assert student.post(path[0]).status == 409, "it is fetched once"
    with zipfile.ZipFile(BytesIO(answer.body)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_from_export_to_erasure_to_an_old_backup(school: Server, tmp_path):
    roles = faces(school)
    visitors = {role: Visitor(school).step_in(roles[role]) for role in ("student", "mentor", "administrator")}
    student, mentor, administrator = visitors.values()
    one = re.search(r"/studenten/([0-9a-f-]{36})", student.get("/vandaag").text + student.get("/account").text)
    one = one[1] if one else roles["student"].split("/")[-1]
    file = f"/studenten/{one}"

    # Words that stand nowhere else, in every field there is.
    assert administrator.post(f"/beheer/personen/{one}/gegevens", {
        "given": GIVEN, "prefix": PREFIX, "family": FAMILY, "called": CALLED, "language": "nl", "born": "2008-01-02", "email": MAIL,
    }).status == 303
    typed = {name: f"Kanariezin over {name}" for name in (
        "success", "goal", "dream", "step", "agreement", "agreement step", "consequence", "reason", "agenda", "notes", "summary", "correction")}

    def post(visitor: Visitor, path: str, fields: dict) -> str:
        answer = visitor.post(path, fields)
        assert answer.status == 303, f"{path}: {answer.status} {answer.text}"
        return answer.location

    post(student, f"{file}/successen", {"success": typed["success"]})
    post(student, f"{file}/doelen", {"task": "career", "words": typed["goal"], "dream": typed["dream"], "step": typed["step"]})
    agreement = post(mentor, f"{file}/afspraken", {
        "what": typed["agreement"], "steps": typed["agreement step"], "consequence": typed["consequence"], "due": in_days(3), "party": one})
    post(mentor, f"{agreement}/beoordeling", {"verdict": "partly", "reason": typed["reason"]})
    talk = post(mentor, f"{file}/gesprekken", {
        "kind": "individual", "day": today().isoformat(), "time": "00:01", "agenda": typed["agenda"]})
    post(mentor, f"{talk}/voeren", {"notes": typed["notes"], "mine": "Kladje van de mentor zelf"})
    post(mentor, f"{talk}/terugblik", {"summary": typed["summary"]})
    post(student, "/mijn-gegevens/correctie", {"question": typed["correction"]})

    everything = fetch_everything(student)
    for name in ("index.html", "data.json"):
        missing = [text for text in [GIVEN, PREFIX, FAMILY, CALLED, MAIL, *typed.values()] if text not in everything[name]]
        assert missing == [], name
        assert "Kladje van de mentor zelf" not in everything[name]

    backup = tmp_path / "before.sqlite"
    assert naast(school, "backup", str(backup)).returncode == 0
    assert FAMILY.encode() in backup.read_bytes(), "a backup holds the name: that is why it is erased again after a restore"

    # Asked by the student, agreed to by two others.
    post(student, "/mijn-gegevens/wissen", {})
    request = re.search(r"/wisverzoeken/[0-9a-f-]{36}", administrator.get("/wisverzoeken").text)[0]
    assert student.post(request).status == 404
    post(administrator, request, {})
    assert administrator.post(request).status == 409
    post(mentor, request, {})
    canaries = [GIVEN, PREFIX, FAMILY, CALLED, MAIL, *FOLDED, *typed.values()]
    assert found(school, canaries) == set()
    assert student.get("/vandaag").status == 303, "signed out"
    assert mentor.get("/vandaag").status == 200 and mentor.get(file).status == 404
    listed = (school.data / "erased").read_text()
    assert listed.startswith(one) and (school.data / "erased").stat().st_mode & 0o077 == 0

    # The backup from before, by the command.
    school.stop()
    assert found(school, canaries) == set()
    restored = naast(school, "restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    assert "erased again 1" in restored.stdout
    assert found(school, canaries) == set()
    checked = naast(school, "check")
    assert checked.returncode == 0, checked.stderr

    # And put back by hand.
    for tail in ("", "-wal", "-shm"):
        (school.data / f"naast.sqlite{tail}").unlink(missing_ok=True)
    (school.data / "naast.sqlite").write_bytes(backup.read_bytes())
    assert found(school, canaries) != set()
    school.start()
    assert found(school, canaries) == set()
    assert (school.data / "erased").read_text() == listed
    assert Visitor(school).step_in(faces(school)["mentor"]).get(file).status == 404


def test_scrub_says_what_would_go(school: Server):
    dry = naast(school, "scrub", "--dry-run")
    assert dry.returncode == 0 and re.search(r"^file: 0 now, 0 within 30 days", dry.stdout, re.M), dry.stdout + dry.stderr
    wet = naast(school, "scrub")
    assert wet.returncode == 3, "a running server does it itself"
    school.stop()
    wet = naast(school, "scrub")
    assert wet.returncode == 0 and re.search(r"^file: 0$", wet.stdout, re.M), wet.stdout + wet.stderr
