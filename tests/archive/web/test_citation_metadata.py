"""Metadata of pages are what Zotero's translator “Embedded Metadata” makes the right item of.

``read_creators`` has the rules by which that translator and ``cleanAuthor`` of its utilities divide names, in words of ours.
"""

import re

import pytest
from django.test import Client
from lxml import html

from archive.web.record_page import (
    MAX_EMBEDDED_ADDRESSES,
    MAX_EMBEDDED_RECORDS,
    keep_name_whole,
    list_citation_metadata,
    shorten_document,
)

SOURCE_PAGE = "sources/ushmm-death-marches/"
MUSEUM = {
    "ar": "متحف الولايات المتحدة التذكاري للهولوكوست (USHMM)",
    "en": "United States Holocaust Memorial Museum (USHMM)",
}
ROUTE_PAGE = "routes/winter-1944-1945-westward/"


def read_creators(authors: list[str]) -> list[tuple[str, str]]:
    """Return first and last names as Zotero divides the contents of ``citation_author``; without a first name the name is whole."""
    creators = []
    for author in authors:
        names = re.split(r"\s*;\s*", author)
        if len(names) == 1 and len(authors) == 1:
            parts = re.split(r"\s*,\s*", author)
            if len(parts) > 1 and " " in parts[0] and " " in parts[1]:
                names = parts
        creators += [divide_name(name.strip()) for name in names if re.search(r"[^\s,-.;]", name)]
    return creators


def read_abstract(metadata: dict[str, list[str]]) -> str:
    """Return the abstract that Zotero takes: ``citation_abstract``, or else the description."""
    return metadata.get("citation_abstract", metadata["description"])[0]


def divide_name(name: str) -> tuple[str, str]:
    has_comma = "," in name
    name = re.sub(r"^[\s.,/\[\]:]+|[\s.,/\[\]:]+$", "", name)
    if not has_comma:
        first, _space, last = name.rpartition(" ")
        return first, last
    last, *rest = re.split("[,،] ?", name)
    return (rest[0] if rest else ""), last


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        (MUSEUM["en"], MUSEUM["en"]),
        (MUSEUM["ar"], MUSEUM["ar"]),
        ("Yad Vashem", "Yad Vashem"),
        ("USHMM", "USHMM"),
        ("International Tracing Service, Bad Arolsen", "International Tracing Service – Bad Arolsen"),
        ("Institute of National Remembrance, Commission, Warsaw", "Institute of National Remembrance – Commission – Warsaw"),
        ("الأرشيف الوطني، واشنطن العاصمة", "الأرشيف الوطني – واشنطن العاصمة"),
        ("Red Cross; Geneva Office", "Red Cross – Geneva Office"),
        ("Museum and Archive,", "Museum and Archive"),
        ("أرشيف الدولة،", "أرشيف الدولة"),
    ],
)
def test_name_of_an_institution_stays_whole(name, whole):
    assert read_creators([keep_name_whole(name)]) == [("", whole)]
    assert read_creators([keep_name_whole(name), keep_name_whole("Another Body")]) == [("", whole), ("", "Another Body")]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", [SOURCE_PAGE, f"{SOURCE_PAGE}3/", f"{SOURCE_PAGE}3.5/", f"{SOURCE_PAGE}3.5@12-40/"])
def test_museum_is_an_institution_and_the_language_that_of_its_words(db, language, path):
    metadata = read_metadata(f"/{language}/{path}")
    assert read_creators(metadata["citation_author"]) == [("", MUSEUM[language])]
    assert metadata["DC.creator"] == [MUSEUM[language]]
    assert metadata["citation_language"] == metadata["DC.language"] == ["ar"]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("path", "short_title", "abstract"),
    [
        (ROUTE_PAGE, {"ar": "نحو الغرب، شتاء 1944-1945", "en": "Westward, winter 1944–1945"}, {"ar": "أوشفيتز", "en": "Auschwitz"}),
        ("camps/dachau/", {"ar": "معسكر داخاو", "en": "Dachau camp"}, {"ar": ".", "en": "."}),
        (
            "claims/thousands-died/",
            {"en": "Thousands of prisoners died of “exposure”, of being starved, and of exhaustion"},
            {"en": "Thousands of prisoners died of “exposure”, of being starved, and of exhaustion."},
        ),
        (SOURCE_PAGE, {"ar": "[مسيرات الموت]", "en": "[Death marches]"}, dict.fromkeys(("ar", "en"), "عملية هجوم ضخمة")),
        (
            f"{SOURCE_PAGE}3.3@0-21/",
            dict.fromkeys(("ar", "en"), "«مات الآلاف من السجناء»"),
            dict.fromkeys(("ar", "en"), "مات الآلاف من السجناء"),
        ),
    ],
)
def test_short_title_and_abstract_are_of_the_record(db, language, path, short_title, abstract):
    metadata = read_metadata(f"/{language}/{path}")
    if language in short_title:
        assert metadata["bibo:shortTitle"] == [short_title[language]]
        assert abstract[language] in read_abstract(metadata)
    assert "archive of record" not in read_abstract(metadata)
    assert "أرشيف" not in read_abstract(metadata)
    assert len(read_abstract(metadata)) <= 1_001


@pytest.mark.parametrize("path", ["claims/thousands-died/", f"{SOURCE_PAGE}3.3/"])
def test_short_text_is_said_once(db, path):
    assert "citation_abstract" not in read_metadata(f"/en/{path}")


def test_long_text_has_an_abstract_that_is_longer_than_the_description(db):
    metadata = read_metadata(f"/en/{SOURCE_PAGE}3/")
    description = metadata["description"][0].rstrip("…")
    assert len(description) < 300 < len(metadata["citation_abstract"][0])
    assert metadata["citation_abstract"][0].startswith(description)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "page",
    [
        "claims/thousands-died/",
        "camps/dachau/",
        "places/baltic-sea/",
        ROUTE_PAGE,
        SOURCE_PAGE,
        f"{SOURCE_PAGE}3.5/edition",
    ],
)
def test_page_at_the_cited_address_makes_the_same_item(db, language, page):
    """A reader who follows a citation and saves the page gets what the living page gives."""
    if page.endswith("edition"):
        living, cited = f"/{language}/{page.removesuffix('edition')}", "/id/passage/ushmm-death-marches:3.5/edition/1"
    else:
        living = f"/{language}/{page}"
        cited = read_metadata(living)["citation_public_url"][0].removeprefix("http://127.0.0.1:8000")
    response = Client(headers={"accept-language": language}).get(cited)
    assert response.status_code == 200
    expected, metadata = read_metadata(living), read_metadata(cited, language)
    for name in ("citation_title", "citation_author", "citation_language", "citation_public_url", "bibo:shortTitle", "z:itemType"):
        assert metadata.get(name) == expected.get(name), name
    assert read_abstract(metadata)


def test_page_of_the_archive_has_no_author_and_nothing_that_is_taken_for_one(db):
    for path in ("claims/thousands-died/", "camps/dachau/", ROUTE_PAGE):
        response = Client().get(f"/en/{path}")
        tree = html.document_fromstring(response.content.decode())
        assert "citation_author" not in read_metadata(f"/en/{path}")
        assert not tree.xpath("//*[contains(@class, 'byline') or contains(@class, 'vcard') or @rel='author']")


def test_metadata_has_no_names_that_zotero_takes_for_more():
    item = {"title": "T", "title-short": "S", "container-title": "C", "language": "ar", "URL": "u", "type": "webpage"}
    names = [name for name, _content in list_citation_metadata(item, "")]
    assert "citation_abstract" not in names
    assert not {"DC.type", "DC.description", "DC.source"} & {*names}


def read_metadata(address: str, language: str = "ar") -> dict[str, list[str]]:
    tree = html.document_fromstring(Client(headers={"accept-language": language}).get(address).content.decode())
    metadata: dict[str, list[str]] = {}
    for element in tree.xpath("//meta[@name]"):
        metadata.setdefault(element.get("name"), []).append(element.get("content"))
    return metadata


def test_long_lists_in_the_json_ld_of_a_page_have_the_first_addresses_alone():
    places = [{"@type": "Place", "@id": f"/id/camp/{number}", "geo": {}} for number in range(MAX_EMBEDDED_ADDRESSES + 1)]
    numbers = [{"@type": "QuantitativeValue", "value": number} for number in range(MAX_EMBEDDED_RECORDS + 1)]
    names = [{"@language": "en", "@value": "March"} for _place in places]
    document = {"@type": "Event", "name": names, "location": places[:MAX_EMBEDDED_RECORDS], "mentions": numbers[1:]}
    assert shorten_document(document) == document
    addresses = [{"@type": "Place", "@id": place["@id"]} for place in places]
    for count in (MAX_EMBEDDED_RECORDS + 1, MAX_EMBEDDED_ADDRESSES):
        assert shorten_document({**document, "location": places[:count]}) == {**document, "location": addresses[:count]}
    assert shorten_document({**document, "location": places}) == {**document, "location": addresses[:MAX_EMBEDDED_ADDRESSES]}
    assert shorten_document({**document, "mentions": numbers}) == {name: document[name] for name in ("@type", "name", "location")}
