"""Journeys through the demo school: prepare, hold, look back; not kept; without JavaScript; errors in a form."""

import re

import pytest
from playwright.sync_api import expect

import journeys as do
from checks import axe
from crawl import shape
from visitors import ROLES, speak


def test_prepare_hold_evaluate_and_confirm(step_in):
    talk, deal, private = do.unique("We praatten over de stage."), do.unique("Ik bel de bakker"), do.unique("Ik was te streng.")
    mentor, student = step_in("mentor"), step_in("student", width=320)
    name = do.face_name(student, "student")
    student.goto("/vandaag")

    # Prepare
    student_page = do.open_student(mentor, name)
    address = do.plan_talk(mentor, "lokaal 3", "Hoe gaat de stage?")
    mentor.get_by_label("Waar gaat het over?").fill("Hoe gaat de stage?\nWat wordt de volgende stap?")
    do.press(mentor, "Bewaar de punten")
    do.said(mentor, "De punten zijn bewaard.")
    checklist = do.begin_checklist(mentor)
    do.tap_features(mentor)
    do.autosaved(mentor)
    mentor.reload()
    assert do.marks(mentor) == do.FEATURES, "a mark that was saved by itself is gone after a reload"

    # Hold
    mentor.goto(address)
    do.follow(mentor, "Begin het gesprek")
    assert "Wat wordt de volgende stap?" in mentor.locator("main").inner_text(), "the agenda is not in sight"
    do.hold(mentor, do.unique("De bakker is aardig."), private)
    do.agree(mentor, deal, name, do.in_days(5), "Nummer opzoeken\nBellen", "Dan bellen we samen.")

    # Look back
    expect(mentor).to_have_url(re.compile(re.escape(address)))
    do.follow(mentor, "Terugkijken")
    expect(mentor.get_by_role("link", name=deal)).to_be_visible()
    do.conclude(mentor, talk)
    after = do.begin_checklist(mentor)
    assert after != checklist, "before and after are two moments"
    do.tap_features(mentor, "kan beter")
    do.autosaved(mentor)
    do.press(mentor, "Klaar")
    do.said(mentor, "Klaar.")

    # All of it on the student's page
    mentor.goto(student_page)
    content = mentor.locator("main")
    expect(content).to_contain_text(deal)
    expect(content).to_contain_text(talk)

    # The student, on a phone
    student.goto("/vandaag")
    expect(student.locator("main")).to_contain_text(deal)
    do.press(student, f"Ik doe mee: {deal}")
    do.said(student, "Je doet mee.")
    student.goto(f"{address}/terugblik")
    expect(student.locator("main")).to_contain_text(talk)
    do.press(student, "Ja, dit klopt")
    do.said(student, "je hebt het bevestigd")
    for page in ("", "/terugblik", "/voeren"):
        student.goto(address + page)
        assert private not in student.content(), f"the private note stands on {address + page}"
    student.goto(student_page)
    assert private not in student.content()
    for foreign in (checklist, after):
        assert student.goto(foreign).status == 404, "a student opens the guide's reflection"

    # The mentor sees both
    mentor.goto(f"{address}/terugblik")
    expect(do.party(mentor, name)).to_contain_text("akkoord")
    expect(mentor.locator(".private")).to_contain_text(private)
    do.follow(mentor, deal)
    expect(do.party(mentor, name)).to_contain_text("akkoord")
    assert axe(mentor) == []


def test_what_asks_for_attention_stands_on_top_of_today(step_in):
    mentor, student = step_in("mentor"), step_in("student")
    name = do.face_name(student, "student")
    mentor.goto("/vandaag")
    lines = mentor.locator("li.need")
    first = lines.first
    expect(first).to_contain_text(re.compile("liep (gisteren|.* dagen geleden) af|Niet nagekomen|Een signaal van .* wacht al langer"))
    expect(first.get_by_role("link", name=re.compile("^(Bespreek afspraak|Plan een gesprek|We hebben het)"))).to_be_visible()
    own = lines.filter(has=mentor.get_by_role("link", name=name, exact=True)).first
    expect(own).to_contain_text("liep gisteren af")
    own.get_by_role("link", name="Bespreek afspraak").click()
    expect(mentor.get_by_role("heading", name="Hoe is het gegaan?")).to_be_visible()

    broken = do.unique("Ik neem mijn schoenen mee")
    do.open_student(mentor, name)
    do.agree(mentor, broken, name, do.today().isoformat())
    mentor.get_by_label("niet nagekomen", exact=True).check()
    mentor.get_by_label("Hoe kwam dat?").fill("Vergeten door de drukte.")
    do.press(mentor, "Bewaar")
    do.said(mentor, "Bewaard. Bespreek samen wat er nodig is.")
    expect(mentor.locator("ol.timeline")).to_contain_text("Vergeten door de drukte.")

    mentor.goto("/vandaag")
    not_kept = lines.filter(has_text="Niet nagekomen")
    expect(not_kept.filter(has_text=broken)).to_be_visible()
    expect(first).to_contain_text("Niet nagekomen")
    weights = ["Niet nagekomen" in text for text in lines.all_inner_texts()]
    assert weights == sorted(weights, reverse=True), "something lighter stands above an agreement that was not kept"
    not_kept.filter(has_text=broken).get_by_role("link", name="Plan een gesprek").click()
    expect(mentor.get_by_role("heading", level=1)).to_have_text("Gesprek plannen")
    # Said once is said: what was judged is not judged again, but may get a second chance.
    mentor.go_back()
    student.goto("/vandaag")
    assert broken not in student.locator("article.agreement").all_inner_texts()


def test_a_conversation_without_javascript(step_in):
    notes, deal, summary = do.unique("Zonder script genoteerd."), do.unique("Ik vraag het na"), do.unique("Zonder script afgesproken.")
    mentor = step_in("mentor", javascript=False)
    name = do.face_name(mentor, "student")
    student_page = do.open_student(mentor, name)
    address = do.plan_talk(mentor, "bellen", "Werkt alles?")
    checklist = do.begin_checklist(mentor)
    do.tap_features(mentor)
    do.press(mentor, "Bewaar")
    do.said(mentor, "Bewaard.")
    assert mentor.url.split("?")[0] == checklist and do.marks(mentor) == do.FEATURES
    mentor.goto(address)
    do.follow(mentor, "Begin het gesprek")
    do.hold(mentor, notes, "Alleen van mij.")
    do.agree(mentor, deal, name, do.in_days(3))
    do.follow(mentor, "Terugkijken")
    do.conclude(mentor, summary)
    expect(mentor.locator("main")).to_contain_text(notes)
    mentor.goto(student_page)
    expect(mentor.locator("main")).to_contain_text(deal)
    expect(mentor.locator("main")).to_contain_text(summary)

    student = step_in("student", javascript=False)
    student.goto("/vandaag")
    do.press(student, f"Ik doe mee: {deal}")
    do.said(student, "Je doet mee.")


def test_a_refused_form_keeps_what_was_typed(step_in):
    mentor = step_in("mentor")
    name = do.face_name(mentor, "student")
    do.open_student(mentor, name)
    do.follow(mentor, "Nieuwe afspraak")
    mentor.locator("form.sheet").evaluate("form => form.noValidate = true")  # also browsers that check nothing beforehand
    mentor.get_by_label("Stappen op weg ernaartoe").fill("eerst dit\ndan <b>dat</b> & meer")
    mentor.get_by_label("Wat als het niet lukt?").fill('Dan "bellen" we')
    mentor.get_by_label("Wanneer is het klaar?").fill("")
    for box in mentor.locator('input[name="party"]').all():
        box.uncheck()
    do.press(mentor, "Leg de afspraak vast")

    summary = mentor.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(3)
    expect(mentor.get_by_label("Stappen op weg ernaartoe")).to_have_value("eerst dit\ndan <b>dat</b> & meer")
    expect(mentor.get_by_label("Wat als het niet lukt?")).to_have_value('Dan "bellen" we')
    assert axe(mentor) == []
    for place, field in enumerate(("what", "due", "party")):
        link = mentor.locator(f'.problem-summary a[href="#{field}"]')
        link.focus()
        mentor.keyboard.press("Enter")
        control = mentor.locator(f"#{field}")
        expect(control).to_be_focused()
        described = control.evaluate("e => (e.closest('fieldset') ?? e).getAttribute('aria-describedby') ?? ''")
        described += control.evaluate("e => ' ' + (e.getAttribute('aria-describedby') ?? '')")
        assert f"{field}-error" in described, f"{field} does not say what is wrong with it ({place})"
    # Put right, it is accepted.
    mentor.get_by_label("Wat spreken jullie af?").fill(do.unique("Nu wel ingevuld"))
    mentor.get_by_label("Wanneer is het klaar?").fill(do.in_days(2))
    mentor.locator('input[name="party"]').first.check()
    do.press(mentor, "Leg de afspraak vast")
    do.said(mentor, "De afspraak staat vast.")


def test_the_student_has_one_language_switch_in_the_same_place(step_in, width):
    page = step_in("student", width=width)
    pages = list(dict.fromkeys(link.get_attribute("href") for link in page.locator("main a[href^='/'], nav a[href^='/']").all()))
    shapes = {shape(address): address for address in pages if "/print" not in address}
    places = set()
    for language in ("nl", "en"):
        speak(page, language)
        for address in shapes.values():
            page.goto(address)
            expect(page.locator("html")).to_have_attribute("lang", language)
            switches = page.locator("details.languages > summary")
            assert switches.count() == 1, f"{address} has {switches.count()} language switches"
            box = switches.bounding_box()
            places.add((language, round(box["x"]), round(box["y"])))
    speak(page, "nl")
    assert len(shapes) >= 4
    # A longer word beside it may move it by a little; it stays in its corner.
    for language in ("nl", "en"):
        assert len({place for place in places if place[0] == language}) == 1, f"the switch moves: {sorted(places)}"


@pytest.mark.parametrize("role", [role for role in ROLES if role != "mentor"])
def test_another_persons_reflection_does_not_exist(step_in, role):
    """Whoever one is: a checklist of someone else answers as if it were not there."""
    mentor = step_in("mentor")
    mentor.goto("/checklists")
    do.press(mentor, "Na een gesprek: Individuele begeleiding")
    address = mentor.url.split("?")[0]
    other = step_in(role)
    assert other.goto(address).status == 404
