"""Whoever has only the files of the database reads nothing about anyone's guidance."""

import re
from itertools import count

import pytest

from asking import Visitor, faces
from journeys import in_days, today
from server import REPOSITORY, Server

SCHOOL = REPOSITORY / "Sources/App/Content/Demo/school.yaml"
LEAST = 15  # characters; shorter ones are words that stand anywhere
OPEN = {"institution", "name", "kind", "programme", "prefix", "family", "given", "role"}  # names are not sealed
ENDINGS = ("", "-wal", "-shm")


@pytest.fixture
def mentor(server: Server) -> Visitor:
    return Visitor(server).step_in(faces(server)["mentor"])


def student(mentor: Visitor) -> str:
    return re.search(r"/studenten/([0-9a-f-]{36})", mentor.get("/studenten").text)[1]


def readable(server: Server, texts: set[str]) -> set[str]:
    """Those that can be read in the files."""
    files = [(server.data / f"naast.sqlite{ending}").read_bytes() for ending in ENDINGS]
    assert files[0].startswith(b"SQLite format 3")
    return {text for text in texts for content in files if text.encode() in content or text.encode("utf-16-le") in content}


def test_no_sentence_of_the_demo_can_be_read(server, mentor):
    texts = sentences()
    assert len(texts) > 200, "the demo's texts were not found where they were"
    page = mentor.get(f"/studenten/{student(mentor)}?alles=1").text
    assert any(text in page for text in texts), "the demo shows none of its own texts"
    assert readable(server, texts) == set()


def test_nothing_that_was_just_typed_can_be_read(server, mentor):
    """Every field in which a guide can write about a student; what was just typed stands in the journal beside the database."""
    number = count(1)
    typed: dict[str, str] = {}

    def write(field: str) -> str:
        typed[field] = f"Nergens leesbare zin {next(number)} over {field}"
        return typed[field]

    def post(path: str, fields: dict) -> str:
        answer = mentor.post(path, fields)
        assert answer.status == 303, f"{path}: {answer.status}"
        return answer.location

    one = student(mentor)
    file = f"/studenten/{one}"
    post(f"{file}/successen", {"success": write("success")})
    goal = post(f"{file}/doelen", {"task": "career", **{name: write(f"goal {name}") for name in ("words", "dream", "takes", "step")}})
    post(f"{goal}/stappen", {"step": write("step")})
    agreement = post(f"{file}/afspraken", {
        "what": write("agreement"), "steps": write("agreement step"), "consequence": write("consequence"), "due": in_days(3), "party": one})
    post(f"{agreement}/beoordeling", {"verdict": "partly", "reason": write("reason")})
    talk = post(f"{file}/gesprekken", {
        "kind": "individual", "day": today().isoformat(), "time": "00:01", "place": write("place"), "agenda": write("agenda")})
    post(f"{talk}/voeren", {"notes": write("notes"), "mine": write("private note")})
    post(f"{talk}/terugblik", {"summary": write("summary")})
    checklist = post("/checklists/individuele-begeleiding/invullingen", {"moment": "after", "gesprek": talk.split("/")[2]})
    post(checklist, {"invulling": "1", "a-relation": "improve", "n-relation": write("checklist note")})
    shown = mentor.get(f"{file}?alles=1").text + mentor.get(f"{talk}/terugblik").text + mentor.get(checklist).text
    assert typed["private note"] in shown and typed["checklist note"] in shown and typed["summary"] in shown
    found = readable(server, set(typed.values()))
    assert {field for field, text in typed.items() if text in found} == set(), "these fields are not sealed"


def test_the_key_stands_apart(server):
    key = (server.data / "master.key").read_text().strip()
    assert readable(server, {key}) == set()
    for name in ("naast.sqlite", "master.key"):
        assert (server.data / name).stat().st_mode & 0o077 == 0, f"others can read {name}"


def sentences() -> set[str]:
    """Every text in quotes in the file of the demo school, but for names."""
    found = set()
    for line in SCHOOL.read_text().splitlines():
        key = re.match(r"\s*-?\s*\{?\s*(\w+):", line)
        if key and key[1] in OPEN:
            continue
        found |= {text for text in re.findall(r'"((?:[^"\\]|\\.)*)"', line) if len(text) >= LEAST and " " in text and "\\" not in text}
    return found
