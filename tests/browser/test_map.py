"""The map in a real browser: its labels as the fonts set them, routes picked out, pan and zoom, and all of it without scripts."""

from itertools import combinations

import pytest

from tests.support.browser_actions import follow

WIDTHS = [320, 390, 768, 1280, 1600]
PATHS = ["", "map/", "camps/sachsenhausen/"]
# The boxes of what is read on the map that is shown, in CSS pixels: [words, left, top, right, bottom], and its frame.
BOXES = """() => {
  const sheet = [...document.querySelectorAll(".map-sheet")].find(one => one.getBoundingClientRect().width);
  const box = one => { const {left, top, right, bottom} = one.getBoundingClientRect(); return [left, top, right, bottom]; };
  const unit = sheet.getBoundingClientRect().width / sheet.viewBox.baseVal.width;
  const size = one => parseFloat(getComputedStyle(one).fontSize) * unit;
  const texts = [...sheet.querySelectorAll("text")].filter(one => one.getBoundingClientRect().width && !one.hasAttribute("transform"));
  return {frame: box(sheet), texts: texts.map(one => [one.textContent, size(one), ...box(one)])};
}"""
SHEET = ".map-sheet:visible"


def overlap(one: list[float], other: list[float]) -> bool:
    """Whether two boxes share more than their leading."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 1 and down > 0.3 * min(one[3] - one[1], other[3] - other[1])


def view(page) -> list[float]:
    return [float(number) for number in page.locator(SHEET).get_attribute("viewBox").split()]


@pytest.mark.parametrize("letters", ["the site's", "the reader's own"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_labels_as_they_are_set_never_collide_and_are_large_enough(served, browser, language, letters):
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        if letters == "the site's":
            page.goto(f"{served}/{language}/map/")  # letters that come late are there for the next page
            page.evaluate("document.fonts.ready")
        else:
            page.route("**/*.woff2", lambda route: route.abort())
        for path in PATHS:
            page.goto(f"{served}/{language}/{path}")
            page.evaluate("document.fonts.ready")
            seen, where = page.evaluate(BOXES), (width, path)
            texts = seen["texts"]
            assert len(texts) >= 15, where
            assert min(size for _, size, *_ in texts) >= 10, where
            assert not [(a[0], b[0]) for a, b in combinations(texts, 2) if overlap(a[2:], b[2:])], where
            left, _, right, _ = seen["frame"]
            assert not [words for words, _, *box in texts if box[0] < left or box[2] > right], where
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_base_map_takes_the_colours_of_the_page(served, browser, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    fetched = []
    page.on("response", lambda answer: fetched.append((answer.url, answer.status)))
    page.goto(f"{served}/en/map/", wait_until="networkidle")
    assert [status for address, status in fetched if ".svg" in address and "/map/" in address] == [200]
    coast = page.locator(".map-wide .map-coast")
    assert coast.bounding_box()["width"] > 500
    stroke = coast.evaluate("one => getComputedStyle(one).stroke")
    assert stroke == page.locator("body").evaluate("one => getComputedStyle(one).color")
    context.close()


def test_a_route_is_picked_out_by_focus_and_by_hover_and_its_citation_with_it(served, page_without_scripts):
    page = page_without_scripts
    page.goto(f"{served}/en/map/")
    flows = page.locator(".map-wide a.map-flow")
    entries = page.locator(".map-legend li")

    def colours(found):
        return [one.evaluate("one => getComputedStyle(one).color") for one in found.all()]

    assert len(set(colours(flows))) == 1
    flows.nth(1).focus()
    first, picked, last = colours(flows)
    assert first == last != picked
    assert colours(entries) == [first, picked, last]
    page.locator(".map-legend li").nth(2).hover()
    flows.nth(1).evaluate("one => one.blur()")
    first, other, hovered = colours(flows)
    assert first == other != hovered
    page.goto(f"{served}/en/map/#route-winter-1944-1945-westward")
    page.mouse.move(0, 0)
    target, *others = colours(flows)
    assert target not in others


def test_a_time_is_chosen_without_scripts(served, page_without_scripts):
    page = page_without_scripts
    page.goto(f"{served}/en/map/")
    assert page.locator(".map-tools").is_hidden()
    follow(page.get_by_role("navigation", name="Time").get_by_role("link", name="spring 1945"))
    assert page.url == f"{served}/en/map/?time=1945-spring"
    assert page.locator(".map-wide a.map-flow").count() == 2


def test_buttons_and_keys_move_the_map_and_nothing_jumps(served, page):
    page.add_init_script("""window.moved = 0;
      new PerformanceObserver(list => { for (const one of list.getEntries()) window.moved += one.value; }).observe({type: "layout-shift", buffered: true});""")
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{served}/en/map/", wait_until="networkidle")
    whole = view(page)
    page.get_by_role("button", name="Closer").press("Enter")
    left, top, width, _ = view(page)
    assert width == pytest.approx(whole[2] / 1.5)
    assert page.locator(".map-tools output").text_content() == "1.5 ×"
    page.get_by_role("button", name="Move east").press("Enter")
    assert view(page)[0] > left
    page.locator(SHEET).focus()
    page.keyboard.press("ArrowUp")
    assert view(page)[1] < top
    page.get_by_role("button", name="Whole").click()
    assert view(page) == pytest.approx(whole)
    assert page.evaluate("window.moved") < 0.001


def test_the_wheel_scrolls_the_page_unless_the_map_is_asked(served, page):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{served}/en/map/", wait_until="networkidle")
    whole = view(page)
    page.locator(SHEET).hover()
    page.mouse.wheel(0, 200)
    page.wait_for_function("scrollY > 0")
    assert view(page) == whole
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function("document.querySelector('.map-wide').viewBox.baseVal.width < 900")


def test_what_takes_the_focus_comes_into_sight(served, page):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{served}/en/map/", wait_until="networkidle")
    for _ in range(3):
        page.get_by_role("button", name="Closer").click()
    page.locator(f"{SHEET} a[href$='/camps/stutthof/']").focus()
    left, top, width, height = view(page)
    mark = page.locator(f"{SHEET} a[href$='/camps/stutthof/'] circle")
    x, y = (float(mark.get_attribute(name)) for name in ("cx", "cy"))
    assert left < x < left + width
    assert top < y < top + height
