"""School, workplace and care as one team: from a mail to a contact that was written down, in counted acts, at 360 px and without a password."""

import re

import pytest
from playwright.sync_api import Page, expect

import journeys as do
import keyboard as hands
from checks import axe, no_sideways_scroll, targets_are_large
from visitors import speak

PHONE = 360


class Hand:
    """What a person does by hand, counted: each link that is followed, each button that is pressed, each field that is filled in."""

    def __init__(self, page: Page):
        self.page = page
        self.acts = 0

    def opens(self, address: str) -> None:
        """A link in a mail."""
        self.acts += 1
        self.page.goto(address)

    def follows(self, name: str | re.Pattern) -> None:
        self.acts += 1
        self.page.locator("main").get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()

    def presses(self, name: str | re.Pattern) -> None:
        self.acts += 1
        self.page.locator("main").get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state()


def running_placement(mentor: Page, student: Page) -> tuple[str, str]:
    """The page of the student that the demo shows, and of the placement that runs there."""
    student.goto("/vandaag")
    name = do.face_name(student, "student")
    page = do.open_student(mentor, name)
    link = mentor.locator('main a[href^="/stages/"]').first.get_attribute("href")
    return page, re.match(r"/stages/[^/?]+", link)[0]


def invite_supervisor(mentor: Page, placement: str, family: str, email: str) -> None:
    mentor.goto(placement + "/begeleiders")
    do.follow(mentor, "Nodig iemand uit")
    purpose = mentor.get_by_role("radio", name=re.compile("praktijkbegeleider", re.I)).first
    if purpose.count():
        purpose.check()
    mentor.get_by_label("Voornaam").fill("Bo")
    mentor.get_by_label("Achternaam").fill(family)
    mentor.get_by_label("E-mailadres").fill(email)
    do.press(mentor, "Verder")
    do.press(mentor, "Klopt, verstuur de uitnodiging")
    do.said(mentor, "De uitnodiging is onderweg.")


def newest_link(reader: Page, to: str, kind: str) -> str:
    """The link in the newest mail to somebody, as the demo shows its mails; what is not there yet is asked for again."""
    mail = reader.locator("article").filter(has_text=f"Aan {to}").filter(has=reader.locator(f'a[href*="/{kind}/"]'))
    for _ in range(20):
        reader.goto("/demo/post")
        if mail.count():
            return mail.first.locator(f'a[href*="/{kind}/"]').get_attribute("href")
        reader.wait_for_timeout(250)
    pytest.fail(f"no mail with /{kind}/ to {to}:\n{reader.locator('main').inner_text()[:2000]}")


def test_a_supervisor_comes_from_a_mail_confirms_and_writes_a_contact_down(step_in, open_page):
    mentor, student = step_in("mentor"), step_in("student", width=PHONE)
    page, placement = running_placement(mentor, student)
    family, deal, words = do.unique("van de Werkplaats"), do.unique("Ik leg het gereedschap terug"), do.unique("Ging goed vandaag.")
    who = f"Bo {family}"
    invite_supervisor(mentor, placement, family, f"bo{abs(hash(family))}@voorbeeld.example")

    mentor.goto(f"{page}/afspraken/nieuw?stage={placement.rsplit('/', 1)[1]}")
    mentor.get_by_label("Wat spreken jullie af?").fill(deal)
    mentor.get_by_role("checkbox", name=re.compile(re.escape(who))).check()
    do.press(mentor, "Leg de afspraak vast")

    # The invitation: a page, and the code by a second mail. A scanner that follows the link uses nothing up.
    reader, phone = open_page(), open_page(width=PHONE)
    invitation = newest_link(reader, who, "uitnodiging")
    for _ in range(3):
        phone.goto(invitation)
    from_invitation, from_code = Hand(phone), Hand(phone)
    from_invitation.opens(invitation)
    assert axe(phone) == [] and no_sideways_scroll(phone) == []
    from_invitation.presses("Stuur mij de code")

    # From the mail with the code: two acts to come in, one to say yes, two for a contact.
    from_code.opens(newest_link(reader, who, "code"))
    from_code.presses("Open Naast")
    expect(phone).to_have_url(re.compile(re.escape(placement)))
    assert axe(phone) == [] and no_sideways_scroll(phone) == [] and targets_are_large(phone) == []
    assert phone.locator('input[type="password"]').count() == 0
    from_code.presses(re.compile(f"^Ik doe mee.*{re.escape(deal)}"))
    do.said(phone, "Je doet mee.")
    expect(phone).to_have_url(re.compile(re.escape(placement)))
    from_code.follows(re.compile("^telefoon"))
    phone.get_by_label("Wat bespraken jullie?").fill(words)  # may stay empty
    from_code.presses("Bewaar het contact")
    do.said(phone, "Het contact is bewaard.")
    assert from_code.acts <= 5, from_code.acts
    assert from_invitation.acts + from_code.acts <= 7, "from the very first mail, two acts more"
    expect(phone.locator("main")).to_contain_text(words)

    # Both sides see it at once; the student reads it too.
    mentor.goto(placement)
    expect(mentor.locator("main")).to_contain_text(words)
    expect(mentor.locator("main")).to_contain_text(f"{who} akkoord")
    student.goto(placement)
    expect(student.locator("main")).to_contain_text(words)

    # The code is used up.
    again = open_page(width=PHONE)
    assert again.goto(newest_link(reader, who, "code")).status in (404, 410)

    # The supervisor is taken off the placement: the page that is still open shows nothing at the next look, and nothing can be sent.
    mentor.goto(placement + "/begeleiders")
    mentor.get_by_role("link", name=re.compile(f"Haal eraf.*{re.escape(who)}")).click()
    mentor.get_by_role("button", name=re.compile("Haal eraf")).click()
    for address in (placement, page, "/vandaag", "/studenten"):
        phone.goto(address)
        content = phone.content()
        assert words not in content and deal not in content, address


def test_a_mentor_writes_a_contact_down_in_three_acts_from_today(step_in):
    mentor, student = step_in("mentor", width=PHONE), step_in("student")
    _, placement = running_placement(mentor, student)
    name = do.face_name(student, "student")
    words = do.unique("Even gebeld met de bakker.")
    mentor.goto("/vandaag")
    hand = Hand(mentor)
    hand.follows(re.compile(f"^{re.escape(name)}$"))
    hand.follows(re.compile("^telefoon"))
    mentor.get_by_label("Wat bespraken jullie?").fill(words)
    hand.presses("Bewaar het contact")
    do.said(mentor, "Het contact is bewaard.")
    assert hand.acts <= 3, hand.acts
    mentor.goto(placement)
    expect(mentor.locator("ol.timeline")).to_contain_text(words)


def test_a_supervisor_writes_a_contact_down_with_the_keyboard_only(step_in):
    student, supervisor = step_in("student"), step_in("workplaceSupervisor", width=PHONE)
    student.goto("/vandaag")
    placement = re.match(r"/stages/[^/?]+", student.locator('main a[href^="/stages/"]').first.get_attribute("href"))[0]
    words = do.unique("Zonder muis genoteerd.")
    supervisor.goto(placement)
    hands.follow(supervisor, "app")
    hands.write(supervisor, "Wat bespraken jullie?", words)
    hands.press(supervisor, "Bewaar het contact")
    do.said(supervisor, "Het contact is bewaard.")
    expect(supervisor.locator("ol.timeline")).to_contain_text(words)


def test_a_missed_moment_stands_on_both_sides_of_the_table(step_in):
    for role in ("mentor", "workplaceSupervisor"):
        page = step_in(role, width=PHONE)
        page.goto("/vandaag")
        missed = page.locator("li.need").filter(has_text=re.compile("moment bij .* gemist"))
        own = missed.count() or page.locator("li.need").filter(has_text="nog 2 dingen").count()
        assert own, f"{role} does not see what was missed"


def test_the_running_referral_is_seen_as_far_as_the_rules_open_it(step_in):
    """The coordinator and the care worker read it; the mentor where it stands; the workplace not that it exists."""
    coordinator = step_in("careCoordinator")
    coordinator.goto("/doorverwijzingen")
    address = coordinator.locator('main a[href^="/doorverwijzingen/"]').first.get_attribute("href")
    coordinator.goto(address)
    assert axe(coordinator) == []
    supervisor = step_in("workplaceSupervisor", width=PHONE)
    assert supervisor.goto(address).status == 404
    supervisor.goto("/vandaag")
    assert "doorverwijzing" not in supervisor.locator("main").inner_text().lower()


def test_the_reporting_code_is_one_tap_away_and_keeps_nothing(step_in):
    mentor = step_in("mentor", width=PHONE)
    mentor.goto("/studenten")
    mentor.goto(mentor.locator('main a[href^="/studenten/"]').first.get_attribute("href") + "/signalen/nieuw")
    mentor.locator('main a[href="/meldcode"]').first.click()
    expect(mentor.get_by_role("heading", level=1)).to_be_visible()
    assert mentor.locator("main form, main input, main textarea").count() == 0
    assert axe(mentor) == [] and no_sideways_scroll(mentor) == []
    speak(mentor, "en")
    assert axe(mentor) == []
