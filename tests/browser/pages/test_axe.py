"""Every kind of page passes axe-core (WCAG 2.2 AA and good practices), in both languages and themes, on phone and desktop."""

import re
from functools import cache

import pytest

from tests.support.page_kinds import LANGUAGES, VISIT_NAMES, VISITS, select_kinds
from tests.support.repository import ROOT
from tests.support.viewports import DESKTOP, PHONE

pytestmark = pytest.mark.xdist_group("pages")

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Name of the function that takes letters that join for icons, so that axe would judge no contrast of Arabic
LIGATURES = re.compile(r"isIconLigature:function\(\)\{return (\w+)\}")
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# A theme sets nothing but colours (tests/house/test_css.py), so the second is checked for these rules only.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RUN = """async rules => {
  const results = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
  return results.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`));
}"""


@cache
def axe() -> str:
    """Return the script of axe-core, changed to judge Arabic letters too."""
    script = AXE.read_text(encoding="utf-8")
    [name] = LIGATURES.findall(script)
    head, body = script.split(f"function {name}(e){{")
    return f"{head}function {name}(e){{return false;{body}"


def violations(page, rules: dict) -> list[str]:
    """Return the violations of rules on a page that has the script of axe-core."""
    return page.evaluate(RUN, rules)


@pytest.mark.parametrize("loaded_page", VISITS, indirect=True, ids=VISIT_NAMES)
def test_page_has_no_violation(visited_page):
    page = visited_page
    page.evaluate(axe())
    results = {}
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        for theme, rules in (("light", ALL), ("dark", COLOURS)):
            page.emulate_media(color_scheme=theme)
            results[viewport["width"], theme] = violations(page, rules)
    assert not any(results.values()), results


@pytest.mark.parametrize("language", LANGUAGES)
def test_low_contrast_is_reported_in_both_scripts(opened, language):
    page = opened(*select_kinds("rights"), language)
    page.evaluate(axe())
    page.evaluate("document.querySelector('h1').style.color = 'rgb(128 128 128 / .4)'")
    assert any(violation.startswith("color-contrast: <h1") for violation in violations(page, ALL))
