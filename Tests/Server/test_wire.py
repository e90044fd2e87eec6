"""Requests that no browser sends, byte by byte."""

import pytest

from asking import Visitor, raw, status


@pytest.fixture(autouse=True)
def server_survives(server):
    yield
    assert server.is_alive(), server.obituary()
    assert Visitor(server).get("/health/live").status == 200
    assert "crashed" not in server.log.read_text(errors="replace")


HOST = "Host: localhost\r\n"
CLOSE = "Connection: close\r\n"


@pytest.mark.parametrize("request_line, headers, allowed", [
    ("GET / HTTP/1.0", "", (303, 400)),
    ("GET / HTTP/1.1", CLOSE, (303, 400)),
    ("GET / HTTP/9.9", HOST + CLOSE, (400, 505, 0)),
    ("GET / HTTP/1.1", HOST + HOST + CLOSE, (303, 400)),
    ("GET / HTTP/1.1", "Host: " + "a" * 5000 + "\r\n" + CLOSE, (303, 400, 431)),
    ("GET / HTTP/1.1", HOST + "X-Long: " + "a" * 100_000 + "\r\n" + CLOSE, (400, 431, 0)),
    ("GET / HTTP/1.1", HOST + "Cookie: " + "; ".join(f"k{n}=v" for n in range(5000)) + "\r\n" + CLOSE, (303, 400, 431, 0)),
    ("GET / HTTP/1.1", HOST + "".join(f"X-{n}: v\r\n" for n in range(3000)) + CLOSE, (303, 400, 431, 0)),
    ("GET / HTTP/1.1", HOST + "Cookie: __Host-session=a\r\nCookie: __Host-session=b\r\n" + CLOSE, (303, 400)),
    ("GET / HTTP/1.1", HOST + "X-Empty:\r\n: nameless\r\n" + CLOSE, (400, 0)),
    ("GET / HTTP/1.1", HOST + "X-Odd\x01: v\r\n" + CLOSE, (400, 0, 303)),
    ("GET / HTTP/1.1", HOST + "X-Null: a\x00b\r\n" + CLOSE, (400, 0, 303)),
    ("GET / HTTP/1.1", HOST + " folded: x\r\n" + CLOSE, (400, 0, 303)),
    ("GET /%", HOST, (400, 0)),
    ("GET /% HTTP/1.1", HOST + CLOSE, (303, 400, 404)),
    ("GET /%ff%fe HTTP/1.1", HOST + CLOSE, (303, 400, 404)),
    ("GET /\u00ff HTTP/1.1", HOST + CLOSE, (303, 400, 404, 0)),
    ("GET /" + "a" * 20_000 + " HTTP/1.1", HOST + CLOSE, (400, 404, 414, 431, 0)),
    ("GET /" + "a/" * 4000 + " HTTP/1.1", HOST + CLOSE, (400, 404, 414, 431, 0)),
    ("GET http://evil.example/vandaag HTTP/1.1", HOST + CLOSE, (303, 400, 404)),
    ("GET * HTTP/1.1", HOST + CLOSE, (400, 404, 0)),
    ("OPTIONS * HTTP/1.1", HOST + CLOSE, (400, 404, 405, 0)),
    ("CONNECT evil.example:443 HTTP/1.1", HOST + CLOSE, (400, 404, 405, 0)),
    ("A" * 5000 + " / HTTP/1.1", HOST + CLOSE, (400, 404, 405, 0)),
    ("POST /taal HTTP/1.1", HOST + CLOSE + "Content-Length: 99999999999999999999\r\n", (400, 403, 413, 0)),
    ("POST /taal HTTP/1.1", HOST + CLOSE + "Content-Length: -1\r\n", (400, 403, 413, 0)),
    ("POST /taal HTTP/1.1", HOST + CLOSE + "Content-Length: 3\r\nContent-Length: 5\r\n", (400, 403, 0)),
    ("POST /taal HTTP/1.1", HOST + CLOSE + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", (400, 403, 0)),
    ("POST /taal HTTP/1.1", HOST + CLOSE + "Transfer-Encoding: gzip, chunked\r\n", (400, 403, 501, 0)),
    ("POST /taal HTTP/1.1", HOST + CLOSE + "Sec-Fetch-Site: same-origin\r\nContent-Length: 900000000\r\n", (413, 0)),
    ("\x16\x03\x01\x02\x00", "", (400, 0)),
    ("PRI * HTTP/2.0", "", (400, 0, 505)),
    ("", "", (400, 0)),
])
def test_odd_requests(server, request_line, headers, allowed):
    answer = raw(server, f"{request_line}\r\n{headers}\r\n".encode("latin-1"), seconds=2)
    assert status(answer) in allowed, answer[:200]
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"nosniff" in head or not body, "a page without the headers that protect its reader"
    if status(answer) == 303:
        assert b"evil" not in head


def test_chunks_without_end(server):
    """Larger than a body may be, in chunks that announce nothing beforehand."""
    head = "POST /taal HTTP/1.1\r\n" + HOST + CLOSE + "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    answer = raw(server, head.encode() + chunk * 48 + b"0\r\n\r\n")
    assert status(answer) in (413, 0), answer[:200]


def test_broken_chunks(server):
    head = "POST /taal HTTP/1.1\r\n" + HOST + CLOSE + "Sec-Fetch-Site: same-origin\r\nTransfer-Encoding: chunked\r\n\r\n"
    for chunk in (b"zz\r\nabc\r\n", b"-1\r\nabc\r\n", b"ffffffffffffffffff\r\nabc", b"5\r\nab"):
        assert status(raw(server, head.encode() + chunk, seconds=3)) in (400, 413, 0)


def test_one_request_hidden_in_another(server):
    """Nobody gets two answers by smuggling a second request into the body of the first."""
    sent = (
        "POST /taal HTTP/1.1\r\n" + HOST + "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /nergens HTTP/1.1\r\n" + HOST + CLOSE + "\r\n")
    answer = raw(server, sent.encode(), seconds=5)
    assert status(answer) in (400, 0) or answer.count(b"HTTP/1.1 ") <= 2


def test_requests_that_never_finish_leave_room_for_others(server):
    import socket

    waiting = [socket.create_connection(("localhost", server.port)) for _ in range(200)]
    try:
        for each in waiting:
            each.sendall(b"POST /taal HTTP/1.1\r\nHost: localhost\r\nContent-Le")
        assert Visitor(server).get("/health/ready").status == 200
    finally:
        for each in waiting:
            each.close()
