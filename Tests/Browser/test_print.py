"""Paper: checklists and agreements on exactly one A4, with their back on two."""

import pytest

import journeys as do
from checks import pdf, pdf_pages

A4 = (595, 842)  # points


def is_one_a4(page, pages: int = 1) -> None:
    printed = pdf(page)
    assert len(printed.pages) == pages
    for sheet in printed.pages:
        assert (round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) == A4
        assert sheet.extract_text().strip(), "a sheet is empty"


@pytest.mark.parametrize("checklist", ["individuele-begeleiding", "professionele-samenwerking"])
def test_an_empty_checklist_is_one_sheet(step_in, language, checklist):
    page = step_in("mentor", language=language)
    page.goto(f"/checklists/{checklist}/print")
    is_one_a4(page)
    page.goto(f"/checklists/{checklist}/print?achterkant=1")
    is_one_a4(page, 2)


@pytest.mark.parametrize("checklist", ["Individuele begeleiding", "Professionele samenwerking"])
def test_a_checklist_full_of_long_notes_is_one_sheet(step_in, checklist):
    page = step_in("mentor")
    page.goto("/checklists")
    do.press(page, f"Na een gesprek: {checklist}")
    address = page.url.split("?")[0]
    boxes = do.features(page)
    note = ("Dit is een lange notitie over wat er gebeurde en wat ik anders wil doen. " * 20)[:900]
    for place in range(boxes.count()):
        boxes.nth(place).get_by_label("kan beter", exact=True).check()
        boxes.nth(place).locator("summary").last.click()
        boxes.nth(place).locator("textarea").fill(note)
    do.press(page, "Bewaar")
    do.said(page, "Bewaard.")
    page.goto(f"{address}/print")
    is_one_a4(page)
    text = pdf(page).pages[0].extract_text()
    assert text.count("Dit is een lange notitie") >= boxes.count()
    page.goto(f"{address}/print?achterkant=1")
    is_one_a4(page, 2)


def test_the_agreements_of_a_student_are_one_sheet(step_in, language):
    page = step_in("mentor", language=language)
    name = do.face_name(page, "student")
    student = do.open_student(page, name)
    page.goto(f"{student.split('?')[0]}/afspraken/print")
    assert page.locator("table.planning tbody tr").count() > 3
    is_one_a4(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert pdf_pages(page) == 1, "printed from a phone"


def test_agreements_with_long_texts_are_one_sheet(step_in):
    """As many and as long as they can be."""
    page = step_in("mentor")
    # Someone whom no other test looks at.
    page.goto("/studenten")
    student = page.locator("li.need a").last
    name = student.inner_text()
    student.click()
    address = page.url.split("?")[0]
    long = "Ik bel elke ochtend voor acht uur naar mijn praktijkbegeleider en zeg hoe laat ik er ben. " * 4
    for _ in range(17):
        page.goto(f"{address}/afspraken/nieuw")
        fields = {
            "what": long[:300], "due": do.in_days(9), "steps": "\n".join([long[:200]] * 10), "consequence": long * 2,
            "party": [each.get_attribute("value") for each in page.locator('input[name="party"]').all()][0],
        }
        answer = page.request.post(
            f"{address}/afspraken", form={**fields, "consequence": fields["consequence"][:500]}, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.ok, answer.status
    page.goto(f"{address}/afspraken/print")
    assert name in page.locator("h1").inner_text()
    is_one_a4(page)
