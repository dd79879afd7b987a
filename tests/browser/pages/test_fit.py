"""Pages fit: narrow windows, enlarged pages, and a reader's own spacing of text (WCAG 1.4.4, 1.4.10, 1.4.12)."""

import pytest

from tests.support.page_kinds import KINDS, LANGUAGES

pytestmark = pytest.mark.xdist_group("pages")

HEIGHT = 800
# 640 is a window of 1280 pixels enlarged to 200 per cent, 320 one enlarged to 400; at 1160 there are just three columns.
WIDTHS = (320, 640, 1160, 1600)
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }"""
SPACE = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""
# Elements that stick out of the window, and do not lie in one that scrolls or hides by itself.
OUTSIDE = """() => {
  if (document.documentElement.scrollWidth > innerWidth) return ["the page"];
  const shown = one => one.checkVisibility() && !one.closest(".visually-hidden, .skip, svg, .kwic");
  return [...document.querySelectorAll("main *, header *, footer *")].filter(shown).filter(one => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1);
  }).map(one => one.outerHTML.slice(0, 100));
}"""
# Words that are cut off by their own box, and lines of text that lie over each other. Superscript references are meant to stand between lines.
COLLIDING = """() => {
  const skipped = ".visually-hidden, .skip, svg, .ref, .kwic, .qr-holder";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = [], found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest(skipped) || !holder.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(holder).fontSize);
    for (const box of range.getClientRects()) {
      const middle = (box.top + box.bottom) / 2;
      if (box.width > 1) lines.push({ left: box.left, right: box.right, top: middle - size / 3, bottom: middle + size / 3, words: node.data.trim().slice(0, 40) });
    }
  }
  lines.sort((one, other) => one.top - other.top);
  lines.forEach((one, at) => {
    for (const other of lines.slice(at + 1)) {
      if (other.top >= one.bottom - 1) break;
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2) found.push(`${one.words} | ${other.words}`);
    }
  });
  for (const one of document.querySelectorAll("main *, header *, footer *")) {
    const style = getComputedStyle(one);
    if (one.closest(skipped) || !one.checkVisibility() || style.overflowX === "visible" || one.matches("input")) continue;
    if (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1) found.push(`cut: ${one.outerHTML.slice(0, 80)}`);
  }
  return found;
}"""
# Commas and full stops that do not stand right after the words they belong to. Addresses in citations may be broken anywhere.
ASTRAY = """() => {
  const walker = document.createTreeWalker(document.querySelector("main") || document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const before = node.previousSibling;
    if (!/^[,.،؛]/.test(node.data) || !before?.checkVisibility?.() || node.parentElement.closest("svg, script, .citation")) continue;
    const range = document.createRange();
    range.setStart(node, 0);
    range.setEnd(node, 1);
    const own = range.getBoundingClientRect();
    range.selectNode(before);
    const beside = box => Math.max(own.left - box.right, box.left - own.right) < 8 && Math.max(own.top, box.top) < Math.min(own.bottom, box.bottom);
    if (![...range.getClientRects()].some(beside)) found.push(node.parentElement.outerHTML.slice(0, 100));
  }
  return found;
}"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_page_fits_its_window_also_with_wider_spacing_of_text(seen_again, kind, language):
    page = seen_again(kind, language)
    found = {width: faults(page, width) for width in WIDTHS}
    page.evaluate(SPACE, SPACING)
    found |= {f"{width}, spaced": faults(page, width) for width in (320, 1280)}
    assert found == {one: [] for one in found}


def faults(page, width: int) -> list[str]:
    """What sticks out, is cut off, lies over something or has lost its words in a window of a width."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    return page.evaluate(OUTSIDE) + page.evaluate(COLLIDING) + page.evaluate(ASTRAY)
