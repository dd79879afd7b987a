"""Pages fit: narrow windows, enlarged pages, and a reader's own spacing of text (WCAG 1.4.4, 1.4.10, 1.4.12)."""

import pytest

from tests.support.page_kinds import KINDS, LANGUAGES, VISIT_NAMES, VISITS

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
# Elements outside the window, except those in elements that scroll or are hidden.
OUTSIDE = """() => {
  if (document.documentElement.scrollWidth > innerWidth) return ["the page"];
  const visible = element => element.checkVisibility() && !element.closest(".visually-hidden, .skip, .skip-over, svg, .kwic");
  return [...document.querySelectorAll("main *, header *, footer *")].filter(visible).filter(element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1);
  }).map(element => element.outerHTML.slice(0, 100));
}"""
# Words cut off by their own box, and overlapping lines of text. Superscript references are between lines on purpose.
COLLIDING = """() => {
  const skipped = ".visually-hidden, .skip, .skip-over, svg, .ref, .kwic, .qr-holder";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = [], collisions = [];
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
  lines.sort((a, b) => a.top - b.top);
  lines.forEach((line, at) => {
    for (const other of lines.slice(at + 1)) {
      if (other.top >= line.bottom - 1) break;
      if (Math.min(line.right, other.right) - Math.max(line.left, other.left) > 2) collisions.push(`${line.words} | ${other.words}`);
    }
  });
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const style = getComputedStyle(element);
    if (element.closest(skipped) || !element.checkVisibility() || element.matches("input")) continue;
    const isWider = style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
    const isCut = isWider || style.overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1;
    if (isCut) collisions.push(`cut: ${element.outerHTML.slice(0, 80)}`);
  }
  return collisions;
}"""
# Commas and full stops that are not right after their words. Addresses in citations may be broken anywhere.
FIND_OVERFLOWING = """() => {
  const walker = document.createTreeWalker(document.querySelector("main") || document.body, NodeFilter.SHOW_TEXT);
  const detached = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const before = node.previousSibling;
    if (!/^[,.،؛]/.test(node.data) || !before?.checkVisibility?.() || node.parentElement.closest("svg, script, .citation")) continue;
    const range = document.createRange();
    range.setStart(node, 0);
    range.setEnd(node, 1);
    const own = range.getBoundingClientRect();
    range.selectNode(before);
    const isAdjacent = box => Math.max(own.left - box.right, box.left - own.right) < 8 && Math.max(own.top, box.top) < Math.min(own.bottom, box.bottom);
    if (![...range.getClientRects()].some(isAdjacent)) detached.push(node.parentElement.outerHTML.slice(0, 100));
  }
  return detached;
}"""

# Dots between facts that begin or end a line, in the text or before and after elements. What begins a line of a clipped row is not seen.
FIND_LOOSE_DOTS = """() => {
  const visible = holder => holder.checkVisibility() && !holder.closest("svg, script, .visually-hidden");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.data.trim() && visible(node.parentElement)) texts.push(node);
  const letters = texts.flatMap(node => [...node.data].map((letter, at) => ({ letter, node, at }))).filter(({ letter }) => letter.trim());
  const measure = ({ node, at }) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  const inOneLine = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2;
  const loose = letters.filter(({ letter }, index) => letter === "·" && [letters[index - 1], letters[index + 1]].some(
    other => other && !inOneLine(measure(letters[index]), measure(other)))).map(({ node }) => node.parentElement.textContent.trim().slice(0, 100));
  for (const element of document.querySelectorAll("main *, footer *")) {
    const [first] = element.getClientRects(), last = [...element.getClientRects()].pop();
    if (!first || !visible(element) || getComputedStyle(element.parentElement).overflowX === "clip") continue;
    const before = element.previousElementSibling?.getBoundingClientRect(), [after] = element.nextElementSibling?.getClientRects() ?? [];
    if (getComputedStyle(element, "::before").content.includes("·") && before && !inOneLine(before, first)) loose.push(element.outerHTML.slice(0, 100));
    if (getComputedStyle(element, "::after").content.includes("·") && after && !inOneLine(last, after)) loose.push(element.outerHTML.slice(0, 100));
  }
  return loose;
}"""


@pytest.mark.parametrize("loaded_page", VISITS, indirect=True, ids=VISIT_NAMES)
def test_page_fits_its_window_also_with_wide_text_spacing(visited_page):
    page = visited_page
    results = {width: faults(page, width) for width in WIDTHS}
    page.evaluate(SPACE, SPACING)
    results |= {f"{width}, spaced": faults(page, width) for width in (320, 1280)}
    assert not any(results.values()), results


LONG_NAME = "Sachsenhausen (Arbeitslager der Fliegerhorst-Werke A.G.)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_name_in_its_contexts_fits_a_narrow_window(opened, language):
    (camp,) = (kind for kind in KINDS if kind.name == "camp")
    page = opened(camp, language, {"width": 320, "height": HEIGHT})
    page.evaluate("name => document.querySelectorAll('.kwic mark').forEach(mark => { mark.textContent = name; })", LONG_NAME)
    boxes = page.evaluate("[...document.querySelectorAll('.kwic mark')].map(mark => mark.getBoundingClientRect().toJSON())")
    assert boxes
    assert all(0 <= box["left"] < box["right"] <= 320 for box in boxes)


def test_printed_page_of_a_list_says_which_of_how_many_it_is(opened):
    (claims,) = (kind for kind in KINDS if kind.name == "claims")
    page = opened(claims, "en")
    page.emulate_media(media="print")
    page.evaluate("document.querySelectorAll('.pager').forEach(pager => pager.remove())")
    main = page.locator("main")
    for before in ("<a>Previous</a>", "<span></span>"):
        pager = f'<nav class="pager">{before}<span>Page 2 of 3</span><span class="jumps"><a>1</a></span><a>Next</a></nav>'
        main.evaluate("(main, pager) => main.insertAdjacentHTML('beforeend', pager)", pager)
        assert page.locator(".pager").last.inner_text().split() == ["Page", "2", "of", "3"]
        words = page.locator(".pager > span:not(:empty)").nth(-2).bounding_box()
        assert words["x"] == page.locator(".pager").last.bounding_box()["x"]


def faults(page, width: int) -> list[str]:
    """Return what is outside the window, cut off, overlapping or detached from its words at a window width, and dots that begin or end a line."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    return page.evaluate(OUTSIDE) + page.evaluate(COLLIDING) + page.evaluate(FIND_OVERFLOWING) + page.evaluate(FIND_LOOSE_DOTS)
