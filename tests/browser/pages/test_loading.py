"""A first visit loads few bytes, nothing from other hosts and all needed style, without layout shifts."""

from urllib.parse import urlsplit

import pytest

from tests.support.page_kinds import KINDS, LANGUAGES, VISIT_NAMES, VISITS, select_kinds
from tests.support.repository import ROOT
from tests.support.viewports import DESKTOP, PHONE

pytestmark = pytest.mark.xdist_group("pages")

KIB = 1024
# English pages with words of an Arabic source need the letters of both.
FONTS, BOTH_SCRIPTS, SCRIPTS = 100 * KIB, 128 * KIB, 6 * KIB
# Fonts that arrive while the page is drawn may move a line by a fraction; browsers call a page steady below 0.1.
MAX_SHIFT = 0.01
SHEETS = sorted(path.stem for path in (ROOT / "archive" / "static" / "archive" / "css").glob("*.css"))
SHIFTS = """self.shifts = [];
new PerformanceObserver(list => list.getEntries().filter(shift => !shift.hadRecentInput).forEach(shift => shifts.push(shift.value)))
  .observe({type: "layout-shift", buffered: true});"""
# Waits until fonts are loaded or failed, and for two more frames.
DRAWN = """async () => {
  await document.fonts.ready;
  await new Promise(then => requestAnimationFrame(() => requestAnimationFrame(then)));
}"""
# Rules of a style sheet that match something on the page.
COUNT_MISSED_STYLES = """async ([name, css]) => {
  const sheet = new CSSStyleSheet();
  await sheet.replace(css);
  const rules = list => [...list].flatMap(rule => rule.selectorText ? [rule.selectorText] : rules(rule.cssRules || []));
  const plain = selector => selector.replace(/(?<=[ >+~]|^)::/g, "*::").replace(/::?(before|after|hover|active|focus-visible|focus|target)\\b/g, "");
  return rules(sheet.cssRules).filter(selector => document.querySelector(plain(selector))).map(selector => `${name}.css: ${selector}`);
}"""


def first_visit(opened, kind, language, viewport):
    """Return the page, its requests, and the errors and warnings of the console."""
    requests, complaints = [], []

    def listen(page):
        page.add_init_script(SHIFTS)
        page.on("requestfinished", lambda request: requests.append(request))
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))

    page = opened(kind, language, viewport, before=listen)
    page.evaluate(DRAWN)
    return page, requests, [text for text in complaints if kind.status == 200 or str(kind.status) not in text]


def count_bytes(requests, suffix) -> int:
    """Return the bytes of response bodies from paths with a suffix."""
    return sum(request.sizes()["responseBodySize"] for request in requests if urlsplit(request.url).path.endswith(suffix))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_first_visit_is_small_and_without_layout_shift(opened, site, kind, language):
    page, requests, complaints = first_visit(opened, kind, language, PHONE)
    assert complaints == []
    assert {f"{urlsplit(request.url).scheme}://{urlsplit(request.url).netloc}" for request in requests} == {site}
    assert kind.invented or count_bytes(requests, ".woff2") <= (FONTS if language == "ar" else BOTH_SCRIPTS)
    assert count_bytes(requests, ".js") <= SCRIPTS
    assert sum(page.evaluate("shifts")) < MAX_SHIFT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "kind", select_kinds("home", "camp", "route", "reading room", "claim", "timeline", "about"), ids=lambda kind: kind.name
)
def test_no_layout_shift_on_a_desktop(opened, kind, language):
    page, _, _ = first_visit(opened, kind, language, DESKTOP)
    assert sum(page.evaluate("shifts")) < MAX_SHIFT


@pytest.mark.parametrize("loaded_page", VISITS[: len(KINDS)], indirect=True, ids=VISIT_NAMES[: len(KINDS)])
def test_page_loads_every_style_sheet_it_needs(visited_page):
    page = visited_page
    loaded = page.evaluate("[...document.styleSheets].map(sheet => sheet.href.split('/').pop().split('.')[0]).join('-').split('-')")
    assert set(loaded) <= set(SHEETS)
    folder = ROOT / "archive" / "static" / "archive" / "css"
    missed = []
    for name in set(SHEETS) - set(loaded) - {"print"}:
        missed += page.evaluate(COUNT_MISSED_STYLES, [name, (folder / f"{name}.css").read_text(encoding="utf-8")])
    assert missed == []
