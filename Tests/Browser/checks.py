"""What can be asked of any page. Each check returns a list of findings, so that a test says `assert axe(page) == []`."""

import io
from functools import cache
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page, Request
from pypdf import PdfReader

SCRIPTS = Path(__file__).parent / "scripts"
WCAG_AND_GOOD_PRACTICE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


@cache
def script(name: str) -> str:
    return (SCRIPTS / name).read_text()


@cache
def axe_source() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text()


def axe(page: Page, only: list[str] | None = None) -> list[str]:
    """Violations of WCAG 2.2 AA and of good practice; with `only`, of those rules of axe."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(axe_source() + ";void 0")
    if only:
        what = {"runOnly": {"type": "rule", "values": only}}
    else:
        # axe leaves the target size of WCAG 2.2 out unless told.
        what = {
            "runOnly": {"type": "tag", "values": WCAG_AND_GOOD_PRACTICE},
            "rules": {"target-size": {"enabled": True}},
        }
    return page.evaluate(script("run_axe.js"), {"resultTypes": ["violations"], **what})


def no_sideways_scroll(page: Page) -> list[str]:
    """What makes the page wider than the window. Something wide that scrolls within itself, like a table, is allowed."""
    return page.evaluate(script("sideways.js"))


def nothing_is_squeezed(page: Page) -> list[str]:
    """Texts that stand in a column so narrow that words fall apart into letters."""
    return page.evaluate(script("squeezed.js"))


def targets_are_large(page: Page) -> list[str]:
    """What is smaller than 24 px to a finger; buttons, fields and menus: lower than 44 px."""
    return page.evaluate(script("targets.js"))


def tab_through(page: Page, at_most: int = 300) -> list[dict]:
    """The stops of the Tab key from the top of the page: `name`, `visible` (the focus shows), `covered` (by something else)."""
    page.evaluate(script("focus.js"))
    stops, seen = [], set()
    for _ in range(at_most):
        page.keyboard.press("Tab")
        stop = page.evaluate("naastFocus.look()")
        if stop and stops and stop["id"] == stops[-1]["id"]:
            continue  # day, month and year of one date field
        if stop is None or stop["id"] in seen:
            break
        seen.add(stop["id"])
        stops.append(stop)
    return stops


def focus_problems(page: Page) -> list[str]:
    """What the Tab key does not reach, where the focus does not show, or where it hides under something."""
    stops = tab_through(page)
    findings = [f"the focus does not show: {stop['name']}" for stop in stops if not stop["visible"]]
    findings += [f"the focus is covered: {stop['name']}" for stop in stops if stop["covered"]]
    missed = page.evaluate("ids => naastFocus.missed(ids)", [stop["id"] for stop in stops])
    return findings + [f"the Tab key does not reach: {name}" for name in missed]


def widen_text(page: Page) -> None:
    """The text spacing of WCAG 1.4.12, which a reader may set; nothing may be cut off or overlap then."""
    page.evaluate(script("widen_text.js"))


def layout_shift(page: Page) -> float:
    """How much of the page has jumped since it was opened (0 is nothing)."""
    return page.evaluate("window.naastLayoutShift ?? 0")


def pdf(page: Page) -> PdfReader:
    """The page as it is printed on A4, or on the size that its style sheet names."""
    return PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


def pdf_pages(page: Page) -> int:
    return len(pdf(page).pages)


def page_weight(page: Page, path: str) -> dict[str, int]:
    """Opens the path and returns the bytes that travelled: of `all` and of `script`. In a new context nothing is cached."""
    requests = []

    def note(request: Request) -> None:
        requests.append(request)

    page.on("requestfinished", note)
    page.goto(path, wait_until="load")
    page.remove_listener("requestfinished", note)
    weight = {"all": 0, "script": 0}
    for request in requests:
        size = request.sizes()["responseBodySize"]
        weight["all"] += size
        if request.resource_type == "script":
            weight["script"] += size
    return weight
