"""The second factor: turned on from the page, asked at signing in, and asked of a role."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import Page, expect

import journeys as do
from checks import axe
from watch import forget_errors


def code(secret: str, ahead: int = 0) -> str:
    """What an app shows (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", ""))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + ahead), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def turn_on(page: Page) -> tuple[str, list[str]]:
    """From the page of the second factor; the secret and the recovery codes."""
    do.press(page, "Begin")
    expect(page.get_by_role("img", name="Plaatje dat je scant")).to_be_visible()
    assert axe(page) == []
    secret = page.locator("#geheim").inner_text()
    # The step before this one: the code of now is left for signing in.
    page.get_by_label("Code", exact=True).fill(code(secret, -1))
    do.press(page, "Klaar, zet hem aan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Je reservecodes")
    assert axe(page) == []
    codes = page.locator("#reservecodes").inner_text().split()
    assert len(codes) == 10 and all(re.fullmatch("[a-z2-7]{4}(-[a-z2-7]{4}){3}", each) for each in codes)
    return secret, codes


@pytest.mark.parametrize("width", [320, 1280])
def test_turned_on_it_is_asked_at_signing_in(step_in, open_page, width):
    name, link = do.make_account(step_in("administrator"), "Wytske", "Wiersma")
    page = open_page(width=width)
    do.choose_password(page, link)
    page.goto("/account")
    do.follow(page, "Zet de extra code aan")
    secret, codes = turn_on(page)
    do.follow(page, "Ik heb ze bewaard")
    do.press(page, "Afmelden")

    page.goto("/account")
    do.sign_in(page, name)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog één stap")
    assert axe(page) == []
    page.get_by_label("Code").fill("000000")
    do.press(page, "Aanmelden")
    expect(page.get_by_role("alert")).to_contain_text("Deze code klopt niet")
    page.get_by_label("Code").fill(code(secret))
    do.press(page, "Aanmelden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn account")

    do.press(page, "Afmelden")
    do.sign_in(page, name)
    page.get_by_label("Code").fill(codes[4].upper())
    do.press(page, "Aanmelden")
    do.said(page, "Je gebruikte een reservecode")
    page.goto("/account/extra-code")
    expect(page.get_by_text("Je hebt nog 9 reservecodes.")).to_be_visible()
    do.follow(page, "Zet de extra code uit")
    assert axe(page) == []
    page.get_by_label("Je wachtwoord nu").fill(do.PASSWORD)
    page.get_by_label("Code").fill(codes[5])
    do.press(page, "Zet de extra code uit")
    do.said(page, "De extra code staat uit.")


def test_typed_text_survives_both_screens(server, step_in, open_page):
    from test_sessions import run_out

    name, link = do.make_account(step_in("administrator"), "Anke", "Algra", role="mentor", group="HV1a")
    page = open_page()
    do.choose_password(page, link)
    page.goto("/account/extra-code")
    secret, _ = turn_on(page)
    page.goto("/studenten")
    page.locator("li.need a").first.click()
    do.follow(page, "Nieuwe afspraak")
    text = do.unique("Een afspraak die niet weg mag zijn")
    page.get_by_label("Wat spreken jullie af?").fill(text)
    run_out(server, page, name)
    do.press(page, "Leg de afspraak vast")
    do.sign_in(page, name)
    page.get_by_label("Code").fill("000000")
    do.press(page, "Aanmelden")
    page.get_by_label("Code").fill(code(secret))
    do.press(page, "Aanmelden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit had je nog getypt")
    expect(page.locator("blockquote").first).to_contain_text(text)
    forget_errors(page)


def test_a_role_that_needs_it_sets_it_up_first_and_a_lost_phone_is_helped(step_in, open_page):
    admin = step_in("administrator")
    name, link = do.make_account(admin, "Tjalling", "Tamminga", role="mentor", group="HV1a")
    page = open_page()
    do.choose_password(page, link)
    admin.goto("/beheer/instellingen")
    admin.get_by_label("mentor", exact=True).check()
    do.press(admin, "Bewaren")
    do.said(admin, "Bewaard.")
    try:
        page.goto("/studenten")
        expect(page.get_by_role("heading", level=1)).to_have_text("Extra code bij aanmelden")
        expect(page.get_by_text("Je rol vraagt om een extra code")).to_be_visible()
        assert page.get_by_role("navigation", name="Hoofdmenu").count() == 0
        turn_on(page)
        page.goto("/studenten")
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Extra code bij aanmelden")

        admin.goto("/beheer/personen?zoek=Tamminga")
        do.follow(admin, "Tjalling Tamminga")
        do.follow(admin, "Extra code uitzetten")
        assert axe(admin) == []
        do.press(admin, "Extra code uitzetten")
        do.said(admin, "De extra code staat uit.")
        page.goto("/vandaag")
        do.sign_in(page, name)
        expect(page.get_by_role("heading", level=1)).to_have_text("Extra code bij aanmelden")
    finally:
        admin.goto("/beheer/instellingen")
        admin.get_by_label("mentor", exact=True).uncheck()
        do.press(admin, "Bewaren")
        do.said(admin, "Bewaard.")
    page.goto("/vandaag")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Extra code bij aanmelden")
