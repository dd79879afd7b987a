"""Selecting, copying, citing and printing the text of a source."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import expect

from archive.dates.words import MONTH_NAMES
from archive.models import Edition, Passage, Source
from tests.support.browser_actions import follow, press_copy_button, select_characters
from tests.support.page_kinds import SOURCE

pytestmark = pytest.mark.django_db

# The printed area of A4 in CSS pixels.
SHEET = {"width": 688, "height": 1032}
# Texts below 8 points, with the scale of drawings and zoomed elements.
FIND_SMALL_TEXT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), small = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest("script, style, title, desc, .visually-hidden, .skip, .skip-over")) continue;
    let scale = 1;
    if (element.ownerSVGElement) scale = Math.hypot(element.getScreenCTM().a, element.getScreenCTM().b);
    else for (let outer = element; outer; outer = outer.parentElement) scale *= parseFloat(getComputedStyle(outer).zoom) || 1;
    const points = parseFloat(getComputedStyle(element).fontSize) * scale * 0.75;
    if (points < 7.9) small.push(`${points.toFixed(1)} ${node.data.trim().slice(0, 40)}`);
  }
  return small;
}"""
SELECT = """ref => {
  const words = document.querySelector(`[data-verbatim="${ref}"]`);
  const range = document.createRange();
  range.selectNodeContents(words);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return selection.toString();
}"""


@pytest.mark.parametrize("language", ["ar", "en"])
def test_selected_text_equals_the_source(origin, page, language):
    page.goto(f"{origin}/{language}/sources/{SOURCE}/?claim=evacuation-last-weeks-baltic")
    for passage in Passage.objects.sentences().select_related("source"):
        assert page.evaluate(SELECT, passage.ref) == passage.text


def test_copied_text_equals_the_source(origin, page):
    page.goto(f"{origin}/ar/sources/{SOURCE}/?text=ar&claims=hidden")
    page.evaluate(SELECT, "3.5")
    page.keyboard.press("Control+C")
    assert page.evaluate("navigator.clipboard.readText()") == Passage.objects.get(ref="3.5").text


def test_selected_words_have_a_permanent_address(origin, page):
    page.goto(f"{origin}/en/sources/{SOURCE}/")
    select_characters(page, "3.5", 12, 40)
    link = page.locator("#cite-words a")
    link.wait_for(state="visible")
    text = Passage.objects.get(ref="3.5").text
    words = text[12:40].strip()
    start = text.index(words, 12)
    assert link.text_content() == f"{origin}/id/passage/{SOURCE}:3.5@{start}-{start + len(words)}"
    page.goto(link.text_content())
    assert "".join(page.locator("#words mark").all_text_contents()) == words


def test_bar_of_a_selection_copies_words_and_address(origin, page):
    page.goto(f"{origin}/ar/sources/{SOURCE}/")
    select_characters(page, "3.3", 0, 21)
    button = page.locator("#cite-words .copy")
    button.click()
    expect(button).to_have_text("نُسخ")
    words = Passage.objects.get(ref="3.3").text[:21]
    assert page.evaluate("navigator.clipboard.readText()") == f"{words}\n{origin}/id/passage/{SOURCE}:3.3@0-21"


@pytest.mark.parametrize(("language", "said"), [("en", "are the archive’s reading"), ("ar", "من قراءة الأرشيف")])
def test_selected_words_of_a_reading_lead_to_its_sentence(origin, page, language, said):
    page.goto(f"{origin}/{language}/sources/{SOURCE}/")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('[id=\"s3.3\"] .reading'))")
    bar = page.locator("#cite-words")
    expect(bar).to_be_visible()
    assert said in bar.text_content()
    assert bar.locator("a").get_attribute("href") == f"{origin}/id/passage/{SOURCE}:3.3"


def test_selection_across_sentences_has_one_address(origin, page):
    page.goto(f"{origin}/en/sources/{SOURCE}/?claims=hidden&text=ar")
    page.evaluate("""() => {
      const [first, last] = ["3.4", "3.5"].map(ref => document.querySelector(`[data-verbatim="${ref}"]`));
      const range = document.createRange();
      range.setStart(first, 0);
      range.setEnd(last, last.childNodes.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""")
    link = page.locator("#cite-words a")
    link.wait_for(state="visible")
    first, last = (Passage.objects.get(ref=ref) for ref in ("3.4", "3.5"))
    assert link.text_content() == f"{origin}/id/passage/{SOURCE}:3.4-3.5@0-{last.end - first.start}"


def test_copy_button_copies_the_shown_citation(origin, page):
    page.goto(f"{origin}/en/sources/{SOURCE}/3.5/")
    page.locator(".other-styles summary").click()
    citation = page.locator("[data-citation=mla]")
    assert press_copy_button(page.locator("[data-citation=mla] + .copy")) == citation.text_content().strip()


def test_copy_button_is_in_the_language_of_the_page(origin, page):
    page.goto(f"{origin}/en/sources/{SOURCE}/3.5/")
    button = page.locator("[data-citation=arabic] + .copy")
    assert (button.text_content(), button.get_attribute("lang"), button.get_attribute("dir")) == ("Copy", "en", "ltr")


DAYS = {
    1: ("January 5, 2027", "5 Jan. 2027", "5 يناير (كانون الثاني) 2027"),
    5: ("May 5, 2027", "5 May 2027", "5 مايو (أيار) 2027"),
    9: ("September 5, 2027", "5 Sept. 2027", "5 سبتمبر (أيلول) 2027"),
}
ACCESS_PHRASES = {
    "en": ("Retrieved {}, from ", " Accessed {}."),
    "ar": ("استرجع في {}، من ", " تاريخ الوصول {}."),
}


@pytest.mark.parametrize("month", DAYS)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_citation_has_the_date_of_access(origin, page, language, month):
    page.clock.set_fixed_time(datetime(2027, month, 5, 12))
    page.goto(f"{origin}/{language}/camps/dachau/")
    english, mla, arabic = DAYS[month]
    citations = {style: page.locator(f"[data-citation={style}]").text_content() for style in ("apa", "mla", "arabic")}
    retrieved, accessed = ACCESS_PHRASES[language]
    assert retrieved.format(english if language == "en" else arabic) in citations["apa"]
    assert accessed.format(mla if language == "en" else arabic) in citations["mla"]
    assert citations["arabic"].endswith(f"، اطُّلع عليه في {arabic}.")


def test_page_without_citation_formats_no_date(origin, page):
    page.add_init_script("""self.formatted = 0;
    const original = Date.prototype.toLocaleDateString;
    Date.prototype.toLocaleDateString = function (...options) { formatted += 1; return original.apply(this, options); };""")
    page.goto(f"{origin}/en/camps/dachau/")
    assert page.evaluate("formatted") > 0
    page.goto(f"{origin}/en/")
    assert page.evaluate("formatted") == 0


def test_browser_and_archive_have_the_same_month_names(origin, page):
    page.goto(f"{origin}/en/about/")
    names = page.evaluate("""() => [...Array(12).keys()].map(month => ["en-US", "ar-EG", "ar-SY"].map(
      locale => new Date(2027, month, 5).toLocaleDateString(locale, {month: "long"})))""")
    assert [english for english, _egyptian, _syrian in names] == MONTH_NAMES["en"]
    assert [f"{egyptian} ({syrian})" for _english, egyptian, syrian in names] == MONTH_NAMES["ar"]


def test_citation_without_scripts_has_no_date_of_access(origin, page_without_scripts):
    page_without_scripts.goto(f"{origin}/en/camps/dachau/")
    citation = page_without_scripts.locator("[data-citation=mla]").text_content()
    assert citation.endswith(f"{origin}/id/camp/dachau/edition/{Edition.objects.latest('number').number}.")
    assert "Accessed" not in citation


def test_views_and_references_work_without_scripts(origin, page_without_scripts):
    page = page_without_scripts
    page.goto(f"{origin}/en/sources/{SOURCE}/?claim=thousands-died")
    page.locator(".room-views summary").click()
    follow(page.get_by_role("link", name="text only", exact=True))
    assert page.locator(".reading").first.is_hidden()
    assert page.locator("li.current").count() == 1, "the claim remains the current one"
    follow(page.get_by_role("link", name="hidden", exact=True))
    assert page.locator("[aria-labelledby=claims]").first.is_hidden()
    page.locator("#go-to-ref").fill("2.3")
    follow(page.get_by_role("button", name="Go"))
    assert page.url == f"{origin}/en/sources/{SOURCE}/2.3/"
    page.goto(f"{origin}/en/sources/{SOURCE}/?ref=2.99")
    follow(page.locator("main a", has_text="2.6"))
    assert page.url == f"{origin}/en/sources/{SOURCE}/2.6/"


@pytest.mark.parametrize("width", [320, 640, 1280])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_reading_room_fits_and_cells_stay_inside_their_rows(origin, browser, width, language):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{origin}/{language}/sources/{SOURCE}/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    rows = page.evaluate("""() => [...document.querySelectorAll(".sentence")].map(row => {
      const box = row.getBoundingClientRect();
      return [...row.querySelectorAll(".verbatim, .reading")].every(cell => {
        const inner = cell.getBoundingClientRect();
        return inner.top >= box.top - 1 && inner.bottom <= box.bottom + 1;
      });
    })""")
    assert len(rows) == Source.objects.with_sentence_count().get().sentence_count
    assert all(rows)
    context.close()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("address", "sides"),
    [("claims/evacuation-winter-1944-1945/", 1), (f"sources/{SOURCE}/3.5/", 1), ("start/", 2), (f"sources/{SOURCE}/", 3)],
)
def test_page_for_class_prints_on_one_sheet(origin, page, language, address, sides):
    page.goto(f"{origin}/{language}/{address}")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) <= sides


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "address", ["", "start/", "glossary/", "timeline/", "camps/stutthof/", "claims/thousands-died/", f"sources/{SOURCE}/"]
)
def test_no_printed_text_is_smaller_than_8_points(origin, page, language, address):
    page.set_viewport_size(SHEET)
    page.goto(f"{origin}/{language}/{address}")
    page.emulate_media(media="print")
    assert page.evaluate(FIND_SMALL_TEXT) == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_citation_and_code_are_on_the_first_sheet_of_the_reading_room(origin, page, language):
    page.set_viewport_size(SHEET)
    page.goto(f"{origin}/{language}/sources/{SOURCE}/")
    page.emulate_media(media="print")
    (cite, code, first) = (page.locator(path).first.bounding_box() for path in (".cite", ".qr", ".sentence"))
    assert cite["y"] < code["y"] + code["height"] < first["y"] < SHEET["height"] / 2


def test_printed_introduction_has_its_address(origin, page):
    page.goto(f"{origin}/en/start/")
    page.emulate_media(media="print")
    assert page.locator(".page-address").is_visible()
    assert page.locator(".page-address").text_content() == f"{origin}/en/start/"


def test_links_to_other_pages_are_not_printed(origin, page):
    page.goto(f"{origin}/en/sources/{SOURCE}/3.5/")
    onward = page.locator("main a[href='/en/verify/']")
    assert onward.is_visible()
    page.emulate_media(media="print")
    assert onward.is_hidden()
