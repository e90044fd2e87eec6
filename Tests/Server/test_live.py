"""An open page of Today is told that something changed, and nothing else, for as long as its reader may know."""

import http.client
import re
import sqlite3
import threading
import time
from contextlib import closing

import pytest

from asking import Visitor, faces
from server import Server


@pytest.fixture
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("live"))
    server.start()
    yield server
    if server.is_alive():
        server.stop()


class Listener:
    """One open stream; `text` is what came so far, `ended` whether the server closed it."""

    def __init__(self, visitor: Visitor):
        self.connection = http.client.HTTPConnection("localhost", visitor.server.port, timeout=60)
        self.connection.request("GET", "/vandaag/live", headers={"Cookie": visitor.cookie, "Accept": "text/event-stream"})
        self.answer = self.connection.getresponse()
        self.text, self.ended = "", False
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        try:
            while part := self.answer.read1(4096):
                self.text += part.decode()
        except (OSError, http.client.HTTPException, AttributeError, ValueError):
            pass
        self.ended = True

    def until(self, what, seconds: float = 10) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if what(self):
                return True
            time.sleep(0.05)
        return False


def test_a_change_is_told_without_a_word_of_it_and_stopping_ends_the_stream(server):
    mentor = Visitor(server).step_in(faces(server)["mentor"])
    student = re.search(r"/studenten/([0-9a-f-]{36})", mentor.get("/studenten").text)[1]
    listener = Listener(mentor)
    assert listener.answer.status == 200 and listener.answer.getheader("Content-Type") == "text/event-stream"
    assert listener.until(lambda one: "retry" in one.text)
    assert mentor.post(f"/studenten/{student}/successen", {"success": "Kanarie zong"}).status == 303
    assert listener.until(lambda one: "event: changed" in one.text)
    assert student not in listener.text and "Kanarie" not in listener.text
    started = time.monotonic()
    server.stop()
    assert time.monotonic() - started < 8 and listener.until(lambda one: one.ended)


def test_a_relation_that_ended_ends_the_stream(server):
    supervisor = Visitor(server).step_in(faces(server)["workplaceSupervisor"])
    listener = Listener(supervisor)
    assert listener.until(lambda one: "retry" in one.text)
    with closing(sqlite3.connect(server.data / "naast.sqlite", timeout=30)) as database, database:
        person = database.execute("SELECT value FROM settings WHERE name = 'demo.workplaceSupervisor'").fetchone()[0]
        database.execute("UPDATE roles SET ends_at = '2020-01-01T00:00:00.000Z' WHERE person_id = ?", [person])
    assert listener.until(lambda one: one.ended, 25)
    assert "event: end" in listener.text and "event: changed" not in listener.text


def test_signing_out_ends_the_stream_and_a_session_has_only_a_few(server):
    mentor = Visitor(server).step_in(faces(server)["mentor"])
    listeners = [Listener(mentor) for _ in range(5)]
    assert listeners[4].until(lambda one: one.ended or any(other.ended for other in listeners))
    assert sum("event: end" in one.text for one in listeners) == 1
    assert mentor.post("/afmelden").status == 303
    for one in listeners:
        assert one.until(lambda one: one.ended, 25)
