"""The list of many places: every place is on one page, and the index reaches it by letter in both scripts, by kind and by main camp."""

import re
from itertools import pairwise

import pytest
from django.db.models import Count
from django.test import Client
from lxml import html

from archive.edition_cache import CURRENT_EDITION
from archive.models import Subject
from camps import place_list
from camps.models import Place
from camps.place_index import find_letter, make_fragment, strip_article
from camps.spellings import load_spellings
from tests.support.html_pages import read_page

pytestmark = pytest.mark.django_db
SIZE = 2


def list_rows(page) -> list[str]:
    """Return the identifiers of the places that the table of a page lists, in order."""
    table = page.xpath("//section[contains(@class, 'wide')]//table")[0]
    return [href.split("/")[-2] for href in table.xpath(".//tbody/tr/th[@scope='row']/a/@href")]


def list_pages(query: str = "", language: str = "en") -> list:
    """Return all pages of a list, from page to page."""
    pages, address = [], f"/{language}/camps/{query}"
    while address:
        pages.append(read_page(address))
        following = pages[-1].xpath("//link[@rel='next']/@href")
        address = following[0].removeprefix("http://127.0.0.1:8000") if following else ""
    return pages


@pytest.fixture
def many(monkeypatch):
    monkeypatch.setattr(place_list, "PLACES_PER_PAGE", SIZE)


@pytest.fixture
def subcamps(many):
    """Make one camp the whole of two others."""
    whole, *parts = Place.objects.filter(kind="camp")[:3]
    Place.objects.filter(pk__in=[part.pk for part in parts]).update(kind="subcamp", part_of=whole)
    return whole, parts


def test_few_places_are_listed_whole_without_an_index():
    page = read_page("/en/camps/")
    assert list_rows(page) == [place.subject.identifier for place in Place.objects.select_related("subject")]
    assert not page.xpath("//nav[contains(@class, 'page-index')]")
    assert Client().get("/en/camps/?page=2").status_code == 404


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("script", ["ar", "en"])
def test_every_place_is_on_one_page_in_the_order_of_its_name(many, language, script):
    pages = list_pages("" if script == language else f"?script={script}", language)
    listed = [identifier for page in pages for identifier in list_rows(page)]
    assert len(pages) == -(-Place.objects.count() // SIZE)
    assert sorted(listed) == sorted(Subject.objects.exclude(kind="route").values_list("identifier", flat=True))
    names = dict(Subject.objects.exclude(kind="route").values_list("identifier", f"name_{script}"))
    keys = [strip_article(names[identifier], script) for identifier in listed]
    assert all(before <= after for before, after in pairwise(keys))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_letters_in_both_scripts_lead_to_the_page_on_which_their_places_begin(many, language):
    reached = {"ar": set(), "en": set()}
    letters = read_page(f"/{language}/camps/").xpath("//nav[contains(@class, 'page-index')]/ul[@lang]")
    assert [element.get("lang") for element in letters] == [language, "en" if language == "ar" else "ar"]
    for element in letters:
        for link in element.findall(".//a"):
            address, _sign, fragment = link.get("href").partition("#")
            row = read_page(address).get_element_by_id(fragment)
            assert row.text_content().strip() == link.text
            assert row.getnext().find("th").get("scope") == "row"
            reached[element.get("lang")].add(link.text)
    for script, found in reached.items():
        names = Subject.objects.exclude(kind="route").values_list(f"name_{script}", flat=True)
        assert found == {find_letter(name, script) for name in names}


@pytest.mark.parametrize(
    ("name", "script", "letter"),
    [
        ("الأحمدية", "ar", "ا"),
        ("البصرة", "ar", "ب"),
        ("أوشفيتز", "ar", "ا"),
        ("ألتنبورغ", "ar", "ا"),
        ("إبنزيه", "ar", "ا"),
        ("إلريش", "ar", "ا"),
        ("آلبورغ", "ar", "ا"),
        ("آخن", "ar", "ا"),
        ("بُوخِنفالد", "ar", "ب"),
        ("ال", "ar", "ا"),
        ("Łódź", "en", "L"),
        ("Østfold", "en", "O"),
        ("Öhringen", "en", "O"),
        ("the Baltic Sea", "en", "B"),
        ("a barn near Sulejów", "en", "B"),
        ("Theresienstadt", "en", "T"),
        ("“Dora”", "en", "D"),
        ("1. Lager", "en", "#"),
    ],
)
def test_letter_of_a_name(name, script, letter):
    assert find_letter(name, script) == letter
    assert re.fullmatch(r"letter-[0-9a-f]+", make_fragment(letter))


def test_index_leads_to_kinds_and_main_camps(subcamps):
    whole, parts = subcamps
    page = read_page("/en/camps/")
    (camp,) = page.xpath("//nav//details//a")
    pages = list_pages(camp.get("href").removeprefix("/en/camps/"))
    names = [identifier for page in pages for identifier in list_rows(page)]
    assert names[0] == whole.subject.identifier
    assert sorted(names[1:]) == sorted(part.subject.identifier for part in parts)
    kinds = page.xpath("//nav[@class='page-index']/ul[not(@lang)]//a[contains(@href, 'kind=')]/@href")
    assert kinds
    for query in kinds:
        rows = [identifier for page in list_pages(query.removeprefix("/en/camps/")) for identifier in list_rows(page)]
        kind = query.partition("kind=")[2]
        assert sorted(rows) == sorted(Place.objects.filter(kind=kind).values_list("subject__identifier", flat=True))
    assert f"/en/camps/?part-of={whole.subject.identifier}" in read_page(f"/en/camps/{whole.subject.identifier}/").xpath(
        "//a/@href"
    )


@pytest.mark.parametrize(("language", "unknown"), [("en", "country not recorded"), ("ar", "البلد غير مسجَّل")])
def test_index_leads_to_countries_of_today_and_places_without_one(many, language, unknown):
    entries = read_page(f"/{language}/camps/").xpath("//nav[@class='page-index']/ul[not(@lang)]//a[contains(@href, 'country=')]")
    countries = dict(Place.objects.values_list("country").annotate(count=Count("pk")).order_by())
    assert len(entries) == len(countries)
    names = [entry.text for entry in entries]
    assert ("" in countries) == (names[-1] == unknown)
    for entry in entries:
        query = entry.get("href").removeprefix(f"/{language}/camps/")
        rows = [identifier for page in list_pages(query, language) for identifier in list_rows(page)]
        code = query.partition("country=")[2].replace("none", "")
        assert sorted(rows) == sorted(Place.objects.filter(country=code).values_list("subject__identifier", flat=True))
        assert entry.getnext().text == str(countries[code])


def test_index_leads_to_the_places_in_a_region_but_to_no_subcamp_by_its_main_camp(subcamps):
    main_camp, parts = subcamps
    assert not read_page("/en/camps/").xpath("//nav[@class='page-index']//a[contains(@href, 'region=')]")
    region = Place.objects.get(subject__identifier="eastern-belarus")
    village = Place.objects.exclude(pk__in=[main_camp.pk, region.pk, *(part.pk for part in parts)]).filter(kind="camp")[0]
    Place.objects.filter(pk=main_camp.pk).update(part_of=region)
    Place.objects.filter(pk=village.pk).update(kind="village", part_of=region)
    (entry,) = read_page("/en/camps/").xpath("//nav[@class='page-index']//a[contains(@href, 'region=')]")
    assert (entry.text, entry.getnext().text) == ("Eastern Belarus", "2")
    pages = list_pages(entry.get("href").removeprefix("/en/camps/"))
    first, *others = [identifier for page in pages for identifier in list_rows(page)]
    assert first == "eastern-belarus"
    assert sorted(others) == sorted(place.subject.identifier for place in (main_camp, village))
    assert "Eastern Belarus and the places in it" in pages[0].text_content()


def test_page_has_an_address_a_title_and_neighbours_of_its_own(many):
    page = read_page("/en/camps/?script=ar&page=2")
    origin = "http://127.0.0.1:8000/en/camps/"
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{origin}?script=ar&page=2"]
    assert page.xpath("//link[@rel='prev']/@href") == [f"{origin}?script=ar"]
    assert page.xpath("//link[@rel='next']/@href") == [f"{origin}?script=ar&page=3"]
    assert "page 2 of" in page.findtext(".//title")


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("?page=99", "?page=5"),
        ("?page=0", ""),
        ("?page=x", ""),
        ("?script=ar&page=99", "?script=ar&page=5"),
        ("?script=de", ""),
        ("?kind=castle", ""),
        ("?part-of=nowhere", ""),
        ("?country=XX", ""),
        ("?region=nowhere", ""),
        ("?region=dachau", ""),
        ("?country=DE&kind=camp", ""),
        ("?part-of=dachau&kind=camp", ""),
    ],
)
def test_other_pages_are_404_and_lead_to_the_nearest(many, query, nearest):
    response = Client().get(f"/en/camps/{query}")
    last = -(-Place.objects.count() // SIZE)
    assert response.status_code == 404
    main = html.document_fromstring(response.content.decode()).find(".//main")
    assert main.xpath(".//a/@href")[0] == f"/en/camps/{nearest.replace('page=5', f'page={last}')}"


def test_index_is_read_once_for_an_edition(many, django_assert_num_queries):
    from camps.place_index import load_place_index

    token = CURRENT_EDITION.set("an edition of this test")
    try:
        load_place_index()
        with django_assert_num_queries(0):
            load_place_index()
    finally:
        CURRENT_EDITION.reset(token)


def test_rows_of_a_long_list_count_the_spellings_that_they_leave_out(many, monkeypatch):
    monkeypatch.setattr(place_list, "MAX_SPELLINGS", 1)
    counted = {}
    for page in list_pages():
        for row in page.xpath("//section[contains(@class, 'wide')]//table[1]/tbody/tr[td]"):
            names = row.xpath(".//*[@data-fact='name']")
            more = row.xpath(".//td/a[contains(@class, 'gloss')]/text()")
            counted[row.xpath("./th/a/@href")[0].split("/")[-2]] = len(names) + (int(more[0].split()[1]) if more else 0)
    for place in load_spellings(Place.objects.with_names()):
        assert counted[place.subject.identifier] == len(place.spellings)
