"""People in browsers: each visitor has a context of its own. And the roles and languages that all tests go through."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

import checks
from server import Server
from watch import watch

# The roles that /demo offers; a test holds this list against the page.
ROLES = [
    "student", "mentor", "classGuide", "workplaceSupervisor", "peerCoach",
    "guardian", "careCoordinator", "careWorker", "manager", "researcher", "administrator",
]
LANGUAGES = ["nl", "en"]
HEIGHT = {320: 640, 1280: 800}  # 320 px is also what 1280 px is at 400 % zoom


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
    button = page.locator(f'.languages [name="language"][value="{language}"]').first
    if not button.is_visible():
        page.locator(".languages > summary").click()
    button.click()
    page.locator(f'html[lang="{language}"]').wait_for(state="attached")
