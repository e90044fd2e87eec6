"""Fixtures of the browser tests. How to write one: README.md."""

import os
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import checks
from crawl import Crawler
from server import REPOSITORY, Server
from watch import console_errors, watch

# The roles that /demo offers; a test holds this list against the page.
ROLES = [
    "student", "mentor", "classGuide", "workplaceSupervisor", "peerCoach",
    "guardian", "careCoordinator", "manager", "researcher", "administrator",
]
LANGUAGES = ["nl", "en"]
HEIGHT = {320: 640, 1280: 800}  # 320 px is also what 1280 px is at 400 % zoom
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


class Visitors:
    """Opens pages, each in a context of its own: two pages can be two people."""

    def __init__(self, browser: Browser, server: Server | None):
        self.browser = browser
        self.server = server
        self.contexts: list[BrowserContext] = []

    def open(
        self, width: int = 1280, color_scheme: str = "light", language: str = "nl",
        javascript: bool = True, service_workers: str = "block",
    ) -> Page:
        address = self.server.address if self.server else None
        context = self.browser.new_context(
            base_url=address,
            viewport={"width": width, "height": HEIGHT.get(width, 800)},
            has_touch=width < 600,
            color_scheme=color_scheme,
            reduced_motion="reduce",  # or a fade would be caught halfway
            locale={"nl": "nl-NL", "en": "en-GB"}.get(language, language),
            timezone_id="Europe/Amsterdam",
            java_script_enabled=javascript,
            service_workers=service_workers,
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        watch(context, address)
        context.add_init_script(checks.script("layout_shift.js"))
        return context.new_page()

    def step_in(self, role: str, language: str = "nl", **options) -> Page:
        page = self.open(language=language, **options)
        page.goto("/demo")
        button = page.locator(f'[data-role="{role}"]')
        if button.count() == 0:
            offered = [each.get_attribute("data-role") for each in page.locator("[data-role]").all()]
            pytest.fail(f"/demo has no button for {role}; it has {offered}", pytrace=False)
        button.first.click()
        page.wait_for_url(lambda url: urlsplit(url).path != "/demo")
        speak(page, language)
        return page

    def pages(self) -> list[Page]:
        """The pages that are open, one of each context."""
        return [context.pages[0] for context in self.contexts if context.pages]

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def speak(page: Page, language: str) -> None:
    """Switches to a language by its button in the page itself."""
    if page.locator("html").get_attribute("lang") == language:
        return
    button = page.locator(f'form.languages [name="language"][value="{language}"]').first
    if not button.is_visible():
        page.locator("details, summary").filter(has=button).locator("summary").first.click()
    button.click()
    page.locator(f'html[lang="{language}"]').wait_for(state="attached")


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
def walk(browser: Browser, server: Server):
    walks = {}

    def of(role: str):
        if role not in walks:
            visitors = Visitors(browser, server)
            try:
                page = visitors.open() if role == "visitor" else visitors.step_in(role)
                if role == "visitor":
                    page.goto("/")
                walks[role] = Crawler(page, speak, LANGUAGES, HEIGHT).walk()
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
