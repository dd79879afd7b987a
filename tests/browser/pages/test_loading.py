"""What a first visit fetches: nothing from elsewhere, few letters, little script, style enough; and nothing jumps while it comes."""

from urllib.parse import urlsplit

import pytest

from tests.support.page_kinds import KINDS, LANGUAGES, select_kinds
from tests.support.repository import ROOT
from tests.support.viewports import DESKTOP, PHONE

pytestmark = pytest.mark.xdist_group("pages")

KIB = 1024
# English pages with words of an Arabic source need the letters of both.
FONTS, BOTH_SCRIPTS, SCRIPTS = 100 * KIB, 128 * KIB, 6 * KIB
SHEETS = sorted(path.stem for path in (ROOT / "archive" / "static" / "archive" / "css").glob("*.css"))
SHIFTS = """self.shifts = [];
new PerformanceObserver(list => list.getEntries().filter(one => !one.hadRecentInput).forEach(one => shifts.push(one.value)))
  .observe({type: "layout-shift", buffered: true});"""
# All letters that it is drawn with have come or were given up, and it has been drawn twice since.
DRAWN = """async () => {
  await document.fonts.ready;
  await new Promise(then => requestAnimationFrame(() => requestAnimationFrame(then)));
}"""
# Rules of a style sheet that would set something on the page, were it loaded.
MISSED = """async ([name, css]) => {
  const sheet = new CSSStyleSheet();
  await sheet.replace(css);
  const rules = list => [...list].flatMap(rule => rule.selectorText ? [rule.selectorText] : rules(rule.cssRules || []));
  const plain = selector => selector.replace(/::?(before|after|hover|active|focus-visible|focus|target)\\b/g, "");
  return rules(sheet.cssRules).filter(one => document.querySelector(plain(one))).map(one => `${name}.css: ${one}`);
}"""


def first_visit(opened, kind, language, viewport):
    """The page, all it has asked for, and what was complained of."""
    asked, complaints = [], []

    def listen(page):
        page.add_init_script(SHIFTS)
        page.on("requestfinished", lambda request: asked.append(request))
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))

    page = opened(kind, language, viewport, before=listen)
    page.evaluate(DRAWN)
    return page, asked, [one for one in complaints if kind.status == 200 or str(kind.status) not in one]


def fetched(asked, suffix) -> int:
    """Bytes of the bodies that came under addresses with a suffix."""
    return sum(request.sizes()["responseBodySize"] for request in asked if urlsplit(request.url).path.endswith(suffix))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_first_visit_is_light_and_still(opened, site, kind, language):
    page, asked, complaints = first_visit(opened, kind, language, PHONE)
    assert complaints == []
    assert {f"{urlsplit(request.url).scheme}://{urlsplit(request.url).netloc}" for request in asked} == {site}
    assert kind.invented or fetched(asked, ".woff2") <= (FONTS if language == "ar" or kind.name == "home" else BOTH_SCRIPTS)
    assert fetched(asked, ".js") <= SCRIPTS
    assert page.evaluate("shifts") == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "kind", select_kinds("home", "camp", "route", "reading room", "claim", "timeline", "about"), ids=lambda kind: kind.name
)
def test_nothing_jumps_on_a_desktop(opened, kind, language):
    page, _, _ = first_visit(opened, kind, language, DESKTOP)
    assert page.evaluate("shifts") == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_page_loads_all_the_style_it_needs(seen_again, kind):
    page = seen_again(kind, "ar")
    loaded = page.evaluate("[...document.styleSheets].map(one => one.href.split('/').pop().split('.')[0]).join('-').split('-')")
    assert set(loaded) <= set(SHEETS)
    folder = ROOT / "archive" / "static" / "archive" / "css"
    missed = []
    for name in set(SHEETS) - set(loaded) - {"print"}:
        missed += page.evaluate(MISSED, [name, (folder / f"{name}.css").read_text(encoding="utf-8")])
    assert missed == []
