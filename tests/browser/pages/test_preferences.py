"""Pages follow the preferences of the system: reduced motion, forced colours, dark or light."""

import pytest

from tests.support.page_kinds import LANGUAGES, select_kinds

pytestmark = pytest.mark.xdist_group("pages")

KEY = select_kinds("home", "camp", "route", "reading room", "claim", "timeline", "map")
MOVING = """() => [document.documentElement, ...document.querySelectorAll("body *")].filter(element => {
  const style = getComputedStyle(element);
  return style.animationName !== "none" || style.transitionDuration.split(",").some(time => parseFloat(time) > 0) || style.scrollBehavior === "smooth";
}).map(element => element.outerHTML.slice(0, 80))"""
# Marked words that nothing but their colour distinguishes.
MARKED = """() => [...document.querySelectorAll("mark")].filter(mark => {
  const style = getComputedStyle(mark), around = getComputedStyle(mark.parentElement);
  return style.backgroundColor === around.backgroundColor && style.color === around.color && style.borderBlockEndStyle === "none" && style.textDecorationLine === "none";
}).length"""
LUMINANCE = """() => {
  const [r, g, b] = getComputedStyle(document.documentElement).backgroundColor.match(/[\\d.]+/g).map(Number);
  return (r + g + b) / 765;
}"""


@pytest.mark.parametrize("kind", KEY, ids=lambda kind: kind.name)
def test_nothing_moves_with_reduced_motion(opened, kind):
    assert opened(kind, "en", reduced_motion="reduce").evaluate(MOVING) == []


def test_only_links_within_a_page_glide_to_their_place(opened):
    page = opened(*select_kinds("camp"), "ar", reduced_motion="no-preference")
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(behaviour) == "auto"
    page.locator(".on-page a").first.focus()
    assert page.evaluate(behaviour) == "smooth"


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_are_visible_in_forced_colours(opened, language):
    page = opened(*select_kinds("claim"), language, forced_colors="active")
    assert page.locator("mark").count() > 0
    assert page.evaluate(MARKED) == 0


@pytest.mark.parametrize("colours", ["active", "none"])
def test_only_the_current_section_is_underlined(opened, colours):
    page = opened(*select_kinds("camp"), "ar", forced_colors=colours)
    underlined = [
        link
        for link in page.locator(".sections a").all()
        if link.evaluate("link => parseFloat(getComputedStyle(link).borderBlockEndWidth)") > 0
    ]
    assert [link.get_attribute("aria-current") for link in underlined] == ["true"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_theme_follows_the_system(opened, language):
    page = opened(*select_kinds("home"), language, color_scheme="dark")
    assert page.evaluate(LUMINANCE) < 0.2
    page.emulate_media(color_scheme="light")
    assert page.evaluate(LUMINANCE) > 0.9
