"""Mail as it really leaves: through msmtp to a mail server that keeps what it gets, read by Python's own email package."""

import email
import email.policy
import re
import shutil
import sqlite3
import threading
import time
from contextlib import closing
from email.utils import parsedate_to_datetime

import pytest
from aiosmtpd.controller import Controller

from asking import Visitor, faces, plain
from server import Server, free_port

SECONDS = 30
ADDRESS = "beheer@voorbeeld.example"


class Sink:
    """Keeps what it gets, and answers what it is told to."""

    def __init__(self):
        self.got: list[bytes] = []
        self.readers: list[list[str]] = []
        self.refusals: list[str] = []
        self.lock = threading.Lock()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        with self.lock:
            if self.refusals:
                return self.refusals.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        with self.lock:
            self.got.append(envelope.original_content)
            self.readers.append(list(envelope.rcpt_tos))
        return "250 taken"

    def mails(self):
        return [email.message_from_bytes(mail, policy=email.policy.default) for mail in self.got]


@pytest.fixture
def sink():
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    sink.port = controller.port
    yield sink
    controller.stop()


@pytest.fixture
def house(sink, tmp_path_factory):
    """A demo school whose mail goes to the sink, by msmtp behind a script that counts how often it was called."""
    folder = tmp_path_factory.mktemp("post")
    msmtp = shutil.which("msmtp")
    assert msmtp, "msmtp is not there: run script/bootstrap --browser"
    settings = folder / "msmtprc"
    settings.write_text(f"account default\nhost 127.0.0.1\nport {sink.port}\nfrom naast@school.invalid\ntls off\nauth off\n")
    settings.chmod(0o600)
    script, calls = folder / "sendmail", folder / "calls"
    calls.touch()
    script.write_text(f'#!/bin/sh\necho x >> "{calls}"\nexec {msmtp} -C "{settings}" "$@"\n')
    script.chmod(0o700)
    server = Server(folder)
    server.settings = {"NAAST_SENDMAIL": str(script), "NAAST_MAIL_FROM": "Zoë’s school <naast@school.invalid>"}
    server.start()
    server.calls = calls
    yield server
    if server.is_alive():
        server.stop()


@pytest.fixture
def administrator(house) -> Visitor:
    visitor = Visitor(house).step_in(faces(house)["administrator"])
    with closing(sqlite3.connect(house.data / "naast.sqlite", timeout=30)) as database, database:
        database.execute(
            "UPDATE persons SET email = ? WHERE id IN (SELECT person_id FROM roles WHERE role = 'administrator')", [ADDRESS])
    return visitor


def until(what, seconds: float = SECONDS):
    """What it gives, once it gives something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := what():
            return found
        time.sleep(0.2)
    raise AssertionError("it did not happen")


def test_a_mail_is_a_mail(house, sink, administrator):
    assert administrator.post("/beheer/post/proef").status == 303
    [mail] = until(sink.mails)
    raw = sink.got[0]
    assert sink.readers == [[ADDRESS]]
    assert b"\r\n" in raw and b"\n" not in raw.replace(b"\r\n", b"") and raw.isascii()
    assert all(len(line) <= 78 for line in raw.split(b"\r\n"))
    assert not mail.defects and all(not mail[name].defects for name in ("From", "To", "Subject", "Date", "Content-Type"))
    assert mail["From"].addresses[0].display_name == "Zoë’s school"
    assert mail["From"].addresses[0].addr_spec == "naast@school.invalid"
    assert [reader.addr_spec for reader in mail["To"].addresses] == [ADDRESS] and not mail["Cc"] and not mail["Bcc"]
    assert mail["Subject"] == "Naast: proefmail" and mail["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[0-9a-f-]{36}@localhost>", mail["Message-ID"])
    assert abs(parsedate_to_datetime(mail["Date"]).timestamp() - time.time()) < 120
    assert mail.get_content_type() == "text/plain" and mail.get_content_charset() == "utf-8"
    assert mail["Content-Transfer-Encoding"] == "quoted-printable" and mail["Content-Language"] == "nl"
    assert house.address in mail.get_content()
    assert len(set(map(str.lower, mail.keys()))) == len(mail.keys()), "no header twice"


def test_no_mail_of_the_demo_names_a_student_or_says_what_happened(house):
    page = Visitor(house).get("/demo/post")
    assert page.status == 200
    with closing(sqlite3.connect(f"file:{house.data}/naast.sqlite?mode=ro", uri=True)) as database:
        names = {name for row in database.execute("SELECT given, family FROM persons") for name in row if len(name) > 4}
        students = [f"{given} {family}" for given, family in database.execute(
            "SELECT given, family FROM persons WHERE id IN (SELECT person_id FROM roles WHERE role = 'student')")]
    mails = re.findall(r'<div class="stack" lang="\w+">(.*?)</div>', page.text, re.S)
    subjects = re.findall(r'<h2 lang="\w+">(.*?)</h2>', page.text)
    assert len(mails) == len(subjects)
    digests = [(subject, text) for subject, text in zip(subjects, mails) if plain(subject).startswith("Naast:")]
    assert len(digests) > 3, "the demo shows its digests"
    for subject, text in digests:
        assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", plain(subject + text))]
        assert re.fullmatch(r"Naast: \d+ ding(en)? om te zien", plain(subject))
        assert "/berichten/uit/" in text and f"{house.address}/vandaag" in plain(text)
    # An invitation says who is invited and by whom; of which student, it does not.
    for text in subjects + mails:
        assert not [name for name in students if name in plain(text)]


def test_refused_for_now_is_tried_again_with_the_same_identity(house, sink, administrator):
    sink.refusals.append("451 try later")
    administrator.post("/beheer/post/proef")

    def again():
        return re.search(r'action="(/beheer/post/[\w-]+/opnieuw)"', administrator.get("/beheer/post").text)

    path = until(again)[1]
    page = plain(administrator.get("/beheer/post").text)
    assert "Volgende poging" in page and ADDRESS not in page
    assert sink.got == []
    identity = path.split("/")[3]
    assert administrator.post(path).status == 303
    [mail] = until(sink.mails)
    assert mail["Message-ID"] == f"<{identity}@localhost>"
    assert not again()


def test_what_will_never_arrive_is_shown_and_can_be_let_go(house, sink, administrator):
    with closing(sqlite3.connect(house.data / "naast.sqlite", timeout=30)) as database, database:
        database.execute("UPDATE persons SET email = 'geen adres' WHERE email = ?", [ADDRESS])
    administrator.post("/beheer/post/proef")

    def gone():
        return re.search(r'href="(/beheer/post/[\w-]+/weg)"', administrator.get("/beheer/post").text)

    path = until(gone)[1]
    page = plain(administrator.get("/beheer/post").text)
    assert "Het e-mailadres kan niet kloppen." in page and "Volgende poging" not in page
    assert "geen adres" not in page and sink.got == [] and house.calls.read_text() == ""
    assert administrator.get(path).status == 200
    assert administrator.post(path).status == 303 and not gone()


def test_nothing_goes_twice_after_a_restart(house, sink, administrator):
    administrator.post("/beheer/post/proef")
    until(sink.mails)
    until(lambda: rows(house, "SELECT 1 FROM outbox WHERE kind = 'test' AND sent_at IS NOT NULL"))
    house.stop()
    house.start()
    time.sleep(6)
    house.kill()
    house.start()
    time.sleep(6)
    assert len(sink.got) == 1 and house.calls.read_text() == "x\n"


def test_a_server_that_dies_while_a_mail_leaves_does_not_lose_it(house, sink, administrator):
    house.calls.parent.joinpath("sendmail").write_text(f'#!/bin/sh\necho x >> "{house.calls}"\nsleep 30\n')
    administrator.post("/beheer/post/proef")
    until(lambda: house.calls.read_text())
    house.kill()
    assert rows(house, "SELECT 1 FROM outbox WHERE kind = 'test' AND sent_at IS NULL AND trying_at IS NOT NULL")
    house.start()
    time.sleep(5)
    assert house.calls.read_text() == "x\n", "not at once: the first may still be on its way"
    waits = rows(house, "SELECT 1 FROM outbox WHERE kind = 'test' AND sent_at IS NULL AND failed_at IS NULL AND tries = 1")
    assert waits, "it is tried again after its pause"


def test_no_address_and_no_words_in_the_log(house, sink, administrator):
    administrator.post("/beheer/post/proef")
    until(sink.mails)
    log = house.log.read_text()
    assert ADDRESS not in log and "proefmail" not in log


def rows(house: Server, statement: str) -> list:
    with closing(sqlite3.connect(house.data / "naast.sqlite", timeout=30)) as database:
        return database.execute(statement).fetchall()
