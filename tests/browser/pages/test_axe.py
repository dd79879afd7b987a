"""No violation of WCAG 2.2 AA, nor of the good practices, that axe-core can see: every kind of page, both languages, both themes, phone and desktop."""

from functools import cache

import pytest

from tests.support.page_kinds import KINDS, LANGUAGES, select_kinds
from tests.support.repository import ROOT
from tests.support.viewports import DESKTOP, PHONE

pytestmark = pytest.mark.xdist_group("pages")

AXE = ROOT / "node_modules" / "axe-core" / "axe.js"
# axe takes letters that join for icons and would judge no contrast of Arabic.
LIGATURES = "function _isIconLigature(textVNode) {"
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# A theme sets nothing but colours (tests/house/test_css.py): what else there is to find was found in the other.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RUN = """async rules => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
  return found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)}`));
}"""


@cache
def axe() -> str:
    """The checker, made to judge Arabic as it judges Latin."""
    script = AXE.read_text(encoding="utf-8")
    assert script.count(LIGATURES) == 1
    return script.replace(LIGATURES, f"{LIGATURES} return false;")


def violations(page, rules: dict) -> list[str]:
    """What the checker finds against some rules, on a page in which it is."""
    return page.evaluate(RUN, rules)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_violation(seen_again, kind, language):
    page = seen_again(kind, language)
    page.evaluate(axe())
    found = {}
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        for theme, rules in (("light", ALL), ("dark", COLOURS)):
            page.emulate_media(color_scheme=theme)
            found[viewport["width"], theme] = violations(page, rules)
    assert found == {one: [] for one in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_faint_words_are_seen_in_both_scripts(seen_again, language):
    page = seen_again(*select_kinds("rights"), language)
    page.evaluate(axe())
    page.evaluate("document.querySelector('h1').style.color = 'rgb(128 128 128 / .4)'")
    assert [one for one in violations(page, ALL) if one.startswith("color-contrast: <h1")]
