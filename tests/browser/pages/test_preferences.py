"""What a reader's system asks for is followed: less motion, forced colours, dark or light."""

import pytest

from tests.support.page_kinds import LANGUAGES, select_kinds

pytestmark = pytest.mark.xdist_group("pages")

KEY = select_kinds("home", "camp", "route", "reading room", "claim", "timeline", "map")
MOVING = """() => [document.documentElement, ...document.querySelectorAll("body *")].filter(one => {
  const style = getComputedStyle(one);
  return style.animationName !== "none" || style.transitionDuration.split(",").some(time => parseFloat(time) > 0) || style.scrollBehavior === "smooth";
}).map(one => one.outerHTML.slice(0, 80))"""
# Boxes whose meaning would go with their colour: marks, the words looked at, lines of the map.
MARKED = """() => [...document.querySelectorAll("mark")].filter(one => {
  const style = getComputedStyle(one), around = getComputedStyle(one.parentElement);
  return style.backgroundColor === around.backgroundColor && style.color === around.color && style.borderBlockEndStyle === "none" && style.textDecorationLine === "none";
}).length"""
LUMINANCE = """() => {
  const [r, g, b] = getComputedStyle(document.documentElement).backgroundColor.match(/[\\d.]+/g).map(Number);
  return (r + g + b) / 765;
}"""


@pytest.mark.parametrize("kind", KEY, ids=lambda kind: kind.name)
def test_nothing_moves_for_who_asks_for_less_motion(opened, kind):
    assert opened(kind, "en", reduced_motion="reduce").evaluate(MOVING) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_marked_words_stay_marked_in_forced_colours(opened, language):
    page = opened(*select_kinds("claim"), language, forced_colors="active")
    assert page.locator("mark").count() > 0
    assert page.evaluate(MARKED) == 0


@pytest.mark.parametrize("colours", ["active", "none"])
def test_only_where_one_is_is_underlined_in_the_navigation(opened, colours):
    page = opened(*select_kinds("camp"), "ar", forced_colors=colours)
    underlined = [
        one
        for one in page.locator(".sections a").all()
        if one.evaluate("one => parseFloat(getComputedStyle(one).borderBlockEndWidth)") > 0
    ]
    assert [one.get_attribute("aria-current") for one in underlined] == ["true"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_theme_is_the_readers(opened, language):
    page = opened(*select_kinds("home"), language, color_scheme="dark")
    assert page.evaluate(LUMINANCE) < 0.2
    page.emulate_media(color_scheme="light")
    assert page.evaluate(LUMINANCE) > 0.9
