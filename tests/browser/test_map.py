"""The map in a browser: labels in their fonts, highlighted routes, pan and zoom, and use without scripts."""

from itertools import combinations

import pytest

from tests.support.browser_actions import follow

WIDTHS = [320, 390, 768, 1280, 1600]
PATHS = ["", "map/", "camps/sachsenhausen/"]
# Frame and texts of the visible map, in CSS pixels: [words, type size, left, top, right, bottom].
BOXES = """() => {
  const sheet = [...document.querySelectorAll(".map-sheet")].find(svg => svg.getBoundingClientRect().width);
  const box = element => { const {left, top, right, bottom} = element.getBoundingClientRect(); return [left, top, right, bottom]; };
  const unit = sheet.getBoundingClientRect().width / sheet.viewBox.baseVal.width;
  const size = text => parseFloat(getComputedStyle(text).fontSize) * unit;
  const texts = [...sheet.querySelectorAll("text")].filter(text => text.getBoundingClientRect().width && !text.hasAttribute("transform"));
  return {frame: box(sheet), texts: texts.map(text => [text.textContent, size(text), ...box(text)])};
}"""
SHEET = ".map-sheet:visible"


def overlap(a: list[float], b: list[float]) -> bool:
    """Return True if two boxes share more than their leading."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    return across > 1 and down > 0.3 * min(a[3] - a[1], b[3] - b[1])


def view(page) -> list[float]:
    return [float(number) for number in page.locator(SHEET).get_attribute("viewBox").split()]


@pytest.mark.parametrize("letters", ["the site's", "the reader's own"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_labels_do_not_overlap_and_are_large_enough(origin, browser, language, letters):
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        if letters == "the site's":
            page.goto(f"{origin}/{language}/map/")  # loads the fonts for the next pages
            page.evaluate("document.fonts.ready")
        else:
            page.route("**/*.woff2", lambda route: route.abort())
        for path in PATHS:
            page.goto(f"{origin}/{language}/{path}")
            page.evaluate("document.fonts.ready")
            boxes, where = page.evaluate(BOXES), (width, path)
            texts = boxes["texts"]
            assert len(texts) >= 15, where
            assert min(size for _, size, *_ in texts) >= 10, where
            assert not [(a[0], b[0]) for a, b in combinations(texts, 2) if overlap(a[2:], b[2:])], where
            left, _, right, _ = boxes["frame"]
            assert not [words for words, _, *box in texts if box[0] < left or box[2] > right], where
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_base_map_has_the_colours_of_the_page(origin, browser, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    fetched = []
    page.on("response", lambda response: fetched.append((response.url, response.status)))
    page.goto(f"{origin}/en/map/", wait_until="networkidle")
    assert [status for address, status in fetched if ".svg" in address and "/map/" in address] == [200]
    coast = page.locator(".map-wide .map-coast")
    assert coast.bounding_box()["width"] > 500
    stroke = coast.evaluate("path => getComputedStyle(path).stroke")
    assert stroke == page.locator("body").evaluate("body => getComputedStyle(body).color")
    context.close()


def test_focus_hover_and_fragment_highlight_route_and_legend(origin, page_without_scripts):
    page = page_without_scripts
    page.goto(f"{origin}/en/map/")
    flows = page.locator(".map-wide a.map-flow")
    entries = page.locator(".map-legend li")

    def colours(locator):
        return [element.evaluate("element => getComputedStyle(element).color") for element in locator.all()]

    assert len(set(colours(flows))) == 1
    flows.nth(1).focus()
    first, picked, last = colours(flows)
    assert first == last != picked
    assert colours(entries) == [first, picked, last]
    page.locator(".map-legend li").nth(2).hover()
    flows.nth(1).evaluate("link => link.blur()")
    first, other, hovered = colours(flows)
    assert first == other != hovered
    page.goto(f"{origin}/en/map/#route-winter-1944-1945-westward")
    page.mouse.move(0, 0)
    target, *others = colours(flows)
    assert target not in others


def test_period_is_chosen_without_scripts(origin, page_without_scripts):
    page = page_without_scripts
    page.goto(f"{origin}/en/map/")
    assert page.locator(".map-tools").is_hidden()
    follow(page.get_by_role("navigation", name="Time").get_by_role("link", name="spring 1945"))
    assert page.url == f"{origin}/en/map/?time=1945-spring"
    assert page.locator(".map-wide a.map-flow").count() == 2


def test_buttons_and_keys_move_the_map_without_layout_shift(origin, page):
    page.add_init_script("""window.moved = 0;
      new PerformanceObserver(list => { for (const shift of list.getEntries()) window.moved += shift.value; }).observe({type: "layout-shift", buffered: true});""")
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{origin}/en/map/", wait_until="networkidle")
    initial = view(page)
    page.get_by_role("button", name="Closer").press("Enter")
    left, top, width, _ = view(page)
    assert width == pytest.approx(initial[2] / 1.5)
    assert page.locator(".map-tools output").text_content() == "1.5 ×"
    page.get_by_role("button", name="Move east").press("Enter")
    assert view(page)[0] > left
    page.locator(SHEET).focus()
    page.keyboard.press("ArrowUp")
    assert view(page)[1] < top
    page.get_by_role("button", name="Whole").click()
    assert view(page) == pytest.approx(initial)
    assert page.evaluate("window.moved") < 0.001


def test_wheel_zooms_the_map_only_with_control_key(origin, page):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{origin}/en/map/", wait_until="networkidle")
    initial = view(page)
    page.locator(SHEET).hover()
    page.mouse.wheel(0, 200)
    page.wait_for_function("scrollY > 0")
    assert view(page) == initial
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function("document.querySelector('.map-wide').viewBox.baseVal.width < 900")


def test_focused_mark_is_moved_into_view(origin, page):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{origin}/en/map/", wait_until="networkidle")
    for _ in range(3):
        page.get_by_role("button", name="Closer").click()
    page.locator(f"{SHEET} a[href$='/camps/stutthof/']").focus()
    left, top, width, height = view(page)
    mark = page.locator(f"{SHEET} a[href$='/camps/stutthof/'] circle")
    x, y = (float(mark.get_attribute(name)) for name in ("cx", "cy"))
    assert left < x < left + width
    assert top < y < top + height


@pytest.mark.parametrize("path", PATHS)
def test_one_map_is_printed(origin, page, path):
    page.set_viewport_size({"width": 688, "height": 900})
    page.emulate_media(media="print")
    page.goto(f"{origin}/en/{path}")
    assert page.locator(SHEET).count() == 1
