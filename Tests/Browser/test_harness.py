"""The checks find what they are for. No server is needed for these."""

import pytest

from checks import (
    axe, focus_problems, layout_shift, no_sideways_scroll, nothing_is_squeezed, pdf, pdf_pages, script, tab_through, targets_are_large,
)
from crawl import shape
from watch import console_errors, forget_errors

GOOD = """<!doctype html><html lang="nl"><head><title>Goed</title><style>
  a, button { display: inline-block; min-height: 44px; min-width: 44px; }
  :focus-visible { outline: 3px solid blue; }
</style></head><body><main><h1>Goed</h1>%s</main></body></html>"""


def show(page, html: str):
    page.set_content(GOOD % html)
    return page


def test_a_good_page_passes_every_check(blank_page):
    page = show(blank_page, '<p><a href="#a">Verder</a></p><button>Bewaar</button>')
    assert axe(page) == []
    assert no_sideways_scroll(page) == []
    assert targets_are_large(page) == []
    assert focus_problems(page) == []
    assert console_errors(page) == []
    assert layout_shift(page) == 0


@pytest.mark.parametrize("rule, html", [
    ("image-alt", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'),
    ("color-contrast", '<p style="color: #999; background: #fff">Bleek</p>'),
    ("label", "<input>"),
    ("heading-order", "<h4>Te diep</h4>"),
    ("target-size", '<button style="min-height: 0; min-width: 0; height: 10px; width: 10px; padding: 0"></button>' * 3),
    ("region", '<p style="display: none"></p></main><p>Buiten</p><main hidden>'),
])
def test_axe_finds(blank_page, rule, html):
    found = {finding.split(":")[0] for finding in axe(show(blank_page, html))}
    assert rule in found


def test_axe_finds_pale_text_in_the_dark(blank_page):
    page = show(blank_page, "<style>@media (prefers-color-scheme: dark) { p { color: #333; background: #000 } }</style><p>Donker</p>")
    assert axe(page, only=["color-contrast"]) == []
    page.emulate_media(color_scheme="dark")
    assert len(axe(page, only=["color-contrast"])) == 1


def test_finds_what_makes_a_page_too_wide(blank_page):
    page = show(blank_page, '<div id="wide" style="width: 3000px">breed</div>')
    assert 'id="wide"' in no_sideways_scroll(page)[0]


def test_finds_a_word_that_is_too_long(blank_page):
    page = show(blank_page, '<a style="position: absolute; left: -999px" href="#a">sla over</a><p id="long">' + "x" * 3000)
    findings = no_sideways_scroll(page)
    assert len(findings) == 1 and 'id="long"' in findings[0]


def test_a_wide_table_may_scroll_within_itself(blank_page):
    page = show(blank_page, '<div style="overflow-x: auto"><div style="width: 3000px">breed</div></div>')
    assert no_sideways_scroll(page) == []


def test_finds_text_that_falls_apart_into_letters(blank_page):
    page = show(blank_page, '<div style="inline-size: 8px; overflow-wrap: anywhere">Fenna Bakker</div><p>Fenna Bakker</p>')
    assert len(nothing_is_squeezed(page)) == 1


def test_every_part_of_a_date_field_is_passed(blank_page):
    page = show(blank_page, '<label>dag <input type="date"></label><label>tijd <input type="time"></label><button>verder</button>')
    assert [stop["name"].split()[0] for stop in tab_through(page)] == ["input", "input", "button"]


def test_finds_small_targets_but_not_links_in_text(blank_page):
    small = '<button style="min-height: 0; height: 30px">Klein</button><input type="checkbox" aria-label="los">'
    page = show(blank_page, small + '<p>Lees <a style="display: inline" href="#b">dit</a> eerst.</p>')
    assert len(targets_are_large(page)) == 2


def test_tab_stops_come_in_order_and_a_group_of_radio_buttons_is_one(blank_page):
    page = show(blank_page, """<a href="#a">een</a><label><input type="radio" name="r">twee</label>
        <label><input type="radio" name="r">drie</label><button>vier</button>""")
    assert [stop["name"] for stop in tab_through(page)] == ["a #a een", "input r twee", "button vier"]
    assert focus_problems(page) == []


def test_finds_focus_that_does_not_show_or_is_covered(blank_page):
    page = show(blank_page, """<style>.bare:focus-visible { outline: 0 }</style><a class="bare" href="#a">kaal</a>
        <button>bedekt</button><div style="position: absolute; inset: 0; background: white">ervoor</div>""")
    found = focus_problems(page)
    assert "the focus does not show: a #a kaal" in found
    assert "the focus is covered: button bedekt" in found


def test_finds_what_the_keyboard_does_not_reach(blank_page):
    page = show(blank_page, """<a href="#a">eerst</a><button>nooit</button>
        <script>document.querySelector("button").addEventListener("focus", () => document.querySelector("a").focus())</script>""")
    assert any("does not reach: button nooit" in finding for finding in focus_problems(page))


def test_notes_errors_third_parties_and_refusals(blank_page):
    page = show(blank_page, """<script>console.error("oei"); throw new Error("stuk")</script>""")
    assert any("oei" in problem for problem in console_errors(page))
    assert any("stuk" in problem for problem in console_errors(page))
    forget_errors(page)

    blank_page.route("**/*", lambda route: route.fulfill(body=""))
    show(page, '<img alt="" src="https://elsewhere.example/pixel.gif">')
    assert any("third party" in problem for problem in console_errors(page))
    forget_errors(page)

    show(page, """<meta http-equiv="content-security-policy" content="img-src 'none'"><img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">""")
    assert any("Content Security Policy" in problem for problem in console_errors(page))


def test_counts_printed_pages(blank_page):
    page = show(blank_page, '<p>een</p><p style="break-before: page">twee</p>')
    assert pdf_pages(page) == 2
    assert "twee" in pdf(page).pages[1].extract_text()


@pytest.mark.parametrize("address, route", [
    ("http://localhost:8080/studenten/0192f0c1-2d3e-7abc-8def-0123456789ab", "/studenten/:id"),
    ("http://localhost:8080/agenda/2026-11-21?van=3&soort=gesprek", "/agenda/:date?soort&van"),
    ("http://localhost:8080/handreiking/samen-kijken-naar-wat-lukt", "/handreiking/samen-kijken-naar-wat-lukt"),
])
def test_tells_routes_apart_not_ids(address, route):
    assert shape(address) == route


def test_two_pages_of_one_template_have_the_same_skeleton(blank_page):
    def skeleton(html: str) -> str:
        return show(blank_page, html).evaluate(script("skeleton.js"))

    assert skeleton('<ul><li id="a">een</li></ul>') == skeleton('<ul><li id="b">een</li><li id="c">twee</li></ul>')
    assert skeleton("<button>een</button>") != skeleton("<button disabled>een</button>")
    assert skeleton('<button aria-label="een">x</button>') != skeleton('<button aria-label="">x</button>')
