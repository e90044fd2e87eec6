"""The calendar that people subscribe to, read by a package that others made."""

import datetime
import re
import sqlite3
from contextlib import closing
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from asking import Visitor, faces
from server import Server

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
UTC = datetime.UTC


@pytest.fixture
def mentor(server: Server) -> Visitor:
    return Visitor(server).step_in(faces(server)["mentor"])


def subscribe(visitor: Visitor) -> str:
    page = visitor.post("/account/berichten/agenda")
    assert page.status == 200
    return re.search(r'value="[^"]*(/agenda/[\w-]{43}\.ics)"', page.text)[1]


def fetch(server: Server, path: str) -> tuple[bytes, Calendar]:
    answer = Visitor(server).get(path)
    assert answer.status == 200 and answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    return answer.body, Calendar.from_ical(answer.body)


def plan(server: Server, moments: list[datetime.datetime]) -> list[str]:
    """Puts talks of the mentor at these moments: the turns of the clock need not be waited for."""
    with closing(sqlite3.connect(server.data / "naast.sqlite", timeout=30)) as database, database:
        mentor = database.execute("SELECT value FROM settings WHERE name = 'demo.mentor'").fetchone()[0]
        # Of a student of the mentor's class; the texts stay those of a talk that was.
        talks = [row[0] for row in database.execute(
            """
            SELECT c.id FROM conversations AS c JOIN conversation_participants AS p ON p.conversation_id = c.id AND p.person_id = ?
            ORDER BY c.id LIMIT ?
            """, [mentor, len(moments)])]
        assert len(talks) == len(moments)
        for talk, moment in zip(talks, moments, strict=True):
            text = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
            database.execute("UPDATE conversations SET state = 'planned', at = ? WHERE id = ?", [text, talk])
        return talks


def test_it_is_a_calendar_with_what_and_when_alone(server, mentor):
    body, calendar = fetch(server, subscribe(mentor))
    assert calendar["VERSION"] == "2.0" and calendar["METHOD"] == "PUBLISH" and not calendar.errors
    assert b"\n" not in body.replace(b"\r\n", b"") and all(len(line) <= 75 for line in body.split(b"\r\n"))
    events = calendar.walk("VEVENT")
    assert events and not [event.errors for event in events if event.errors]
    assert {str(event["SUMMARY"]) for event in events} <= {"Gesprek", "Datum van een afspraak", "Contactmoment"}
    for event in events:
        assert set(event) <= {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}
    with closing(sqlite3.connect(f"file:{server.data}/naast.sqlite?mode=ro", uri=True)) as database:
        names = {name for row in database.execute("SELECT given, family FROM persons") for name in row if len(name) > 3}
    assert not [name for name in names if name in body.decode()]


def test_identities_stay_and_are_each_ones_own(server, mentor):
    path = subscribe(mentor)
    first, second = (fetch(server, path)[1].walk("VEVENT") for _ in range(2))
    identities = [str(event["UID"]) for event in first]
    assert identities == [str(event["UID"]) for event in second] and len(set(identities)) == len(identities)


def test_hours_are_right_around_the_turns_of_the_clock_and_the_year(server, mentor):
    year = datetime.datetime.now(AMSTERDAM).date()

    def last_sunday(month: int) -> datetime.date:
        found = [datetime.date(one, month, 31) for one in (year.year, year.year + 1)]
        found = [day - datetime.timedelta(days=(day.weekday() + 1) % 7) for day in found]
        return next(day for day in found if day > year)

    days = [last_sunday(3), last_sunday(10), datetime.date(year.year, 12, 31), datetime.date(year.year + 1, 1, 1)]
    days = [one for day in days for one in (day - datetime.timedelta(days=1), day, day + datetime.timedelta(days=1))]
    days = sorted({day for day in days if day > year})
    moments = [datetime.datetime(day.year, day.month, day.day, 9, 15, tzinfo=AMSTERDAM) for day in days]
    talks = dict(zip(plan(server, moments), moments, strict=True))
    events = {str(event["UID"]): event for event in fetch(server, subscribe(mentor))[1].walk("VEVENT")}
    for talk, moment in talks.items():
        event = events[f"conversation-{talk}@naast"]
        start = event.decoded("DTSTART")
        assert start.utcoffset() == datetime.timedelta(0), "moments are in UTC"
        assert start.astimezone(AMSTERDAM).replace(tzinfo=None) == moment.replace(tzinfo=None)
        assert event.decoded("DTEND") - start == datetime.timedelta(minutes=30)


def test_a_revoked_or_renewed_address_is_gone(server, mentor):
    first = subscribe(mentor)
    second = subscribe(mentor)
    assert Visitor(server).get(first).status == 404
    assert Visitor(server).get(second).status == 200
    assert mentor.post("/account/berichten/agenda/einde").status == 303
    assert Visitor(server).get(second).status == 404
    assert Visitor(server).get("/agenda/" + "a" * 43 + ".ics").status == 404


def test_a_supervisor_sees_only_what_is_left_of_the_relations(server):
    supervisor = Visitor(server).step_in(faces(server)["workplaceSupervisor"])
    path = subscribe(supervisor)
    fetch(server, path)
    with closing(sqlite3.connect(server.data / "naast.sqlite", timeout=30)) as database, database:
        person = database.execute("SELECT value FROM settings WHERE name = 'demo.workplaceSupervisor'").fetchone()[0]
        database.execute("UPDATE roles SET ends_at = '2020-01-01T00:00:00.000Z' WHERE person_id = ?", [person])
    assert fetch(server, path)[1].walk("VEVENT") == []
