"""Fixtures of the browser tests. How to write one: README.md."""

import os
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from crawl import Asked, Crawler
from server import REPOSITORY, Server
from visitors import HEIGHT, LANGUAGES, ROLES, Visitors, speak
from watch import console_errors

PICTURES = REPOSITORY / ".build/browser-tests"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with one of these parameters runs once for each value."""
    values = {"role": ROLES, "visitor_or_role": ["visitor", *ROLES], "language": LANGUAGES, "width": list(HEIGHT)}
    for name in values.keys() & set(metafunc.fixturenames):
        if not any(mark.args[0] == name for mark in metafunc.definition.iter_markers("parametrize")):
            metafunc.parametrize(name, values[name], scope="session")


# --- The server and the browser, once for all tests ---


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory):
    server = Server(tmp_path_factory.mktemp("naast"))
    try:
        server.start()
    except (FileNotFoundError, RuntimeError) as problem:
        pytest.exit(str(problem), returncode=1)  # every other test would only say the same
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        yield browser
        browser.close()


def chromium() -> str:
    wanted = os.environ.get("NAAST_CHROMIUM", "chromium chromium-browser google-chrome").split()
    found = [path for path in map(shutil.which, wanted) if path]
    if not found:
        pytest.exit("Chromium was not found: run script/bootstrap --browser, or set NAAST_CHROMIUM.", returncode=3)
    return found[0]


# --- Pages ---


@pytest.fixture
def visitors(browser: Browser, server: Server, request: pytest.FixtureRequest):
    visitors = Visitors(browser, server)
    yield visitors
    try:
        if failed(request):
            keep_pictures(visitors, request.node.name)
        else:
            problems = [problem for page in visitors.pages() for problem in console_errors(page)]
            if problems:
                told = "The test passed, but the browser noted this (forget_errors(page) if it was meant):"
                pytest.fail("\n".join([told, *problems]), pytrace=False)
    finally:
        visitors.close()
        if not server.is_alive():
            pytest.exit(server.obituary(), returncode=1)


@pytest.fixture
def open_page(visitors: Visitors):
    """`open_page(width=320, color_scheme="dark", language="en", javascript=False)`: an empty page of someone not signed in."""
    return visitors.open


@pytest.fixture
def step_in(visitors: Visitors):
    """`step_in("mentor", language="en", width=320, …)`: the first page of someone in that role of the demo school."""
    return visitors.step_in


@pytest.fixture
def blank_page(browser: Browser):
    """A page without a server, for tests of the harness itself. Any request it makes is one to a third party."""
    visitors = Visitors(browser, None)
    yield visitors.open()
    visitors.close()


# --- The walk through all pages of a role, done once for all tests that ask what it found ---


@pytest.fixture(scope="session")
def walk(browser: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory):
    walks = {}
    # Of several processes the folders lie beside each other.
    base = tmp_path_factory.getbasetemp()
    asked = Asked((base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "asked")

    def of(role: str):
        if role not in walks:
            visitors = Visitors(browser, server)
            try:
                page = visitors.open() if role == "visitor" else visitors.step_in(role)
                if role == "visitor":
                    page.goto("/")
                # The student's pages are also looked at from right to left.
                languages = [*LANGUAGES, "ar"] if role == "student" else LANGUAGES
                walks[role] = Crawler(page, speak, languages, HEIGHT, asked).walk()
            finally:
                visitors.close()
            if not server.is_alive():
                pytest.exit(server.obituary(), returncode=1)
        return walks[role]

    return of


# --- What is kept of a test that failed ---


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    setattr(item, f"report_{report.when}", report)
    return report


def failed(request: pytest.FixtureRequest) -> bool:
    report = getattr(request.node, "report_call", None)
    return report is None or report.failed


def keep_pictures(visitors: Visitors, test: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9]+", "-", test).strip("-")
    for number, page in enumerate(visitors.pages(), 1):
        place: Path = PICTURES / f"{name}-{number}"
        page.screenshot(path=place.with_suffix(".png"), full_page=True)
        place.with_suffix(".html").write_text(page.content())
        print(f"{page.url} as it was: {place}.png and .html; the browser noted: {console_errors(page)}")
