"""A server that is killed in the middle of everyone's saves has lost nothing that it said yes to, and keeps nothing by halves."""

import http.client
import os
import random
import re
import sqlite3
import subprocess
import threading
import time
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest

from asking import FORM, Visitor, faces
from journeys import today
from server import Server, binary, environment

ROUNDS = 6
CLIENTS = 64
STUDENTS = 12
STEPS = 3
LONGEST_ROUND = 1.5  # seconds until the power fails
PARTIES = 2
UNIQUE = re.compile(r"noodproef-\d+-\d+-\d+")


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    server.start()
    yield server
    if server.is_alive():
        server.stop()


class Client(threading.Thread):
    """Makes agreements as fast as it can; remembers which the server said yes to, and for which student."""

    def __init__(self, server: Server, name: str, cookie: str, viewer: str, students: list[str], go: threading.Event):
        super().__init__(name=name, daemon=True)
        self.server, self.cookie, self.viewer, self.students, self.go = server, cookie, viewer, students, go
        self.kept: list[tuple[str, str]] = []
        self.refused: list[int] = []

    def run(self) -> None:
        connection = http.client.HTTPConnection("localhost", self.server.port, timeout=20)
        headers = {"Cookie": self.cookie, "Content-Type": FORM, "Sec-Fetch-Site": "same-origin"}
        self.go.wait()
        try:
            for turn in range(100_000):
                student = self.students[(hash(self.name) + turn) % len(self.students)]
                what = f"noodproef-{self.name}-{turn}"
                body = urlencode({
                    "what": what, "due": (today() + timedelta(days=9)).isoformat(), "party": [student, self.viewer],
                    "steps": "\n".join(f"{what} stap {step}" for step in range(STEPS)), "consequence": f"{what} anders",
                }, doseq=True)
                connection.request("POST", f"/studenten/{student}/afspraken", body, headers)
                answer = connection.getresponse()
                answer.read()
                if answer.status == 303:
                    self.kept.append((student, what))
                else:
                    self.refused.append(answer.status)
        except (OSError, http.client.HTTPException):
            pass  # the server is gone


def test_nothing_that_was_acknowledged_is_lost(server: Server):
    seed = int(os.environ.get("NAAST_SEED", time.time_ns() % 10**6))
    dice = random.Random(seed)
    print(f"NAAST_SEED={seed}")
    guides = {role: Visitor(server).step_in(faces(server)[role]) for role in ("mentor", "classGuide")}
    me = {role: own_id(guide) for role, guide in guides.items()}
    students = re.findall(r'<a href="/studenten/([0-9a-f-]{36})">', guides["mentor"].get("/studenten").text)[:STUDENTS]
    sessions = [(role, Visitor(server).step_in(faces(server)[role]).cookie) for role in list(guides) * (CLIENTS // 2)]
    before = agreements(server)
    acknowledged: list[tuple[str, str]] = []
    for turn in range(ROUNDS):
        go = threading.Event()
        clients = [Client(server, f"{turn}-{number}", cookie, me[role], students, go) for number, (role, cookie) in enumerate(sessions)]
        for client in clients:
            client.start()
        go.set()
        while sum(len(client.kept) for client in clients) < CLIENTS and server.is_alive():
            time.sleep(0.01)  # a slow machine gets time to be busy
        time.sleep(dice.uniform(0.15, LONGEST_ROUND))  # not waiting for anything: this is when the power fails
        server.kill()
        for client in clients:
            client.join(30)
            assert client.refused == [], f"round {turn}, seed {seed}: {client.refused[:3]}"
        acknowledged += [each for client in clients for each in client.kept]
        is_well(server)
        server.start()
        guide = Visitor(server)
        guide.cookie = guides["mentor"].cookie
        found = everything(guide, students)
        lost = [what for student, what in acknowledged if what not in found[student]]
        assert lost == [], f"round {turn}, seed {seed}: {len(lost)} of {len(acknowledged)} acknowledged are gone, {lost[:3]}"
        is_whole(server, before, f"round {turn}, seed {seed}")
    print(f"{len(acknowledged)} acknowledged in {ROUNDS} rounds")


def own_id(guide: Visitor) -> str:
    """The one who is chosen already on the form of a new conversation: whoever fills it in."""
    student = re.search(r'/studenten/([0-9a-f-]{36})"', guide.get("/studenten").text)[1]
    return re.search(r'name="participant" value="([0-9a-f-]{36})"[^>]* checked', guide.get(f"/studenten/{student}/gesprekken/nieuw").text)[1]


def everything(guide: Visitor, students: list[str]) -> dict[str, set[str]]:
    """What the pages show; of some agreements the page itself, with its steps, parties and history."""
    found = {}
    for student in students:
        page = guide.get(f"/studenten/{student}?alles=1")
        assert page.status == 200
        found[student] = set(UNIQUE.findall(page.text))
        shown = re.findall(r'<a href="(/afspraken/[0-9a-f-]{36})">(noodproef[^<]*)</a>', page.text)
        for address, what in shown[:1] + shown[-1:]:
            text = unescape(guide.get(address).text)
            assert text.count(f"{what} stap ") >= STEPS and f"{what} anders" in text, f"{what} is there by halves"
            assert text.count("legde de afspraak vast") == 1
    return found


def agreements(server: Server) -> set[str]:
    with sqlite3.connect(f"file:{server.data}/naast.sqlite?mode=ro", uri=True) as database:
        return {row[0] for row in database.execute("SELECT id FROM agreements")}


def is_whole(server: Server, before: set[str], when: str) -> None:
    """Every agreement of this test, acknowledged or not, has all its parties, steps and its first line of history, or is not there."""
    with sqlite3.connect(f"file:{server.data}/naast.sqlite?mode=ro", uri=True) as database:
        halves = database.execute(
            """
            SELECT a.id, (SELECT COUNT(*) FROM agreement_parties WHERE agreement_id = a.id),
              (SELECT COUNT(*) FROM agreement_steps WHERE agreement_id = a.id),
              (SELECT COUNT(*) FROM agreement_events WHERE agreement_id = a.id AND kind = 'made')
            FROM agreements AS a
            """).fetchall()
        orphans = sum(
            database.execute(f"SELECT COUNT(*) FROM {table} WHERE agreement_id NOT IN (SELECT id FROM agreements)").fetchone()[0]
            for table in ("agreement_parties", "agreement_steps", "agreement_events"))
    assert orphans == 0, when
    wrong = [row for row in halves if row[0] not in before and row[1:] != (PARTIES, STEPS, 1)]
    assert wrong == [], f"{when}: {wrong[:3]}"


def is_well(server: Server) -> None:
    """As whoever runs it would ask after a power failure."""
    done = subprocess.run([binary(), "check", "--data", server.data], env=environment(), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "all is well" in done.stdout, done.stdout + done.stderr
