"""An open page of Today keeps itself current, without taking anything out of its reader's hands."""

import re

SUCCESS = """async ([path, words]) => {
  const answer = await fetch(path, { method: "POST", body: new URLSearchParams({ success: words }), redirect: "manual" });
  return answer.type;
}"""


def note(page, words: str) -> None:
    """As a colleague would, elsewhere: by the session of the same person in another request."""
    student = re.search(r"/studenten/([0-9a-f-]{36})", page.content())[1]
    assert page.evaluate(SUCCESS, [f"/studenten/{student}/successen", words]) == "opaqueredirect"


def test_what_changed_appears_and_focus_stays(step_in):
    page = step_in("mentor", language="nl")
    page.goto("/vandaag")
    link = page.locator("[data-live] a").first
    link.focus()
    name = link.inner_text()
    note(page, "Een nieuw lichtpuntje")
    page.get_by_text("Een nieuw lichtpuntje").wait_for(timeout=15_000)
    assert page.evaluate("document.activeElement.innerText") == name
    page.get_by_role("status").filter(has_text="bijgewerkt").wait_for(state="attached")
    assert page.locator("main").count() == 1 and page.locator("[data-live]").count() == 1


def test_without_scripts_the_page_is_as_it_was(step_in):
    page = step_in("mentor", javascript=False)
    page.goto("/vandaag")
    assert page.locator("h1").count() == 1
