"""By keyboard: everything can be reached, in reading order, and one sees where one is; also in forced colours."""

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
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(one => one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true}));
  all.forEach((one, at) => one.setAttribute("data-turn", at));
  return all.length;
}"""
# Where the focus is: its turn, and whether it is shown by an outline of at least 2 pixels, inside the window, whose colour stands out.
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== getComputedStyle(document.body).backgroundColor;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [Number(one.dataset.turn ?? -1), outlined && inside, one.outerHTML.slice(0, 120)];
}"""


def by_tab(page) -> tuple[list[int], list[str]]:
    """The turns in which the Tab key reaches what can be reached, and what shows no focus."""
    turns, unseen = [], []
    for _ in range(min(page.evaluate(REACHABLE), MANY)):
        page.keyboard.press("Tab")
        turn, seen, words = page.evaluate(FOCUSED)
        turns.append(turn)
        unseen += [] if seen else [words]
    return turns, unseen


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_tab_goes_through_the_page_in_reading_order_and_is_seen(opened, kind, language):
    page = opened(kind, language, reduced_motion="reduce")
    turns, unseen = by_tab(page)
    assert turns == list(range(len(turns)))
    assert len(turns) > 10
    assert unseen == []


@pytest.mark.parametrize("kind", select_kinds("home", "sentence"), ids=lambda kind: kind.name)
def test_focus_is_seen_in_forced_colours(opened, kind):
    page = opened(kind, "ar", PHONE, forced_colors="active", reduced_motion="reduce")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert by_tab(page)[1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_link_skips_to_the_text(opened, language):
    page = opened(*select_kinds("camp"), language, PHONE)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
