"""Accounts and sessions: the link that works once, signing in, a session that ran out, leaving."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

import journeys as do
from visitors import Visitors
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


@pytest.fixture(scope="module")
def mentors(browser, server):
    """Names of two mentors of one class, each with an account and a password."""
    visitors = Visitors(browser, server)
    admin = visitors.step_in("administrator")
    names = []
    for given, family in (("Sjoukje", "Dijkstra"), ("Jildou", "Bosma")):
        name, link = do.make_account(admin, given, family, role="mentor", group="HV1a")
        do.choose_password(visitors.open(), link)
        names.append(name)
    visitors.close()
    return names


def end_elsewhere(server, page, name):
    page.goto("/aanmelden")
    do.sign_in(page, name)
    page.goto("/account")
    do.press(page, "Meld overal af, behalve hier")
    do.said(page, "Dat apparaat is afgemeld.")


def run_out(server, page, name):
    """As if the longest time that a session may last had passed."""
    with closing(sqlite3.connect(server.data / "naast.sqlite")) as database, database:
        person = "SELECT person_id FROM accounts WHERE name = ?"
        database.execute(f"UPDATE sessions SET ends_at = '2001-01-01T00:00:00.000Z' WHERE person_id = ({person})", [name])


@pytest.mark.parametrize("end", [run_out, end_elsewhere])
def test_what_was_typed_survives_the_end_of_a_session(server, open_page, mentors, end):
    name = mentors[0]
    text = do.unique("Een lang verslag dat niet weg mag zijn. " * 60)
    here = open_page()
    here.goto("/aanmelden")
    do.sign_in(here, name)
    here.goto("/studenten")
    here.locator("li.need a").first.click()
    do.plan_talk(here, "", "")
    address = here.url.split("?")[0]
    do.follow(here, "Begin het gesprek")
    here.get_by_label("Aantekeningen").fill(text)
    end(server, open_page(), name)

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
    assert " ".join(text.split()) in " ".join(here.locator("main").inner_text().split())
    assert here.url.split("?")[0] == address + "/terugblik"
    forget_errors(here)  # the notes save themselves, and may meet the session that has ended


def test_typed_text_is_not_offered_to_someone_else(server, open_page, mentors):
    secret = do.unique("Alleen voor wie het typte. " * 5)
    one, other = mentors
    here = open_page()
    here.goto("/aanmelden")
    do.sign_in(here, one)
    here.goto("/studenten")
    here.locator("li.need a").first.click()
    do.follow(here, "Nieuwe afspraak")
    here.get_by_label("Wat spreken jullie af?").fill(secret)
    run_out(server, here, one)
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
