"""Pages and forms work without JavaScript; only recording, live updates and offline may need it."""

from conftest import speak
from crawl import visit


def test_works_without_javascript(step_in, role):
    page = step_in(role, javascript=False)
    menu = page.locator("nav a[href]")
    assert menu.count() > 0, "there is no menu"
    for address in dict.fromkeys(link.get_attribute("href") for link in menu.all()):
        if address.startswith("#"):
            continue
        answer = visit(page, address)
        if answer is None:
            continue  # a download
        assert answer.status == 200, address
        assert page.get_by_role("heading", level=1).is_visible(), address


def test_switches_language_without_javascript(step_in, role):
    page = step_in(role, javascript=False)
    speak(page, "en")
    assert page.locator("html").get_attribute("lang") == "en"
    speak(page, "nl")
    assert page.locator("html").get_attribute("lang") == "nl"
