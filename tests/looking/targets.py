"""Tab stops and sizes of targets of every kind of page on a phone: ``make target-sizes``. The exit status is 1 if a target is too small.

A target is too small if WCAG 2.2, success criterion 2.5.8, says so: it is under 24 by 24 CSS pixels, a circle of 24 pixels on its middle touches
another target or the circle of another small target, it is not in a line of other text, and no larger target of the page leads to the same address.
Marks of places on a map, whose position is essential, count as having their larger target in the table of the map, also while it is folded.
"""

from __future__ import annotations

import sys

from playwright.sync_api import Browser, sync_playwright

from tests.support.chromium import FLAGS, find_chromium
from tests.support.page_kinds import KINDS, LANGUAGES
from tests.support.temporary_site import print_line, serve_example
from tests.support.viewports import PHONE

# Tab stops, and descriptions of targets that are too small. A line of text has letters that belong to no target.
MEASURE = """() => {
  const least = 24, selector = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const shown = [...document.querySelectorAll(selector)].filter(element => element.checkVisibility({visibilityProperty: true}));
  const stops = shown.filter(element => element.tabIndex >= 0).length;
  const targets = shown.map(element => {
    const boxes = [...element.getClientRects()].filter(box => box.width > 1 && box.height > 1);
    const box = boxes.sort((a, b) => b.width * b.height - a.width * a.height)[0];
    return box && { element, box, boxes, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, small: box.width < least - .01 || box.height < least - .01 };
  }).filter(target => target && target.box.right > 0 && !target.element.matches(".skip, .skip-over, svg"));
  const hasOwnText = element => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (/[\\p{L}\\p{N}]/u.test(node.data) && !node.parentElement.closest(selector + ", .visually-hidden") && node.parentElement.checkVisibility()) return true;
    }
    return false;
  };
  const isInline = ({ element }) => {
    if (element.closest("svg") || getComputedStyle(element).display !== "inline") return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    return hasOwnText(block);
  };
  const distance = (target, box) => Math.hypot(Math.max(box.left - target.x, 0, target.x - box.right), Math.max(box.top - target.y, 0, target.y - box.bottom));
  const isCrowded = target => targets.some(other => other !== target && !other.element.contains(target.element) && !target.element.contains(other.element) && other.element.href !== target.element.href &&
    (other.boxes.some(box => distance(target, box) < least / 2) || other.small && Math.hypot(other.x - target.x, other.y - target.y) < least));
  const address = element => new URL(element.href?.baseVal ?? element.href ?? "", location).pathname;
  const inTables = new Set([...document.querySelectorAll(".map-data a, table.data a")].map(address));
  const isOnMap = target => target.element.closest(".map-sheet") && inTables.has(address(target.element));
  const hasLarger = target => isOnMap(target) || target.element.closest("svg") && targets.some(other => other !== target && !other.element.closest("svg") && address(other.element) === address(target.element));
  const failing = targets.filter(target => target.small && !isInline(target) && isCrowded(target) && !hasLarger(target));
  return [stops, failing.map(({ element, box }) => `${box.width.toFixed(0)}×${box.height.toFixed(0)} ${element.outerHTML.replace(/\\s+/g, " ").slice(0, 150)}`)];
}"""


def measure_page(browser: Browser, address: str, language: str) -> tuple[int, list[str]]:
    """Return the number of tab stops of a page and its targets that are too small."""
    context = browser.new_context(viewport=PHONE, locale=language)
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.fonts.ready")
    stops, failing = page.evaluate(MEASURE)
    context.close()
    return stops, failing


def main(served: str = "") -> int:
    """Print tab stops and small targets of every page; return the exit status."""
    total = 0
    with serve_example(served) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for kind in KINDS:
            for language in LANGUAGES:
                stops, failing = measure_page(browser, origin + kind.address(language), language)
                total += len(failing)
                print_line(f"{kind.name:34} {language} {stops:5} tab stops, {len(failing):3} targets too small")
                for target in failing:
                    print_line(f"    {target}")
        browser.close()
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
