"""Readers follow links from a camp to the quoted words, cite them, and change language and theme on the way."""

from urllib.parse import urlsplit

import pytest
from django.utils.translation import override

from archive.models import Passage, Subject
from tests.support.browser_actions import follow, press_copy_button, select_characters
from tests.support.page_kinds import SOURCE
from tests.support.viewports import DESKTOP, PHONE

pytestmark = pytest.mark.django_db

CAMP, ROUTE = "sachsenhausen", "winter-1944-1945-westward"
SECTIONS = {"ar": "المعسكرات", "en": "Camps"}
OTHER = {"ar": "en", "en": "ar"}


@pytest.fixture
def reader(browser):
    """Return a function that opens a page of a new context: ``reader(viewport, **options)``."""
    contexts = []

    def new(viewport=DESKTOP, **options):
        contexts.append(browser.new_context(viewport=viewport, **options))
        return contexts[-1].new_page()

    yield new
    for context in contexts:
        context.close()


def name(identifier: str, language: str) -> str:
    with override(language):
        return Subject.objects.get(identifier=identifier).name


def marked(page) -> str:
    return "".join(page.locator("#words mark").all_text_contents())


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_links_lead_from_home_over_camp_and_route_to_quoted_words(origin, reader, language, scripts, viewport):
    page = reader(viewport, java_script_enabled=scripts)
    page.goto(f"{origin}/{language}/")
    follow(page.get_by_role("navigation").get_by_role("link", name=SECTIONS[language], exact=True))
    follow(page.locator("table").get_by_role("link", name=name(CAMP, language), exact=True).first)
    assert urlsplit(page.url).path == f"/{language}/camps/{CAMP}/"
    follow(page.locator(".evacuation").get_by_role("link", name=name(ROUTE, language), exact=True).first)
    assert urlsplit(page.url).path == f"/{language}/routes/{ROUTE}/"
    words = page.locator("[data-fact=destination] .ref").first
    quoted = words.evaluate("link => (link.title ? link : link.querySelector('[title]')).title")
    follow(words)
    assert "@" in urlsplit(page.url).path
    assert quoted in marked(page)
    assert quoted in Passage.objects.get(ref=urlsplit(page.url).path.rstrip("/").rpartition("/")[2].partition("@")[0]).text


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_copied_address_marks_the_same_words_in_another_browser(origin, reader, language, viewport):
    teacher = reader(viewport, permissions=["clipboard-read", "clipboard-write"])
    teacher.goto(f"{origin}/{language}/sources/{SOURCE}/")
    words = Passage.objects.get(ref="3.5").text[12:38].strip()
    select_characters(teacher, "3.5", 12, 38)
    link = teacher.locator("#cite-words a")
    link.wait_for(state="visible")
    address = link.text_content()
    follow(link)
    assert marked(teacher) == words
    assert address in press_copy_button(teacher.locator("[data-citation] + .copy").first)
    shared = press_copy_button(teacher.locator("p.address + .copy").first)
    for scripts in (True, False):
        fresh = reader(viewport, locale=language, java_script_enabled=scripts)
        fresh.goto(shared)
        assert urlsplit(fresh.url).path.startswith(f"/{language}/")
        assert marked(fresh) == words


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_change_of_language_and_theme_keeps_page_and_texts(origin, reader, language, scripts, viewport):
    page = reader(viewport, java_script_enabled=scripts, color_scheme="light")
    for path in (f"camps/{CAMP}/", f"sources/{SOURCE}/3.5@12-38/", f"sources/{SOURCE}/?text=ar&claims=hidden"):
        page.goto(f"{origin}/{language}/{path}")
        texts = page.locator("[data-verbatim]").all_text_contents()
        follow(page.locator(".other-language"))
        assert page.url.removeprefix(origin) == f"/{OTHER[language]}/{path}"
        assert page.locator("html").get_attribute("dir") == ("rtl" if OTHER[language] == "ar" else "ltr")
        assert page.locator("[data-verbatim]").all_text_contents() == texts
        page.emulate_media(color_scheme="dark")
        assert page.url.removeprefix(origin) == f"/{OTHER[language]}/{path}"
        follow(page.locator(".other-language"))
        assert page.url.removeprefix(origin) == f"/{language}/{path}"
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize(
    ("path", "place"), [("glossary/", "third-reich"), (f"sources/{SOURCE}/", "s3.5"), (f"camps/{CAMP}/", "text")]
)
def test_change_of_language_keeps_scroll_position(origin, reader, path, place):
    page = reader(PHONE, reduced_motion="reduce")
    page.goto(f"{origin}/ar/{path}")
    target = page.locator(f"[id='{place}']")
    target.evaluate("place => place.scrollIntoView()")
    page.locator(".other-language").evaluate("link => link.click()")
    page.wait_for_url(f"{origin}/en/{path}#{place}")
    assert abs(target.bounding_box()["y"]) < 40
