"""Everything can be reached by keyboard, in reading order, with a visible focus, also in forced colours."""

import pytest

from tests.support.page_kinds import LANGUAGES, select_kinds
from tests.support.viewports import PHONE

pytestmark = pytest.mark.xdist_group("pages")

KINDS = select_kinds(
    "home", "camp", "route", "routes", "reading room", "sentence", "timeline", "map", "accessibility", "no such passage"
)
MANY = 900
# Everything that can take the focus, in the order of the document.
REACHABLE = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(element => element.tabIndex >= 0 && element.checkVisibility({visibilityProperty: true}));
  all.forEach((element, at) => element.setAttribute("data-turn", at));
  return all.length;
}"""
# The turn of the focused element, and whether it is in the window with an outline of at least 2 pixels in another colour than the page.
FOCUSED = """() => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== getComputedStyle(document.body).backgroundColor;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [Number(element.dataset.turn ?? -1), outlined && inside, element.outerHTML.slice(0, 120)];
}"""


def by_tab(page) -> tuple[list[int], list[str]]:
    """Return the turns in which the Tab key reaches elements, and the elements without a visible focus."""
    turns, hidden = [], []
    for _ in range(min(page.evaluate(REACHABLE), MANY)):
        page.keyboard.press("Tab")
        turn, is_visible, words = page.evaluate(FOCUSED)
        turns.append(turn)
        hidden += [] if is_visible else [words]
    return turns, hidden


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_tab_order_is_reading_order_with_visible_focus(opened, kind, language):
    page = opened(kind, language, reduced_motion="reduce")
    turns, hidden = by_tab(page)
    assert turns == list(range(len(turns)))
    assert len(turns) > 10
    assert hidden == []


@pytest.mark.parametrize("kind", select_kinds("home", "sentence"), ids=lambda kind: kind.name)
def test_focus_is_visible_in_forced_colours(opened, kind):
    page = opened(kind, "ar", PHONE, forced_colors="active", reduced_motion="reduce")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert by_tab(page)[1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_link_skips_to_the_content(opened, language):
    page = opened(*select_kinds("camp"), language, PHONE)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_cited_by_keyboard_without_scripts(opened, language):
    page = opened(*select_kinds("sentence"), language, java_script_enabled=False)
    page.locator("#first-word").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.split("/")[-2] == "3.5@7-25"
    assert "".join(page.locator("mark").all_inner_texts()) == "عمليات اجلاء كبيرة"


@pytest.mark.parametrize("kind", select_kinds("home", "camp", "map", "reading room"), ids=lambda kind: kind.name)
def test_links_skip_maps_and_paragraphs(opened, kind):
    page = opened(kind, "en", reduced_motion="reduce")
    skip = page.locator("main .skip-over").first
    skip.focus()
    assert skip.bounding_box()["height"] >= 20
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    ahead = (
        "document.querySelector(location.hash).compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING"
    )
    assert page.evaluate(ahead)
