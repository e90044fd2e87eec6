"""Accounts and sessions: the link that works once, signing in, a session that ran out, leaving."""

from playwright.sync_api import expect

import journeys as do
from watch import forget_errors


def test_an_account_from_the_one_time_link_to_signing_in(step_in, open_page):
    name, link = do.make_account(step_in("administrator"), "Roelie", "Tuinstra")
    page = open_page(width=320)
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Welkom Roelie")
    page.get_by_label("Nieuw wachtwoord").fill("kort")
    do.press(page, "Bewaar en begin")
    expect(page.get_by_role("alert")).to_contain_text("te kort")
    do.choose_password(page, link)

    do.press(page, "Afmelden")
    do.said(page, "Je bent afgemeld.")
    do.sign_in(page, name, "een heel ander wachtwoord")
    expect(page.get_by_role("alert")).to_contain_text("horen niet bij elkaar")
    expect(page.get_by_label("E-mailadres of gebruikersnaam")).to_have_value(name)
    expect(page.get_by_label("Wachtwoord")).to_have_value("")
    do.sign_in(page, name)
    expect(page.get_by_role("link", name="Roelie Tuinstra")).to_be_visible()

    # The link worked once, for whoever comes second.
    late = open_page()
    assert late.goto(link).status == 404
    expect(late.get_by_role("heading", level=1)).to_have_text("Deze link werkt niet meer")
    late.goto("/vandaag")
    assert "/aanmelden" in late.url


def test_a_link_to_a_page_survives_signing_in(step_in, open_page):
    name, link = do.make_account(step_in("administrator"), "Douwe", "Hofstra")
    do.choose_password(open_page(), link)
    page = open_page()
    page.goto("/account")
    assert "/aanmelden" in page.url
    do.sign_in(page, name)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn account")


def test_what_was_typed_survives_a_session_that_ended(step_in, open_page):
    text = do.unique("Een lang verslag dat niet weg mag zijn. " * 60)
    name, link = do.make_account(step_in("administrator"), "Sjoukje", "Dijkstra", role="mentor", group="HV1a")
    here, elsewhere = open_page(), open_page()
    do.choose_password(here, link)
    here.goto("/studenten")
    here.locator("li.need a").first.click()
    do.plan_talk(here, "", "")
    address = here.url.split("?")[0]
    do.follow(here, "Begin het gesprek")
    here.get_by_label("Aantekeningen").fill(text)

    elsewhere.goto("/aanmelden")
    do.sign_in(elsewhere, name)
    elsewhere.goto("/account")
    do.press(elsewhere, "Meld overal af, behalve hier")
    do.said(elsewhere, "Dat apparaat is afgemeld.")

    do.press(here, "Bewaar en kijk terug")
    expect(here.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    expect(here.get_by_text("Wat je typte is niet weg")).to_be_visible()
    do.sign_in(here, name, "dit is niet mijn wachtwoord")
    expect(here.get_by_role("alert")).to_contain_text("horen niet bij elkaar")
    do.sign_in(here, name)
    expect(here.get_by_role("heading", level=1)).to_have_text("Dit had je nog getypt")
    expect(here.locator("blockquote")).to_contain_text("Een lang verslag dat niet weg mag zijn.")
    do.press(here, "Ja, bewaar dit")
    do.said(here, "Bewaard. Kijk nu even terug.")
    assert text.strip() in " ".join(here.locator("main").inner_text().split())
    assert here.url.split("?")[0] == address + "/terugblik"
    forget_errors(here)


def test_typed_text_is_not_offered_to_someone_else(step_in, open_page):
    secret = do.unique("Alleen voor wie het typte. " * 5)
    admin = step_in("administrator")
    one, link = do.make_account(admin, "Wybren", "Postma", role="mentor", group="HV1a")
    other, other_link = do.make_account(admin, "Jildou", "Bosma", role="mentor", group="HV1a")
    do.choose_password(open_page(), other_link)
    here, elsewhere = open_page(), open_page()
    do.choose_password(here, link)
    here.goto("/studenten")
    here.locator("li.need a").first.click()
    do.follow(here, "Nieuwe afspraak")
    here.get_by_label("Wat spreken jullie af?").fill(secret)
    elsewhere.goto("/aanmelden")
    do.sign_in(elsewhere, one)
    elsewhere.goto("/account")
    do.press(elsewhere, "Meld overal af, behalve hier")
    do.press(here, "Leg de afspraak vast")
    do.sign_in(here, other)
    expect(here.get_by_role("link", name="Jildou Bosma")).to_be_visible()
    assert secret.strip() not in here.content()


def test_the_back_button_after_signing_out_shows_nothing(step_in):
    page = step_in("mentor")
    name = do.face_name(page, "student")
    do.open_student(page, name)
    page.goto("/vandaag")
    do.press(page, "Afmelden")
    do.said(page, "Je bent afgemeld.")
    for _ in range(3):
        page.go_back()
        assert name not in page.content(), f"{page.url} is shown after signing out"
        assert page.get_by_role("button", name="Afmelden").count() == 0
