"""Hands that know only the keyboard: Tab, arrows, Space, Enter and letters."""

from datetime import date

from playwright.sync_api import Locator, Page

MOST_STOPS = 150


def has_focus(target: Locator) -> bool:
    return target.evaluate("element => element === document.activeElement")


def tab_to(page: Page, target: Locator) -> None:
    """Presses Tab until the target has the focus, as someone does who listens to the names."""
    target.wait_for()
    for _ in range(MOST_STOPS):
        if has_focus(target):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_STOPS} times Tab does not reach {target}")


def press(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("button", name=name, exact=True).first)
    page.keyboard.press("Enter")


def follow(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("link", name=name, exact=True).first)
    page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    """Into a field that may hold something already."""
    tab_to(page, page.get_by_label(label))
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def write_day(page: Page, label: str, day: date) -> None:
    """Into a date field; in which order day, month and year stand in it, is the browser's own choice."""
    field = page.get_by_label(label, exact=True)
    tab_to(page, field)
    for order in ("%m%d%Y", "%d%m%Y", "%Y%m%d"):
        page.keyboard.type(day.strftime(order))
        if field.input_value() == day.isoformat():
            return
        page.keyboard.press("Shift+Tab")  # to the second part, and on to the first
        page.keyboard.press("Shift+Tab")
    raise AssertionError(f"the date cannot be typed into {label}")


def choose(page: Page, field: Locator) -> None:
    """One of a group of radio buttons: Tab to the group, arrows to the one, Space when it is not chosen by that."""
    group = page.locator(f'input[name="{field.get_attribute("name")}"]')
    for _ in range(MOST_STOPS):
        if group.evaluate_all("all => all.includes(document.activeElement)"):
            break
        page.keyboard.press("Tab")
    for _ in range(group.count()):
        if has_focus(field):
            break
        page.keyboard.press("ArrowDown")
    if not field.is_checked():
        page.keyboard.press("Space")
    assert field.is_checked(), f"the arrows do not reach {field}"


def tick(page: Page, box: Locator) -> None:
    tab_to(page, box)
    if not box.is_checked():
        page.keyboard.press("Space")
    assert box.is_checked()
