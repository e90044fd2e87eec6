"""Pages and forms work without JavaScript; only recording, live updates and offline may need it."""

from crawl import visit
from visitors import speak

# For whom there is nothing to choose from yet.
WITHOUT_MENU = {"manager", "researcher"}


def test_works_without_javascript(step_in, role):
    page = step_in(role, javascript=False)
    assert page.get_by_role("heading", level=1).is_visible()
    menu = page.locator("nav a[href]")
    assert menu.count() > 0 or role in WITHOUT_MENU, "there is no menu"
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
