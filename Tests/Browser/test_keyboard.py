"""A whole conversation without a mouse."""

import re
from datetime import timedelta

from playwright.sync_api import expect

import journeys as do
import keyboard as keys
from journeys import today


def test_a_whole_conversation_with_the_keyboard_only(step_in):
    deal, summary = do.unique("Ik oefen het bellen"), do.unique("Met toetsen samengevat.")
    mentor, student = step_in("mentor"), step_in("student")
    name = do.face_name(student, "student")

    mentor.goto("/vandaag")
    mentor.keyboard.press("Tab")
    assert keys.has_focus(mentor.get_by_role("link", name="Naar de inhoud")), "the first stop is the way past the menu"
    mentor.keyboard.press("Enter")
    keys.follow(mentor, name)
    keys.follow(mentor, "Gesprek plannen")
    keys.choose(mentor, mentor.get_by_label("gesprek met z'n tweeën"))
    keys.write_day(mentor, "Dag", today())
    keys.write(mentor, "Waar?", "aula")
    keys.press(mentor, "Zet het in de planning")
    do.said(mentor, "Het gesprek staat in de planning.")
    address = mentor.url.split("?")[0]
    keys.write(mentor, "Waar gaat het over?", "Bellen")
    keys.press(mentor, "Bewaar de punten")
    do.said(mentor, "De punten zijn bewaard.")

    keys.press(mentor, "Vul in: Individuele begeleiding")
    expect(mentor).to_have_url(re.compile("/invullingen/"))
    for place in range(do.FEATURES):
        keys.choose(mentor, do.features(mentor).nth(place).get_by_label("genoeg aandacht", exact=True))
    do.autosaved(mentor)
    mentor.reload()
    assert do.marks(mentor) == do.FEATURES

    back = mentor.locator(f'a[href="{address.replace(origin(mentor), "")}"]').first
    keys.tab_to(mentor, back)
    mentor.keyboard.press("Enter")
    keys.follow(mentor, "Begin het gesprek")
    keys.write(mentor, "Aantekeningen", "We belden samen.")
    keys.write(mentor, "Alleen voor mij", "Rustig blijven.")
    keys.press(mentor, "Bewaar en kijk terug")
    do.said(mentor, "Bewaard. Kijk nu even terug.")
    keys.follow(mentor, "Maak een afspraak")
    keys.write(mentor, "Wat spreken jullie af?", deal)
    keys.tick(mentor, mentor.get_by_label(re.compile(re.escape(name) + " · student")))
    keys.write_day(mentor, "Wanneer is het klaar?", today() + timedelta(days=4))
    keys.press(mentor, "Leg de afspraak vast")
    do.said(mentor, "De afspraak staat vast.")
    keys.follow(mentor, "Terugkijken")
    keys.write(mentor, "Wat onthouden we?", summary)
    keys.press(mentor, "Bewaar en vraag de anderen")
    do.said(mentor, "De anderen kunnen het lezen en bevestigen.")
    keys.press(mentor, "Vul in: Individuele begeleiding")
    keys.choose(mentor, do.features(mentor).first.get_by_label("kan beter", exact=True))
    do.autosaved(mentor)
    keys.press(mentor, "Klaar")
    keys.press(mentor, "Rond af")
    do.said(mentor, "Klaar.")

    student.goto("/vandaag")
    keys.press(student, f"Ik doe mee: {deal}")
    do.said(student, "Je doet mee.")
    student.goto("/vandaag")
    keys.follow(student, "Lees het")
    expect(student.locator("main")).to_contain_text(summary)
    keys.press(student, "Ja, dit klopt")
    do.said(student, "je hebt het bevestigd")
    mentor.goto(f"{address}/terugblik")
    expect(do.party(mentor, name)).to_contain_text("akkoord")


def origin(page) -> str:
    return page.evaluate("location.origin")
