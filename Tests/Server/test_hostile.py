"""Wrong input of every kind gets its page or its problem document; nothing gives a 500, ends the process or reaches the log."""

import http.client
import json
import re
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from asking import FORM, Answer, Visitor, raw, read, status
from routes import filled, templates

TYPED = "kwaadwillig-ongewoon-woord"  # must never reach the log
POLICY = ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")


@pytest.fixture(autouse=True)
def server_survives(server):
    yield
    assert server.is_alive(), server.obituary()
    log = server.log.read_text(errors="replace")
    assert TYPED not in log, "typed text stands in the log"
    assert "crashed" not in log and "unforeseen" not in log, log[-2000:]


@pytest.fixture(scope="module", autouse=True)
def slow_body(server):
    """A form that never comes to its end, sent while the other tests are at it; what was said to it, and after how many seconds."""
    def send() -> tuple[int, float]:
        began = time.monotonic()
        connection = http.client.HTTPConnection("localhost", server.port, timeout=50)
        connection.putrequest("POST", "/taal")
        for name, value in {"Content-Type": FORM, "Content-Length": "1000", "Sec-Fetch-Site": "same-origin"}.items():
            connection.putheader(name, value)
        connection.endheaders()
        connection.send(b"language=nl")
        try:
            status = connection.getresponse().status
        except (http.client.HTTPException, ConnectionError):
            status = 0  # hung up
        return status, time.monotonic() - began

    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(send)


def is_decent(answer: Answer, where: str) -> None:
    """No failure of ours, and every header that protects a reader."""
    headers = answer.headers
    assert answer.status < 500, f"{where}: {answer.status}"
    assert all(part in headers.get("content-security-policy", "") for part in POLICY), where
    assert headers.get("x-content-type-options") == "nosniff", where
    assert "max-age" in headers.get("strict-transport-security", ""), where
    assert headers.get("cache-control") == "no-store", where
    if answer.status >= 400 and answer.body:
        assert answer.headers["content-type"].startswith(("text/html", "application/problem+json")), where


# --- Every address ---

VALUES = [
    "niets", "0", "-1", "9" * 40, "01a1fe46-37ff-771a-85ad-a70574069599", "%00", "%ff%fe", "..%2f..%2fetc%2fpasswd", "%2e%2e", "'%20OR%201=1--",
    "%F0%9F%98%80", "a" * 3000, "%3Cscript%3E", "2026-02-31",
]


@pytest.mark.parametrize("role", ["visitor", "mentor", "student", "administrator"])
def test_every_address_with_every_wrong_value(server, step_in, role):
    someone = Visitor(server) if role == "visitor" else step_in(role)
    for template in templates():
        for value in VALUES if "{}" in template else [""]:
            path = filled(template, value)
            if not path.startswith("/demo/"):
                is_decent(someone.get(path), f"GET {path[:80]}") if not path.startswith("/assets") else None
            is_decent(someone.post(path, {"what": TYPED, "kind": TYPED}), f"POST {path[:80]}")


def test_methods_that_nobody_asked_for(server, step_in):
    mentor = step_in("mentor")
    for template in templates():
        path = filled(template)
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "PROPFIND", "BREW"):
            answer = mentor.ask(method, path, None, {"Sec-Fetch-Site": "same-origin"})
            assert answer.status < 500, f"{method} {path}"
            if method == "HEAD":
                assert answer.body == b""
            elif not template.startswith("/demo"):
                assert answer.status in (400, 404, 405), f"{method} {path}: {answer.status}"
    assert TYPED not in mentor.ask("TRACE", "/vandaag", None, {"X-Own": TYPED}).text, "TRACE gives headers back"


# --- Every form, with what does not belong in it ---

WRONG = {
    "empty": "", "long": TYPED * 12_000, "number": "9" * 400, "negative": "-99999999999999999999", "day": "99999-99-99", "leap": "2026-02-29",
    "time": "25:61", "exotic": "\u202e\u0000".replace("\x00", "") + "😀" * 300 + "\ufeff\u0301" * 200, "markup": f"<script>{TYPED}</script>\"'&",
    "lines": "\n" * 5000, "id": "01a1fe46-37ff-771a-85ad-a70574069599", "infinite": "inf", "nan": "NaN", "exponent": "1e999",
}


def all_forms(someone: Visitor) -> dict[str, list[str]]:
    """The forms that someone can reach, one of each kind: its address and the names of its fields."""
    start = someone.get("/vandaag")
    queue, seen, forms = [start.location or "/vandaag", "/account"], set(), {}
    while queue and len(seen) < 60:
        path = queue.pop(0)
        kind = re.sub(r"[0-9a-f-]{36}", "{}", path.split("?")[0])
        if kind in seen or kind.startswith(("/assets", "/demo")):
            continue
        seen.add(kind)
        answer = someone.get(path)
        is_decent(answer, path)
        links, found = read(answer.text)
        queue += links
        for form in found:
            same = re.sub(r"[0-9a-f-]{36}", "{}", form.action)
            if same not in {re.sub(r"[0-9a-f-]{36}", "{}", known) for known in forms} and same not in ("/afmelden", "/account/sessies/einde", "/account/sessies/{}/einde"):
                forms[form.action] = list(dict.fromkeys(name for name, _ in form.fields))
    return forms


@pytest.mark.parametrize("role", ["mentor", "student", "workplaceSupervisor", "administrator"])
def test_every_form_with_every_wrong_value(step_in, role):
    someone = step_in(role)
    forms = all_forms(someone)
    assert len(forms) >= 3, f"too few forms were found: {list(forms)}"
    for action, names in forms.items():
        for kind, value in WRONG.items():
            answer = someone.post(action, {name: value for name in names})
            is_decent(answer, f"{action} with {kind}")
            assert f"<script>{TYPED}" not in answer.text, f"{action} shows markup as markup"
        # One field with sense in it and the others wrong; the same field a hundred times; a field nobody knows.
        is_decent(someone.post(action, [(name, "a") for name in names] * 100), f"{action} with repeats")
        is_decent(someone.post(action, {"__proto__": "x", "id": "1"}), f"{action} with unknown fields")


@pytest.mark.parametrize("body, allowed", [
    (b"what=%ff%fe", (400, 422)), (b"what=\xff\xfe\x80", (400, 422)), (b"what=%00", (400, 422)), (b"what=%u0041", (400, 422)),
    (b"what=%2", (400, 422)), (b"what=%zz", (400, 422)), (b"&&&&====", (422,)), (b"=" * 10_000, (422,)),
    (b"what=%ed%a0%80", (400,)), (b"&".join(b"k%d=v" % n for n in range(100_000)), (400, 413)), (b"a" * 3_000_000, (413,)),
    (b"what[" + b"[" * 50_000 + b"]=1", (422, 400)), (b"party=" + b"&party=".join([b"01a1fe46-37ff-771a-85ad-a70574069599"] * 1_000), (422,)),
])
def test_bodies_that_are_no_form(server, step_in, body, allowed):
    mentor = step_in("mentor")
    path = re.search(r"/studenten/[0-9a-f-]{36}", mentor.get("/studenten").text)[0] + "/afspraken"
    answer = mentor.post(path, body)
    is_decent(answer, repr(body[:30]))
    assert answer.status in allowed


@pytest.mark.parametrize("kind, body", [
    ("application/json", b"[" * 100_000), ("application/json", b"{" * 100_000), ("application/json", b'{"a":' * 50_000 + b"1" + b"}" * 50_000),
    ("application/json", b'{"what": 1e999999}'), ("multipart/form-data; boundary=x", b"--x\r\n\r\n" * 10_000), ("text/xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]>"),
    ("application/x-www-form-urlencodedX", b"a=b"), ("", b"what=1"), ("\xff", b"what=1"), ("text/plain", b"what=1"),
])
def test_other_kinds_of_body(step_in, kind, body):
    mentor = step_in("mentor")
    answer = mentor.post("/doelen/01a1fe46-37ff-771a-85ad-a70574069599/stappen", body, {"Content-Type": kind})
    is_decent(answer, kind)
    assert answer.status in (400, 404, 415, 422)
    if kind == "application/json":
        assert answer.status == 415


# --- Queries, languages, problem documents ---

@pytest.mark.parametrize("query", [
    "zoek=%ff", "zoek=%00", "zoek=%", "pagina=-1", "pagina=99999999999999999999999", "pagina=NaN", "pagina=1e9", "zoek=" + "a" * 3000, "alles=2",
    "melding=../../etc", "melding=<script>", "gesprek=x", "naar=//evil.example", "rol=niets", "zoek=%25_%27%22", "a&b&=c&&&", "x=" * 1500,
])
def test_queries(step_in, query):
    for role, paths in {"administrator": ("/beheer/personen", "/beheer/groepen", "/beheer"), "mentor": ("/vandaag", "/studenten", "/checklists")}.items():
        someone = step_in(role)
        for path in paths:
            answer = someone.get(f"{path}?{query}")
            is_decent(answer, f"{path}?{query[:40]}")
            assert "<script>" not in answer.text


def test_a_problem_in_the_language_and_form_that_was_asked_for(server, step_in):
    mentor = step_in("mentor")
    dutch = mentor.get("/studenten/niets", {"Accept-Language": "nl-NL,nl;q=0.9,en;q=0.5"})
    english = mentor.get("/studenten/niets", {"Accept-Language": "en-GB,en;q=0.9,nl;q=0.5"})
    assert (dutch.status, english.status) == (404, 404)
    assert 'lang="nl"' in dutch.text and "Deze pagina is er niet" in dutch.text
    assert 'lang="en"' in english.text and "Deze pagina is er niet" not in english.text
    for path, headers, expected in (
        ("/studenten/niets", {}, 404), ("/nergens", {}, 404), ("/vandaag?zoek=%ff", {}, 400), ("/vandaag", {"Cookie": ""}, 401),
    ):
        answer = mentor.get(path, {"Accept": "application/json", **headers})
        assert answer.status == expected, path
        assert answer.headers["content-type"] == "application/problem+json", path
        document = json.loads(answer.text)
        assert document["status"] == expected and document["title"] and document["detail"]
    for odd in ("", "xx", "*", ",,,;q=", "en;q=abc", "q" * 3000, "nl" + ",en" * 900):
        is_decent(mentor.get("/studenten/niets", {"Accept-Language": odd}), f"Accept-Language: {odd[:20]}")


# --- Where a request comes from, and where an answer leads ---

@pytest.mark.parametrize("headers, allowed", [
    ({"Sec-Fetch-Site": "same-origin"}, True), ({"Sec-Fetch-Site": "cross-site"}, False), ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": "none"}, False), ({"Sec-Fetch-Site": ""}, False), ({}, False), ({"Origin": "https://evil.example"}, False),
    ({"Origin": "null"}, False), ({"Origin": "own"}, True), ({"Sec-Fetch-Site": "cross-site", "Origin": "own"}, False),
    ({"Origin": "http://localhost.evil.example"}, False), ({"Referer": "http://localhost/"}, False),
])
def test_only_our_own_pages_change_anything(server, step_in, headers, allowed):
    mentor = step_in("mentor")
    own = {name: f"http://localhost:{server.port}" if value == "own" else value for name, value in headers.items()}
    body = b"language=nl&back=/vandaag"
    answer = mentor.ask("POST", "/taal", body, {"Content-Type": FORM, **own})
    is_decent(answer, str(headers))
    assert answer.status == (303 if allowed else 403)


AWAY = [
    "//evil.example", "\\\\evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil.example", "/%0d%0aSet-Cookie:a=b",
    "/\r\nSet-Cookie: a=b", "\r\nLocation: //evil.example", "///evil.example", " //evil.example", "data:text/html,x", "/\x00/evil",
]


@pytest.mark.parametrize("target", AWAY)
def test_no_answer_leads_away_or_takes_headers(server, step_in, target):
    mentor = step_in("mentor")
    for answer in (
        mentor.post("/taal", {"language": "nl", "back": target}),
        mentor.post("/aanmelden", {"name": "x", "password": "y", "naar": target}),
        mentor.post("/aanmelden", {"name": "x", "password": "y", "keptPath": target, "kept:a": "b"}),
    ):
        is_decent(answer, target)
        led = answer.headers.get("location", "/")
        assert led.startswith("/") and not led.startswith(("//", "/\\")) and led.isprintable(), led
        assert "a=b" not in answer.headers.get("set-cookie", "")
        assert not re.search(r'(action|href)="(?!/[^/\\])[^"]*evil', answer.text), "a page leads there"
    query = target.encode().hex()
    quoted = "".join(f"%{query[n:n + 2]}" for n in range(0, len(query), 2))
    page = Visitor(server).get(f"/aanmelden?naar={quoted}")
    is_decent(page, target)
    assert 'value="' + target not in page.text or target.startswith("/%0d"), "the sign-in form keeps it"


@pytest.mark.parametrize("path", [
    "/assets/1/../../../../etc/passwd", "/assets/../../../etc/passwd", "/assets/x/naast.css", "/assets/%2e%2e/%2e%2e/etc/passwd",
    "/assets/1/..%2f..%2fnaast.sqlite", "/assets/1/%00", "//assets//naast.css", "/./vandaag", "/../vandaag", "/naast.sqlite", "/.git/config",
])
def test_no_file_comes_out_that_is_no_asset(server, path):
    answer = raw(server, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    assert status(answer) in (303, 400, 404), answer[:100]
    assert b"root:" not in answer and b"SQLite format" not in answer


# --- A crawl changes nothing; the counts name nobody ---

def test_looking_changes_nothing(server, step_in):
    someone = {role: step_in(role) for role in ("mentor", "student", "administrator", "guardian", "workplaceSupervisor")}
    before = dump(server)
    for visitor in someone.values():
        all_forms(visitor)
    after = dump(server)
    assert before.keys() == after.keys()
    changed = [table for table in before if before[table] != after[table]]
    assert changed == [], "looking changed these tables"


def dump(server) -> dict[str, list[str]]:
    """All rows of all tables but those that keep who is here and who looked."""
    with sqlite3.connect(f"file:{server.data}/naast.sqlite?mode=ro", uri=True) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(map(repr, database.execute(f"SELECT * FROM {table}"))) for table in tables if table not in ("sessions", "access_log")}


def test_the_counts_name_nobody(server, step_in):
    mentor = step_in("mentor")
    mentor.get("/vandaag")
    student = re.search(r"/studenten/([0-9a-f-]{36})", mentor.get("/studenten").text)[1]
    mentor.get(f"/studenten/{student}?zoek={TYPED}")
    mentor.get(f"/{TYPED}/nergens")
    text = Visitor(server).get("/metrics").text
    assert "naast_answers_total" in text
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", text) and TYPED not in text and "%" not in text


def test_a_slow_body_is_given_up(slow_body):
    status, seconds = slow_body.result(timeout=60)
    assert status in (0, 408) and seconds < 35
