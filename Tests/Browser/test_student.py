"""The student's own side: telling, sharing, taking back, deciding; in Dutch and in Arabic, on a phone, by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

import journeys as do
import keyboard as keys
from checks import axe, no_sideways_scroll

# Two sections that the student of the demo has left empty.
EMPTY = {"nl": "future", "ar": "know"}
QUESTIONS = "forms => forms.flatMap(form => [...form.querySelectorAll('.field')].filter(field => field.getClientRects().length)).length"


def questions(page: Page) -> int:
    """How many things the page asks in forms that save something."""
    return page.locator("main form[method=post]").evaluate_all(QUESTIONS)


def is_well(page: Page, language: str) -> None:
    """What must hold on every screen of the way."""
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert questions(page) <= 1, f"{page.url} asks {questions(page)} things at once"
    assert axe(page) == []
    assert no_sideways_scroll(page) == []


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_from_the_first_visit_to_a_shared_section_without_help(step_in, language):
    """Only what stands on the screen is pressed, by its place and by a name, as someone does who cannot read it well."""
    text = do.unique("Ik word kok")
    mentor = step_in("mentor")
    reader = do.face_name(mentor, "mentor")
    page = step_in("student", language=language, width=390)
    is_well(page, language)
    page.locator("main a[href='/handleiding']").first.click()
    is_well(page, language)
    page.locator(f"a[href='/handleiding/{EMPTY[language]}']").first.click()
    is_well(page, language)
    title = page.get_by_role("heading", level=1).inner_text()
    page.locator("textarea").fill(text)
    page.locator("main button.large").click()
    expect(page).to_have_url(re.compile(f"/delen/manual/{EMPTY[language]}"))
    for question in range(3):
        is_well(page, language)
        options = page.locator("main label.option")
        (options.filter(has_text=reader) if question == 0 else options).first.click()
        page.locator("main button.large").click()
    is_well(page, language)
    name = do.face_name(mentor, "student")
    mentor_page = do.open_student(mentor, name)
    assert text not in mentor.content(), "it can be read before it is shared"
    page.locator("main form.act button").click()
    expect(page).to_have_url(re.compile("/wie-ziet-wat"))
    is_well(page, language)
    mentor.goto(mentor_page)
    expect(mentor.locator("main")).to_contain_text(text)

    # Taken back, it is gone at the next request; who read it stays known.
    page.reload()
    row = page.locator(".shares > li").filter(has_text=title)
    expect(row).to_have_count(1)
    expect(row).to_contain_text(reader)
    row.locator("button").click()
    mentor.goto(mentor_page)
    expect(mentor.locator("main")).not_to_contain_text(text)


def test_telling_and_sharing_with_the_keyboard_only(step_in):
    page = step_in("student", width=390)
    keys.follow(page, "Mijn handleiding")
    keys.tab_to(page, page.locator("a[href='/handleiding/hinders']").first)
    page.keyboard.press("Enter")
    keys.write(page, "Jouw antwoord", "Als er veel lawaai is.")
    keys.press(page, "Bewaar")
    do.said(page, "Bewaard.")
    keys.tab_to(page, page.locator("a[href='/delen/manual/hinders']").first)
    page.keyboard.press("Enter")
    for _ in range(3):
        keys.tab_to(page, page.locator("main label.option input").first)
        page.keyboard.press("Space")
        keys.press(page, "Verder")
    keys.press(page, "Ja, deel dit")
    do.said(page, "Gedeeld.")
    stop = page.get_by_role("button", name=re.compile("Stop met delen: Wat helpt jou niet"))
    keys.tab_to(page, stop.first)
    page.keyboard.press("Enter")
    do.said(page, "Gestopt.")


def test_a_proposed_circumstance_is_the_students_to_decide(step_in):
    words = do.unique("Ik werk ook in de avond")
    guide, mentor, student = step_in("classGuide"), step_in("mentor"), step_in("student", width=390)
    name = do.face_name(student, "student")
    guide_page = do.open_student(guide, name)
    do.follow(guide, "Stel woorden voor")
    guide.get_by_label("Hoe zou je het zeggen?").fill(words)
    do.press(guide, f"Leg dit voor aan {name.split()[0]}")
    do.said(guide, "Voorgelegd.")
    expect(guide.locator("main")).to_contain_text(words)
    mentor.goto(guide_page.split("?")[0])
    expect(mentor.locator("main")).not_to_contain_text(words)

    student.goto("/omstandigheden")
    card = student.locator("section.card").filter(has_text=words)
    card.get_by_role("link", name="Kijk en beslis").click()
    is_well(student, "nl")
    do.follow(student, "Ik zeg het anders")
    is_well(student, "nl")
    own = do.unique("Soms werk ik laat")
    student.get_by_label("Jouw woorden").fill(own)
    do.press(student, "Bewaar mijn woorden")
    expect(student.get_by_role("heading", name="Met wie wil je dit delen?")).to_be_visible()
    do.follow(student, "Nu niet")
    expect(student.locator("main")).to_contain_text(own)
    guide.goto(guide_page)
    expect(guide.locator("main")).not_to_contain_text(own)


def test_a_longer_form_asks_one_thing_at_a_time_and_keeps_what_was_said(step_in):
    page = step_in("student", width=390)
    words = do.unique("Ik kom op tijd")
    page.goto("/vandaag")
    do.follow(page, "Nieuw doel")
    page.get_by_label("Wat ik overal nodig heb").check()
    do.press(page, "Verder")
    is_well(page, "nl")
    page.get_by_label("Wat is het doel?").fill(words)
    for _ in range(4):
        do.press(page, "Verder")
        is_well(page, "nl")
    do.press(page, "Terug")
    do.press(page, "Verder")
    do.press(page, "Bewaar dit doel")
    do.said(page, "Het doel staat er.")
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


@pytest.mark.xdist_group("walk-student")  # it goes along the pages that were found there
def test_no_page_of_the_student_asks_more_than_one_question(walk, step_in):
    """Choosing a password is left out: old and new belong on one page, as everywhere."""
    page = step_in("student")
    asked = {}
    for address in walk("student").pages:
        page.goto(address)
        if "/account" not in address and questions(page) > 1:
            asked[address] = questions(page)
    assert asked == {}


def test_the_page_is_read_aloud_in_its_language(step_in):
    page = step_in("student", language="ar", width=390)
    page.evaluate("""() => { window.said = []; speechSynthesis.speak = line => said.push([line.lang, line.text]) }""")
    page.locator("button[data-read-aloud]").click()
    said = page.evaluate("window.said")
    assert said and {language for language, _ in said} == {"ar"}
