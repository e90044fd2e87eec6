"""Everything that someone not signed in and each role can reach by links."""

import pytest

from checks import axe, page_weight
from visitors import ROLES


def nothing_in(findings: list[tuple[str, str]]) -> None:
    """Fails with each finding once, and below it the pages that have it."""
    pages: dict[str, list[str]] = {}
    for page, finding in findings:
        pages.setdefault(finding, []).append(page)
    if pages:
        told = [f"{finding}\n" + "\n".join(f"    on {page}" for page in found[:6]) for finding, found in pages.items()]
        more = "" if len(told) <= 40 else f"\n… and {len(told) - 40} more"
        pytest.fail(f"{len(told)} found:\n" + "\n".join(told[:40]) + more, pytrace=False)


def test_the_demo_offers_the_roles(open_page):
    page = open_page()
    page.goto("/demo")
    offered = {button.get_attribute("data-role") for button in page.locator("[data-role]").all()}
    assert offered == set(ROLES), "ROLES in visitors.py is the list that all these tests go through"


def test_every_page_is_accessible(walk, visitor_or_role):
    nothing_in(walk(visitor_or_role).of("accessibility"))


def test_every_link_leads_somewhere(walk, visitor_or_role):
    assert walk(visitor_or_role).pages, "not one page was found"
    nothing_in(walk(visitor_or_role).of("links"))


def test_every_page_speaks_the_chosen_language(walk, visitor_or_role):
    nothing_in(walk(visitor_or_role).of("language"))


def test_no_console_errors(walk, visitor_or_role):
    nothing_in(walk(visitor_or_role).of("console"))


def test_nothing_scrolls_sideways(walk, visitor_or_role):
    nothing_in(walk(visitor_or_role).of("sideways"))


def test_nothing_is_squeezed(walk, visitor_or_role):
    nothing_in(walk(visitor_or_role).of("squeezed"))


def test_targets_are_large(walk, visitor_or_role):
    nothing_in(walk(visitor_or_role).of("targets"))


def test_focus_can_be_seen_and_reaches_everything(walk, visitor_or_role):
    nothing_in(walk(visitor_or_role).of("focus"))


def test_nothing_jumps_while_it_loads(walk, visitor_or_role):
    nothing_in(walk(visitor_or_role).of("shift"))


def test_first_page_is_light(step_in, role):
    page = step_in(role)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    weight = page_weight(page, page.url)
    assert weight["all"] < 60_000 and weight["script"] < 20_000


def test_a_page_that_is_not_there_is_a_good_page(open_page, language):
    page = open_page(language=language)
    answer = page.goto("/no-such-page")
    assert answer.status == 404
    assert axe(page) == []
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.get_by_role("link").count() > 0, "it offers no way on"


@pytest.mark.parametrize("width", [320])
def test_steps_in_on_a_phone(step_in, role, width):
    page = step_in(role, width=width)
    assert page.get_by_role("heading", level=1).is_visible()
