"""People from outside: what a scanner of mail may follow, one code for one use, and nothing left once a role has ended.

The mails are opened here from the database and the master key, by what is written about them, not by our own code.
"""

import base64
import http.client
import json
import re
import sqlite3
from contextlib import closing

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from asking import SECONDS, Answer, Visitor, faces
from server import Server

CODE, DIGITS = "/aanmelden/code-per-mail", "/aanmelden/code-per-mail/cijfers"


def unsealed(box: bytes, key: bytes, place: str) -> bytes:
    return AESGCM(key).decrypt(box[:12], box[12:], place.encode())


def mails(server: Server, kind: str, email: str) -> list[dict[str, str]]:
    """What was filled in in every mail of a kind to an address, in order."""
    master = base64.b64decode((server.data / "master.key").read_text())
    with closing(sqlite3.connect(f"file:{server.data}/naast.sqlite?mode=ro", uri=True)) as database:
        rows = database.execute(
            "SELECT o.id, o.person_id, o.content, k.wrapped FROM outbox AS o JOIN persons AS p ON p.id = o.person_id "
            "JOIN vault_keys AS k ON k.owner = p.id WHERE o.kind = ? AND p.email = ? ORDER BY o.made_at, o.id", (kind, email)).fetchall()
    found = []
    for id, person, content, wrapped in rows:
        key = unsealed(wrapped, master, f"vault_keys|wrapped|{person}")
        found.append(json.loads(unsealed(content, key, f"outbox|content|{id}"))["values"])
    return found


class Phone(Visitor):
    """A visitor who keeps every cookie, as a browser does."""

    def __init__(self, server: Server):
        super().__init__(server)
        self.jar: dict[str, str] = {}

    def ask(self, method, path, body, headers):
        # A connection for each, so that every header is at hand: one answer may set two cookies.
        cookies = "; ".join(f"{name}={value}" for name, value in self.jar.items() if value)
        connection = http.client.HTTPConnection("localhost", self.server.port, timeout=SECONDS)
        connection.request(method, path, body, {**({"Cookie": cookies} if cookies else {}), **(headers or {})})
        answer = connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.jar[key] = rest.split(";")[0]
        whole = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return whole

    @property
    def is_in(self) -> bool:
        return self.get("/vandaag").status == 200


@pytest.fixture(scope="module")
def mentor(server):
    return Visitor(server).step_in(faces(server)["mentor"])


@pytest.fixture(scope="module")
def minor(mentor) -> str:
    """The page of invitations of a student who is not of age yet."""
    for student in dict.fromkeys(re.findall(r'href="(/studenten/[\w-]+)"', mentor.get("/studenten").text)):
        page = mentor.get(student + "/uitnodigingen")
        assert page.status == 200
        if 'value="guardian:' in page.text:
            return student + "/uitnodigingen"
    raise AssertionError("the demo has no minor")


@pytest.fixture
def invite(server, mentor, minor):
    """`invite("ouder@thuis.example")`: invited as a parent; gives the path in the mail."""
    def send(email: str) -> str:
        purpose = re.search(r'value="(guardian:[\w-]+)"', mentor.get(minor).text)[1]
        form = {"purpose": purpose, "given": "Olga", "family": "Ouder", "email": email}
        seen = mentor.post(minor, form)
        assert seen.status == 200 and email in seen.text and not mails(server, "invitation", email), "seen again before it is sent"
        sent = mentor.post(minor, {**form, "checked": "1"})
        assert sent.status == 303, sent.text
        return mails(server, "invitation", email)[-1]["path"]
    return send


def test_what_follows_links_uses_nothing_up(server, invite):
    email = "scanner@thuis.example"
    path = invite(email)
    scanner = Phone(server)
    for _ in range(10):
        page = scanner.get(path)
        assert page.status == 200 and "Olga Ouder" in page.text and email not in page.text
        assert scanner.ask("HEAD", path, None, None).status == 200
    assert mails(server, "mailCode", email) == [], "no GET sends a code"
    phone = Phone(server)
    assert phone.post(path).location == DIGITS
    link = mails(server, "mailCode", email)[-1]["path"]
    for _ in range(10):
        assert scanner.get(link).status == 200
        assert scanner.ask("HEAD", link, None, None).status == 200
    assert not scanner.jar, "and nobody was signed in by looking"
    # Another browser of the same phone.
    other = Phone(server)
    assert other.post(link).status == 303 and other.is_in


def test_a_code_is_good_once_by_digits_or_by_link(server, invite):
    email = "eenmaal@thuis.example"
    phone = Phone(server)
    phone.post(invite(email))
    mail = mails(server, "mailCode", email)[-1]
    page = phone.get(DIGITS).text
    assert 'autocomplete="one-time-code"' in page and 'inputmode="numeric"' in page
    spare = Phone(server)
    spare.jar = dict(phone.jar)
    assert phone.post(DIGITS, {"digits": mail["code"]}).status == 303 and phone.is_in
    assert spare.post(DIGITS, {"digits": mail["code"]}).location == CODE
    assert Phone(server).post(mail["path"]).status == 404 and Phone(server).get(mail["path"]).status == 404


def test_five_wrong_tries_end_it(server, invite):
    email = "vijfmaal@thuis.example"
    phone = Phone(server)
    phone.post(invite(email))
    right = mails(server, "mailCode", email)[-1]["code"]
    wrong = "000000" if right != "000000" else "000001"
    for _ in range(5):
        answer = phone.post(DIGITS, {"digits": wrong})
        assert answer.status == 422 and wrong not in answer.text
    assert phone.post(DIGITS, {"digits": right}).location == CODE
    assert not phone.is_in


def test_an_unknown_address_gets_the_same_answer(server, invite):
    known = "bekend@thuis.example"
    invite(known)
    pages = set()
    for email in (known, "onbekend@elders.example", "niemand@elders.example"):
        phone = Phone(server)
        answer = phone.post(CODE, {"email": email, "naar": "/studenten"})
        assert answer.status == 303 and answer.headers["location"] == DIGITS + "?naar=/studenten"
        pages.add(phone.get(DIGITS).text)
        assert phone.post(DIGITS, {"digits": "12"}).status == 422
    assert len(pages) == 1
    log = server.log.read_text(errors="replace")
    assert "thuis.example" not in log and "elders.example" not in log, "an address stands in the log"


def test_an_ended_role_closes_the_page_that_was_open(server, mentor, minor, invite):
    email = "einde@thuis.example"
    phone = Phone(server)
    phone.post(invite(email))
    arrived = phone.post(DIGITS, {"digits": mails(server, "mailCode", email)[-1]["code"]})
    student = arrived.location
    assert student == minor.removesuffix("/uitnodigingen") and phone.get(student).status == 200
    assert phone.get(minor).status == 403, "who was invited invites nobody"
    (withdrawal,) = [
        path for row in mentor.get(minor).text.split("<tr") if email in row for path in re.findall(r'href="([^"]+/intrekken)"', row)]
    assert mentor.get(withdrawal).status == 200 and phone.get(student).status == 200, "asking ends nothing"
    assert mentor.post(withdrawal).status == 303
    assert phone.get(student).status == 303 and not phone.is_in, "at the next request"
    assert phone.post(student + "/successen", {"words": "te laat"}).status == 401


def test_the_same_address_is_no_way_round_the_school(server, mentor, minor):
    purpose = re.search(r'value="(guardian:[\w-]+)"', mentor.get(minor).text)[1]
    for email in ("geen adres", "a@b@c.example", "x@y", "a@b.example\r\nBcc: c@d.example", "é" * 300 + "@b.example"):
        answer = mentor.post(minor, {"purpose": purpose, "given": "Olga", "family": "Ouder", "email": email, "checked": "1"})
        assert answer.status == 422 and 'id="email-error"' in answer.text, email
