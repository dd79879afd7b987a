"""A first visit shows a page in all of the site's families or in none."""

import time

import pytest

from tests.support.page_kinds import LANGUAGES, select_kinds

pytestmark = pytest.mark.xdist_group("pages")

# Elements with text of their own that is read, without code, which is in a fixed-width font of the reader's.
TEXTS = """[...document.querySelectorAll("body *")].filter(element => element.checkVisibility() && !element.closest("code, pre, desc")
  && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .map((element, index) => element.setAttribute("data-probe", index)).length"""
SETTLED = "async () => { await document.fonts.ready; await new Promise(then => setTimeout(then, 300)); }"


def list_origins(page) -> set[bool]:
    """Return whether the fonts that draw the texts of a page are the site's (True), the reader's own (False), or both."""
    page.evaluate(SETTLED)
    page.evaluate(TEXTS)
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-probe]"})["nodeIds"]
    assert nodes
    fonts = (session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] for node in nodes)
    return {font["isCustomFont"] for used in fonts for font in used}


def delay(file: str):
    """Return a function that makes a page wait a second for the fonts whose names contain ``file``."""
    return lambda page: page.route(f"**/*{file}*.woff2", lambda route: (time.sleep(1), route.continue_()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", select_kinds("home", "reading room", "glossary"), ids=lambda kind: kind.name)
def test_families_come_together_or_not_at_all(opened, kind, language):
    # A busy machine may be too late even without a delay.
    assert len(list_origins(opened(kind, language))) == 1
    assert list_origins(opened(kind, language, before=delay("source-sans"))) == {False}


@pytest.mark.parametrize("language", LANGUAGES)
def test_next_page_is_in_the_fonts_of_the_site(opened, site, language):
    page = opened(*select_kinds("home"), language)
    for _ in range(3):
        page.goto(f"{site}/{language}/sources/")
    assert list_origins(page) == {True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_source_have_the_marks_and_the_letter_of_their_language(opened, language):
    # Two accounts, one in Arabic and one in English: the words of one of them are in the language of the page.
    page = opened(*select_kinds("movement"), language)
    styles = page.evaluate("""[...document.querySelectorAll("q.source-words")].map(words => {
      const style = getComputedStyle(words);
      return [words.matches(":lang(ar)") ? "ar" : "en", style.quotes, style.fontFamily.split(",")[0].replaceAll('"', ""), style.unicodeBidi];
    })""")
    assert {tuple(style) for style in styles} == {
        ("ar", '"«" "»"', "Amiri", "isolate"),
        ("en", '"“" "”"', "EB Garamond", "isolate"),
    }
