"""Signing in by a provider of OpenID Connect, in a real browser: cookies, redirects and the content security policy at work."""

import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

import journeys as do
from server import Server
from visitors import Visitors
from watch import console_errors

sys.path.insert(0, str(Path(__file__).parents[1] / "Server"))
from providers import MockProvider, add_person, configure  # noqa: E402


@pytest.fixture(scope="module")
def mock(tmp_path_factory):
    provider = MockProvider(tmp_path_factory.mktemp("provider"), [{"sub": "noor-1", "email": "noor@school.invalid"}])
    yield provider
    provider.stop()


@pytest.fixture(scope="module")
def school(tmp_path_factory, mock):
    folder = tmp_path_factory.mktemp("naast")
    (folder / "secret").write_text("een geheim\n")
    server = Server(folder, "serve")
    configure(server, mock.issuer, folder / "secret")
    server.link = add_person(server, "noor@school.invalid", "Noor")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def visitor(browser, school):
    visitors = Visitors(browser, school)
    yield visitors.open
    visitors.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_there_and_back(visitor, mock, school, javascript):
    page = visitor(javascript=javascript)
    page.goto("/account")
    do.follow(page, "Aanmelden met Proefschool")
    assert page.url.startswith(mock.issuer)
    page.locator('input[name="sub"]').fill("noor-1")
    page.get_by_role("button", name="Authorize").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn account")
    assert page.url == school.address + "/account"
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies(school.address)}
    assert "__Host-elders" not in cookies
    assert cookies["__Host-session"]["httpOnly"] and cookies["__Host-session"]["secure"] and cookies["__Host-session"]["sameSite"] == "Lax"
    # The provider is another site, and its page has style of its own; nothing but that was noted.
    assert not [problem for problem in console_errors(page) if "content security" in problem.lower() and school.address in problem]


def test_no_then_no_again_then_a_password(visitor, school):
    page = visitor()
    page.goto("/aanmelden")
    do.follow(page, "Aanmelden met Proefschool")
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je bent niet aangemeld")
    do.choose_password(page, school.link)
    expect(page.get_by_role("link", name="Noor Proef")).to_be_visible()
