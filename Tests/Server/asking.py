"""Asking a server without a browser: decently, through `Visitor`, or byte by byte, through `raw`."""

import html
import http.client
import re
import socket
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from server import Server

FORM = "application/x-www-form-urlencoded"
SECONDS = 30


@dataclass
class Answer:
    status: int
    headers: dict[str, str]  # names in lower case; of several cookies the last
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def location(self) -> str:
        return self.headers.get("location", "").split("?")[0]


class Visitor:
    """One person with one connection and one cookie."""

    def __init__(self, server: Server):
        self.server = server
        self.cookie = ""
        self.connection = http.client.HTTPConnection("localhost", server.port, timeout=SECONDS)

    def step_in(self, path: str) -> "Visitor":
        answer = self.post(path)
        assert answer.status == 303, answer.text
        self.cookie = answer.headers["set-cookie"].split(";")[0]
        return self

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, fields: dict | list | bytes = b"", headers: dict[str, str] | None = None) -> Answer:
        body = fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()
        return self.ask("POST", path, body, {"Content-Type": FORM, "Sec-Fetch-Site": "same-origin", **(headers or {})})

    def ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str] | None) -> Answer:
        sent = {**({"Cookie": self.cookie} if self.cookie else {}), **(headers or {})}
        try:
            self.connection.request(method, path, body, sent)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # The server may end a connection between two requests, or say no before it has read a body to its end.
            self.connection.close()
            self.connection.request(method, path, body, sent)
            answer = self.connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())


def faces(server: Server) -> dict[str, str]:
    """Where one steps into each role."""
    page = Visitor(server).get("/demo").text
    return {role: path for path, role in re.findall(r'action="(/demo/[^"]+)"><button[^>]*data-role="(\w+)"', page)}


def raw(server: Server, sent: bytes, seconds: float = SECONDS) -> bytes:
    """Everything that comes back on these bytes until the server closes, or nothing more comes for a second."""
    with socket.create_connection(("localhost", server.port), timeout=seconds) as connection:
        try:
            connection.sendall(sent)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it had heard enough
        got = b""
        try:
            while part := connection.recv(65536):
                got += part
                connection.settimeout(1)
        except (TimeoutError, ConnectionResetError):
            pass
        return got


def status(answer: bytes) -> int:
    """Of a raw answer; 0 when the server only closed."""
    found = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
    return int(found[1]) if found else 0


@dataclass
class Form:
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.open: Form | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "a" and values.get("href", "").startswith("/"):
            self.links.append(values["href"].split("#")[0])
        if tag == "form" and values.get("method") == "post":
            self.open = Form(values["action"])
            self.forms.append(self.open)
        if tag in ("input", "textarea", "select", "button") and self.open and values.get("name"):
            self.open.fields.append((values["name"], values.get("value") or ""))
        if tag == "button" and self.open and values.get("formaction"):
            self.forms.append(Form(values["formaction"], self.open.fields))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None


def read(page: str) -> tuple[list[str], list[Form]]:
    """The links and the forms of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.links, reader.forms


def plain(page: str) -> str:
    """The words of a page."""
    return html.unescape(re.sub(r"<[^>]+>", " ", page))
