"""Signing in by OpenID Connect: with a provider that others made, and with one that tells untruths."""

import http.client
import sqlite3
import time
from contextlib import closing
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from asking import FORM, plain
from providers import MockProvider, StubProvider, add_person, configure
from server import Server

SECRET = "een geheim: met tekens"


class Wanderer:
    """A browser without a screen: keeps cookies by address, follows where it is told to go."""

    def __init__(self):
        self.cookies: dict[str, dict[str, str]] = {}
        self.address = ""

    def ask(self, address: str, form: dict | None = None):
        parts = urlsplit(address)
        jar = self.cookies.setdefault(parts.netloc, {})
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in jar.items() if value), "Accept-Language": "nl"}
        if form is not None:
            headers |= {"Content-Type": FORM, "Sec-Fetch-Site": "same-origin"}
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
        path = parts.path + ("?" + parts.query if parts.query else "")
        connection.request("GET" if form is None else "POST", path, None if form is None else urlencode(form), headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                jar[key] = rest.split(";")[0]
        connection.close()
        self.address = address
        return answer.status, answer.getheader("Location", ""), body

    def follow(self, address: str, form: dict | None = None, stop: str | None = None):
        """Until there is no further way, or the next address has `stop` in it."""
        for _ in range(12):
            status, location, body = self.ask(address, form)
            if status not in (302, 303):
                return status, body
            address = location if "://" in location else self.origin(address) + location
            form = None
            if stop and stop in address:
                return status, address
        raise AssertionError("it goes round")

    @staticmethod
    def origin(address: str) -> str:
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc}"


def start(folder, issuer: str, secret_file=None) -> Server:
    server = Server(folder, "serve")
    configure(server, issuer, secret_file)
    add_person(server, "noor@school.invalid", "Noor")
    add_person(server, "sem@school.invalid", "Sem")
    server.start()
    return server


def disable(server: Server, name: str, off: bool = True) -> None:
    with closing(sqlite3.connect(server.data / "naast.sqlite", timeout=30)) as database, database:
        database.execute("UPDATE accounts SET disabled_at = ? WHERE name = ?", ["2026-01-01T00:00:00.000Z" if off else None, name])


# --- A provider that others made ---


@pytest.fixture(scope="module")
def mock(tmp_path_factory):
    provider = MockProvider(tmp_path_factory.mktemp("provider"), [
        {"sub": "noor-1", "email": "Noor@School.invalid", "email_verified": True},
        {"sub": "vreemd", "email": "wie@elders.invalid"},
        {"sub": "onbewezen", "email": "sem@school.invalid", "email_verified": False},
    ])
    yield provider
    provider.stop()


@pytest.fixture(scope="module")
def school(tmp_path_factory, mock):
    folder = tmp_path_factory.mktemp("naast")
    (folder / "secret").write_text(SECRET + "\n")
    server = start(folder, mock.issuer, folder / "secret")
    yield server
    server.stop()


def by_mock(server: Server, subject: str | None, next: str = "") -> tuple[Wanderer, int, str]:
    """There, a subject typed (or refused), and back."""
    wanderer = Wanderer()
    way = server.address + "/aanmelden/elders" + (f"?naar={next}" if next else "")
    _, address = wanderer.follow(way, stop="/oauth2/authorize")
    status, body = wanderer.follow(address, {"sub": subject} if subject else {"action": "deny"})
    return wanderer, status, body


def test_the_button_stands_on_the_sign_in_page(school):
    status, _, body = Wanderer().ask(school.address + "/aanmelden?naar=/account")
    assert status == 200 and 'href="/aanmelden/elders?naar=/account"' in body and "Aanmelden met Proefschool" in body


def test_someone_with_an_account_gets_in_and_where_one_wanted(school):
    wanderer, status, body = by_mock(school, "noor-1", "/account")
    assert status == 200 and wanderer.address == school.address + "/account" and "Noor Proef" in body
    assert not wanderer.cookies[urlsplit(school.address).netloc].get("__Host-elders")


@pytest.mark.parametrize("subject", ["vreemd", "onbewezen", "niemand@nergens.invalid"])
def test_who_is_unknown_is_told_so(school, subject):
    _, status, body = by_mock(school, subject)
    assert status == 403 and "Je hebt hier geen account" in plain(body)


def test_who_refuses_at_the_provider_is_told_so(school):
    _, status, body = by_mock(school, None)
    assert status == 403 and "Je bent niet aangemeld" in plain(body)


def test_a_disabled_account_stays_out(school):
    disable(school, "noor@school.invalid")
    _, status, body = by_mock(school, "noor-1")
    assert status == 403 and "Je hebt hier geen account" in plain(body)
    disable(school, "noor@school.invalid", off=False)
    assert by_mock(school, "noor-1")[1] == 200


def test_the_log_names_nobody(school):
    log = school.log.read_text(errors="replace")
    assert "sign-in by the provider" in log
    for word in ("noor", "school.invalid", "elders.invalid", "vreemd", "code=", "state="):
        assert word not in log.lower().replace(str(school.data).lower(), ""), word


# --- A provider that tells untruths ---


@pytest.fixture(scope="module")
def stub():
    provider = StubProvider("naast", "een%20geheim%3A%20met%20tekens")
    yield provider
    provider.stop()


@pytest.fixture(scope="module")
def other_school(tmp_path_factory, stub):
    folder = tmp_path_factory.mktemp("naast")
    (folder / "secret").write_text(SECRET + "\n")
    server = start(folder, stub.issuer, folder / "secret")
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def truth(request):
    if "stub" in request.fixturenames or "other_school" in request.fixturenames:
        request.getfixturevalue("stub").reset()


def there_and_back(server: Server) -> tuple[int, str]:
    return Wanderer().follow(server.address + "/aanmelden/elders?naar=/account")


def test_with_the_truth_one_gets_in(other_school, stub):
    status, body = there_and_back(other_school)
    assert status == 200 and "Noor Proef" in body
    ask = stub.asks[-1]
    assert ask["response_type"] == "code" and ask["scope"] == "openid email" and len(ask["nonce"]) == 43


LONG_AGO = int(time.time()) - 7200
UNTRUTHS = {
    "nonce": {"claims": {"nonce": "een andere"}}, "no nonce": {"claims": {"nonce": None}}, "expired": {"claims": {"exp": LONG_AGO}},
    "old": {"claims": {"iat": LONG_AGO}}, "audience": {"claims": {"aud": "een ander"}}, "audiences": {"claims": {"aud": ["naast", "x"]}},
    "issuer": {"claims": {"iss": "http://localhost:1"}}, "no subject": {"claims": {"sub": None}},
    "none": {"header": {"alg": "none"}, "sign": "nothing"}, "no signature": {"sign": "nothing"},
    "hmac": {"header": {"alg": "HS256"}}, "stranger": {"sign": "stranger"}, "unknown key": {"header": {"kid": "b"}},
}


@pytest.mark.parametrize("untruth", UNTRUTHS)
def test_no_untruth_gets_anyone_in(other_school, stub, untruth):
    for name, value in UNTRUTHS[untruth].items():
        setattr(stub, name, value)
    status, body = there_and_back(other_school)
    assert status == 400 and "Het aanmelden ging niet goed" in plain(body)


def came_back(server: Server, wanderer: Wanderer) -> str:
    """The address with which the provider sends the browser back, not asked yet."""
    return wanderer.follow(server.address + "/aanmelden/elders", stop="/terug")[1]


def test_a_state_is_good_once_and_for_one_browser(other_school):
    wanderer = Wanderer()
    address = came_back(other_school, wanderer)
    state = parse_qs(urlsplit(address).query)["state"][0]
    for stranger, way in [(Wanderer(), address), (wanderer, address.replace(state, "x" * 43))]:
        kept = dict(stranger.cookies.get(urlsplit(address).netloc, {}))
        status, _, body = stranger.ask(way)
        assert status == 400 and "Het aanmelden duurde te lang" in plain(body)
        stranger.cookies[urlsplit(address).netloc] = kept
    cookies = dict(wanderer.cookies[urlsplit(address).netloc])
    assert wanderer.ask(address)[0] == 303
    wanderer.cookies[urlsplit(address).netloc] = cookies
    assert wanderer.ask(address)[0] == 400


def test_who_was_linked_is_known_by_the_subject(other_school, stub):
    assert there_and_back(other_school)[0] == 200
    stub.claims = {"email": "sem@school.invalid"}
    status, body = there_and_back(other_school)
    assert status == 200 and "Noor Proef" in body
    stub.claims = {"sub": "stub-2"}  # the address of Noor, given to somebody else
    assert there_and_back(other_school)[0] == 403


def test_when_the_provider_is_down_the_password_still_works(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("naast"), "serve")
    configure(server, "http://localhost:9")  # nothing listens there
    link = add_person(server, "noor@school.invalid", "Noor")
    server.start()
    try:
        status, _, body = Wanderer().ask(server.address + "/aanmelden/elders")
        assert status == 503 and "Met je wachtwoord kun je wel naar binnen" in plain(body)
        wanderer = Wanderer()
        assert wanderer.ask(server.address + link, {"password": "fietsbel regenjas trompet"})[0] == 303
        form = {"name": "noor@school.invalid", "password": "fietsbel regenjas trompet"}
        assert Wanderer().ask(server.address + "/aanmelden", form)[0] == 303
        assert "unforeseen" not in server.log.read_text()
    finally:
        server.stop()


def test_a_refusal_is_no_failure(other_school, stub):
    stub.refuses = True
    status, body = there_and_back(other_school)
    assert status == 403 and "Je bent niet aangemeld" in plain(body)


def test_a_provider_in_trouble_is_no_failure_of_ours(other_school, stub):
    wanderer = Wanderer()
    address = came_back(other_school, wanderer)
    stub.broken = 500
    status, _, body = wanderer.ask(address)
    assert status == 400 and "Het aanmelden ging niet goed" in plain(body)
    assert "unforeseen" not in other_school.log.read_text()
