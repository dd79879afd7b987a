"""No violation of WCAG 2.2 AA, nor of the good practices, that axe-core can see: every kind of page, both languages, both themes, phone and desktop."""

from functools import cache

import pytest

from tests.browser.pages.conftest import DESKTOP, PHONE
from tests.house.imports import ROOT
from tests.pagekinds import KINDS, LANGUAGES, named

AXE = ROOT / "node_modules" / "axe-core" / "axe.js"
# axe takes letters that join for icons and would judge no contrast of Arabic.
LIGATURES = "function _isIconLigature(textVNode) {"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async tags => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)}`));
}"""


@cache
def axe() -> str:
    """The checker, made to judge Arabic as it judges Latin."""
    script = AXE.read_text(encoding="utf-8")
    assert script.count(LIGATURES) == 1
    return script.replace(LIGATURES, f"{LIGATURES} return false;")


def violations(page) -> list[str]:
    """What the checker finds on a page in which it is."""
    return page.evaluate(RUN, TAGS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_violation(seen_again, kind, language):
    page = seen_again(kind, language)
    page.evaluate(axe())
    found = {}
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            found[viewport["width"], theme] = violations(page)
    assert found == {one: [] for one in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_faint_words_are_seen_in_both_scripts(seen_again, language):
    page = seen_again(*named("rights"), language)
    page.evaluate(axe())
    page.evaluate("document.querySelector('h1').style.color = 'rgb(128 128 128 / .4)'")
    assert [one for one in violations(page) if one.startswith("color-contrast: <h1")]
