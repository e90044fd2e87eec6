"""Walks through everything that someone can reach by links, and asks the same questions of every page."""

import os
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Error, Page, Response

import checks
from watch import console_errors, forget_errors

MOST_PAGES = int(os.environ.get("NAAST_CRAWL_LIMIT", "60"))
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+|(?=[^/]*\d)[A-Za-z0-9_-]{16,}", re.IGNORECASE)
A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}-W\d{2}")


def shape(address: str) -> str:
    """The route behind an address: ids and dates replaced, of the query only the names."""
    parts = urlsplit(address)
    segments = [":date" if A_DATE.fullmatch(part) else ":id" if AN_ID.fullmatch(part) else part for part in parts.path.split("/")]
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return "/".join(segments) + ("?" + "&".join(names) if names else "")


def visit(page: Page, address: str) -> Response | None:
    """Opens the address; nothing when it turns out to be a download."""
    try:
        return page.goto(address)
    except Error as error:
        if "Download is starting" in error.message or "ERR_ABORTED" in error.message:
            return None
        raise


@dataclass
class Walk:
    """What was found, by kind, each with its page. `pages` are the addresses of the pages that were seen."""

    pages: list[str] = field(default_factory=list)
    findings: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, kind: str, where: str, findings: list[str]) -> None:
        self.findings.setdefault(kind, []).extend((where, finding) for finding in findings)

    def of(self, kind: str) -> list[tuple[str, str]]:
        return self.findings.get(kind, [])


class Asked:
    """What axe and the Tab key were asked already, as any role and in any process of this run: a file for each."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def is_new(self, language: str, skeleton: str) -> bool:
        """True for whoever asks first."""
        try:
            (self.folder / sha256(f"{language}|{skeleton}".encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


class Crawler:
    def __init__(
        self, page: Page, speak: Callable[[Page, str], None], languages: list[str], heights: dict[int, int], asked: Asked
    ):
        self.asked = asked
        self.page = page
        self.speak = speak
        self.languages = languages
        self.heights = heights
        self.walked = Walk()

    def walk(self) -> Walk:
        """Finds the pages in the first language, breadth first; then looks at each in the others, once for pages that are built alike."""
        start = self.page.url
        found = self.find_pages(start)
        for language in self.languages[1:]:
            self.page.goto(start)
            self.speak(self.page, language)
            for address, skeleton in found.items():
                if self.asked.is_new(language, skeleton):
                    visit(self.page, address)
                    self.examine(language, True)
        self.walked.pages = list(found)
        return self.walked

    def find_pages(self, start: str) -> dict[str, str]:
        """The addresses, each with the skeleton of its page."""
        queue, seen, found = deque([(start, "where it starts")]), {shape(start)}, {}
        while queue and len(found) < MOST_PAGES:
            address, origin = queue.popleft()
            response = visit(self.page, address)
            if response is None:
                continue  # a download
            if response.status != 200:
                self.walked.add("links", origin, [f"the link to {address} answers {response.status}"])
                continue
            if not response.headers.get("content-type", "").startswith("text/html"):
                continue
            found[address] = self.page.evaluate(checks.script("skeleton.js"))
            is_new = self.asked.is_new(self.languages[0], found[address])
            self.examine(self.languages[0], is_new)
            self.examine_once(is_new)
            for link in self.links():
                if shape(link) not in seen:
                    seen.add(shape(link))
                    queue.append((link, self.path()))
        return found

    def links(self) -> list[str]:
        links = self.page.locator("a[href]:not([download])").evaluate_all("links => links.map(link => link.href.split('#')[0])")
        origin = urlsplit(self.page.url).netloc
        return [link for link in dict.fromkeys(links) if urlsplit(link).netloc == origin]

    def examine(self, language: str, is_new: bool) -> None:
        """In this language; with axe when a page built like this is new.

        The words differ between languages, the structure does not. So in the first language the page is looked at on every width, in the
        others on the smallest, on which longer words hurt first; and axe is asked on the smallest in the first and the largest in the others.
        """
        spoken = self.page.locator("html").get_attribute("lang")
        if spoken != language:
            self.walked.add("language", self.path(), [f"lang is {spoken} instead of {language}"])
        is_first = language == self.languages[0]
        smallest, largest = min(self.heights), max(self.heights)
        for width, height in self.heights.items():
            self.page.set_viewport_size({"width": width, "height": height})
            where = f"{self.path()} ({language}, {width} px)"
            if is_new and width == (smallest if is_first else largest):
                self.walked.add("accessibility", where, checks.axe(self.page))
            if is_first or width == smallest:
                self.walked.add("sideways", where, checks.no_sideways_scroll(self.page))
                self.walked.add("squeezed", where, checks.nothing_is_squeezed(self.page))
                self.walked.add("targets", where, checks.targets_are_large(self.page))
        self.walked.add("console", f"{self.path()} ({language})", console_errors(self.page))
        forget_errors(self.page)

    def examine_once(self, is_new: bool) -> None:
        """What does not depend on the language: colours in the dark, the keyboard, text set wide, jumping while it loads."""
        page, where = self.page, self.path()
        shift = checks.layout_shift(page)
        if shift > 0.01:
            self.walked.add("shift", where, [f"jumped by {shift:.3f} while it loaded"])
        if is_new:
            page.emulate_media(color_scheme="dark")
            self.walked.add("accessibility", f"{where} (dark)", checks.axe(page, only=["color-contrast"]))
            page.emulate_media(color_scheme="light")
            self.walked.add("focus", where, checks.focus_problems(page))
        page.set_viewport_size({"width": 320, "height": self.heights[320]})
        checks.widen_text(page)
        self.walked.add("sideways", f"{where} (text set wide, 320 px)", checks.no_sideways_scroll(page))

    def path(self) -> str:
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")
