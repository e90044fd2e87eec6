"""What people do in Naast, step by step in Dutch, for tests that go through several pages."""

import re
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

FEATURES = 8
PASSWORD = "fietsbel regenjas trompet"
_number = count(1)


def today() -> date:
    """Today where the school is."""
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def unique(text: str) -> str:
    """Never twice the same: all tests share one school."""
    return f"{text} (proef {next(_number)})"


def press(page: Page, name: str, exact: bool = True) -> None:
    page.get_by_role("button", name=name, exact=exact).first.click()


def follow(page: Page, name: str, exact: bool = True) -> None:
    page.get_by_role("link", name=name, exact=exact).first.click()


def said(page: Page, text: str) -> None:
    """Waits for the notice about what was just done."""
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()


# --- People ---


def face_name(page: Page, role: str) -> str:
    """The name of whoever the demo has in a role."""
    page.goto("/demo")
    return page.locator(f'[data-role="{role}"] strong').inner_text()


def make_account(admin: Page, given: str, family: str, role: str | None = None, group: str | None = None) -> tuple[str, str]:
    """An administrator makes a person with a role and an account. Returns the name to sign in with and the link that works once."""
    name = f"{given}.{next(_number)}@voorbeeld.invalid".lower()
    admin.goto("/beheer")
    follow(admin, "Personen", exact=False)
    follow(admin, "Nieuwe persoon")
    admin.get_by_label("Voornaam").fill(given)
    admin.get_by_label("Achternaam").fill(family)
    admin.get_by_label("E-mailadres").fill(name)
    press(admin, "Maken")
    expect(admin.get_by_role("heading", level=1)).to_have_text(f"{given} {family}")
    if role and group:
        follow(admin, "Rol geven")
        follow(admin, role)
        admin.get_by_label("Waar geldt deze rol?").select_option(label=f"Groep: {group}")
        admin.get_by_label("Eerste dag").fill(in_days(-1))
        press(admin, "Rol geven")
        expect(admin.get_by_role("rowheader", name=role)).to_be_visible()
    follow(admin, "Account maken")
    expect(admin.get_by_label("Naam om aan te melden")).to_have_value(name)
    press(admin, "Account maken")
    return name, admin.get_by_label("Link", exact=True).input_value()


def choose_password(page: Page, link: str, password: str = PASSWORD) -> None:
    page.goto(link)
    page.get_by_label("Nieuw wachtwoord").fill(password)
    press(page, "Bewaar en begin")
    said(page, "Welkom!")


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("E-mailadres of gebruikersnaam").fill(name)
    page.get_by_label("Wachtwoord").fill(password)
    press(page, "Aanmelden")


# --- A conversation from beginning to end ---


def open_student(page: Page, student: str) -> str:
    """From Today to the student's page; its address."""
    page.goto("/vandaag")
    link = page.get_by_role("link", name=student, exact=True).first
    if not link.is_visible():
        page.locator("details.all-well summary").click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(student)
    return page.url


def plan_talk(page: Page, place: str, agenda: str, day: str | None = None) -> str:
    """From the student's page; its address."""
    follow(page, "Gesprek plannen")
    page.get_by_label("gesprek met z'n tweeën").check()
    page.get_by_label("Dag", exact=True).fill(day or today().isoformat())
    page.get_by_label("Tijd").fill("00:05")
    page.get_by_label("Waar?").fill(place)
    page.get_by_label("Waar gaat het over?").fill(agenda)
    press(page, "Zet het in de planning")
    said(page, "Het gesprek staat in de planning.")
    return page.url.split("?")[0]


def begin_checklist(page: Page) -> str:
    """From a page of the conversation; the address of the checklist."""
    press(page, "Vul in: Individuele begeleiding")
    expect(page).to_have_url(re.compile(r"/invullingen/"))
    return page.url


def features(page: Page) -> Locator:
    return page.locator("fieldset.feature")


def tap_features(page: Page, score: str = "genoeg aandacht") -> None:
    """Eight taps."""
    expect(features(page)).to_have_count(FEATURES)
    for place in range(FEATURES):
        features(page).nth(place).get_by_label(score, exact=True).check()


def autosaved(page: Page) -> None:
    """Waits until everything that stands in the checklist has arrived."""
    status = page.locator("output[data-autosave-status]")
    expect(status).to_have_attribute("data-state", "saved")
    expect(status).to_contain_text("Bewaard")


def marks(page: Page) -> int:
    return page.locator("fieldset.feature input:checked").count()


def hold(page: Page, notes: str, mine: str) -> None:
    page.get_by_label("Aantekeningen").fill(notes)
    page.get_by_label("Alleen voor mij").fill(mine)
    press(page, "Bewaar en kijk terug")
    said(page, "Bewaard. Kijk nu even terug.")


def agree(page: Page, what: str, student: str, due: str, steps: str = "", consequence: str = "") -> None:
    """From a page that offers a new agreement."""
    page.get_by_role("link", name=re.compile("^(Maak een afspraak|Nieuwe afspraak)$")).first.click()
    page.get_by_label("Wat spreken jullie af?").fill(what)
    page.get_by_label(re.compile(re.escape(student) + " · student")).check()
    page.get_by_label("Wanneer is het klaar?").fill(due)
    page.get_by_label("Stappen op weg ernaartoe").fill(steps)
    page.get_by_label("Wat als het niet lukt?").fill(consequence)
    press(page, "Leg de afspraak vast")
    said(page, "De afspraak staat vast.")


def conclude(page: Page, summary: str) -> None:
    page.get_by_label("Wat onthouden we?").fill(summary)
    press(page, "Bewaar en vraag de anderen")
    said(page, "Bewaard. De anderen kunnen het lezen en bevestigen.")


def party(page: Page, name: str) -> Locator:
    """The line that says whether someone agreed."""
    return page.locator("ul.parties li").filter(has_text=name)
