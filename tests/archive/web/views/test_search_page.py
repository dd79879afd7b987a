"""The search page: matched texts, reasons, facets, pages and alternatives."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from archive.models import Passage
from tests.support.html_pages import search_page, texts_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "en"])
def test_matches_are_marked_in_the_verbatim_text(language):
    tree = search_page(language, q="وداخاو")
    sentence = tree.xpath("//*[@data-verbatim='3.5']")[0]
    passage = Passage.objects.get(ref="3.5")
    assert "".join(sentence.itertext()) == passage.text
    assert texts_at(tree, "//*[@data-verbatim='3.5']/mark") == ["وداخاو", "وداخاو"]
    assert sentence.getparent().get("lang") == "ar"
    assert sentence.getparent().get("dir") == "rtl"
    assert tree.get("lang") == language


def test_passage_links_to_its_first_match_and_its_permanent_address():
    tree = search_page("en", q="Бухенвальд")
    passage = Passage.objects.get(ref="3.5")
    start = passage.text.index("بوخنفالد")
    assert f"/en/sources/ushmm-death-marches/3.5@{start}-{start + 8}/#words" in tree.xpath("//li[contains(@class, 'hit')]//a/@href")
    assert "http://127.0.0.1:8000/id/passage/ushmm-death-marches:3.5" in texts_at(tree, "//p[contains(@class, 'address')]")


@pytest.mark.parametrize(
    ("language", "query", "why"),
    [
        ("en", "Бухенвальд", "“Бухенвальд” is a spelling variant of Buchenwald in the gazetteer (Belarusian Wikipedia"),
        ("ar", "Бухенвальд", "«Бухенвальд» رسم آخر لاسم بوخنفالد في معجم المواضع"),
        ("en", "المسيره", "ة read as ه"),
        ("ar", "المسيره", "ة قُرئت ه"),
        ("en", "المعسكر", "article ال left out"),
        ("ar", "المعسكر", "تُركت أل التعريف"),
        ("en", "marching", "“marches” has the same stem as “marching”"),
        ("en", "evac*", "begins with “evac”"),
        ("en", "Flossenburg", "accents left out"),
        ("en", "أُوشفيتز", "vowel signs left out"),
        ("en", "camp:dachau date:1945", "concerns Dachau"),
        ("ar", "source:ushmm-death-marches", "في المصدر «مسيرات الموت»"),
        ("en", "Gross-Ro*", "“Gross-Rosen” begins with “Gross-Ro”"),
        ("en", "مسيره", "“المسيرة” has the same stem as “مسيره”: article ال left out"),
        ("en", "مسيرات", "ending ة left out"),
    ],
)
def test_hit_has_its_reason(language, query, why):
    reasons = texts_at(search_page(language, q=query), "//p[@class='why']")
    assert any(why in reason for reason in reasons), reasons


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("KZ Buchenwald", ["“KZ Buchenwald” is a name of Buchenwald in the gazetteer"]),
        ("gross rosen", ["“gross rosen” is a name of Gross-Rosen in the gazetteer"]),
        ("(Dachau)", ["“Dachau” is a name of Dachau in the gazetteer"]),
        ("اوشفيتز", ["“اوشفيتز” is a name of Auschwitz in the gazetteer: أ, إ, آ, ؤ and ئ read without hamza"]),
        ("Rogoznica", ["“Rogoznica” is a name of Gross-Rosen in the gazetteer"]),
    ],
)
def test_place_has_one_reason_for_its_name(query, why):
    data = Client().get("/en/search.json", {"q": query}).json()
    assert data["hits"][0]["why"] == why


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("Groß-Rosen", ["“Groß” found as “Gross”: accents left out, letters such as ß and ł written plainly"]),
        ('"القوات المسلحه"', ["“المسلحه” found as “المسلحة”: ة read as ه"]),
        ("gross rosen", ["“gross” stands there", "“rosen” stands there"]),
        ("(Himmler),", ["“Himmler” stands there"]),
    ],
)
def test_reason_of_a_claim_distinguishes_exact_from_folded_matches(query, why):
    data = Client().get("/en/search.json", {"q": query, "kind": "claim"}).json()
    assert data["hits"][0]["why"] == why


@pytest.mark.parametrize(
    ("language", "query", "why"),
    [
        ("ar", "Dachau", ["«Dachau» من أسماء داخاو في معجم المواضع"]),
        ("en", "بوخنفالد", ["“بوخنفالد” is a name of Buchenwald in the gazetteer"]),
        ("en", "Buchenwald", ["“Buchenwald” stands there"]),
        ("ar", "Gross Rosen", ["«Gross Rosen» من أسماء جروس روزين في معجم المواضع"]),
    ],
)
def test_reason_of_a_claim_is_that_of_the_shown_statement(language, query, why):
    data = Client().get(f"/{language}/search.json", {"q": query, "kind": "claim"}).json()
    assert [hit["why"] for hit in data["hits"]] == [why] * len(data["hits"])


def test_facet_narrows_the_hits_and_the_url():
    tree = search_page("en", q="prisoners")
    link = tree.xpath("//aside//a[bdi='Dachau']/@href")[0]
    count = int(tree.xpath("string(//aside//li[a/bdi='Dachau']/span)"))
    narrowed = html.document_fromstring(Client().get(f"/en/search/{link}").content.decode())
    assert len(narrowed.xpath("//li[contains(@class, 'hit')]")) == count
    assert narrowed.xpath("string(//input[@name='camp']/@value)") == "dachau"
    assert narrowed.xpath("//ul[@class='picked']//a/@href") == ["?q=prisoners"]


def test_pages_of_a_kind_do_not_repeat_hits():
    addresses = []
    for number in (1, 2):
        tree = search_page("en", q="source:ushmm-death-marches", kind="claim", page=str(number))
        addresses += tree.xpath("//li[contains(@class, 'hit')]/p[contains(@class, 'address')]/a/@href")
    assert (len(addresses), len(set(addresses))) == (27, 27)


def test_kind_alone_finds_all_of_that_kind():
    for parameters in ({"q": "kind:claim"}, {"q": "نوع:مستخلص"}, {"q": "نوع:قول"}, {"kind": "claim"}):
        assert Client().get("/en/search.json", parameters).json()["total"] == 27
        assert len(search_page("en", **parameters).xpath("//li[contains(@class, 'hit')]")) == 20


@pytest.mark.parametrize("typed", ["1945-01", "١٩٤٥-٠١", "۱۹۴۵–۰۱", "\u200e1945-01\u200e"])
def test_date_may_have_any_digits(typed):
    for parameters in ({"q": f"date:{typed}"}, {"q": f"تاريخ:{typed}"}, {"date": typed}):
        data = Client().get("/ar/search.json", parameters).json()
        assert data["filters"] == [["date", "1945-01"]]
        assert data["total"] == 20


@pytest.mark.parametrize(
    ("number", "status"), [("", 200), ("1", 200), ("0", 400), ("101", 400), ("1" * 5000, 400), ("0" * 5000 + "1", 400)]
)
def test_page_number_is_in_range_or_missing(number, status):
    assert Client().get("/en/search/", {"q": "death", "page": number}).status_code == status


@pytest.mark.parametrize(("language", "name"), [("ar", "لفظ"), ("ar", "ألفاظ"), ("ar", "مصطلح"), ("en", "terms")])
def test_kind_has_the_names_that_readers_see(language, name):
    tree = search_page(language, q=f"kind:{name} Reich")
    hits = tree.xpath("//li[contains(@class, 'hit')]//a/@href")
    assert hits
    assert all("/glossary/#" in hit for hit in hits)


def test_exact_spelling_matches_fewer_words():
    loose, exact = (search_page("en", q="إلى", exact=switch) for switch in ("", "on"))
    marked = set(texts_at(exact, "//p[@class='verbatim']/mark"))
    assert marked == {"إلى"}
    assert marked < set(texts_at(loose, "//p[@class='verbatim']/mark"))


@pytest.mark.parametrize(
    ("parameters", "suggested"),
    [
        ({"q": "Buchenwlad"}, "?q=Buchenwald"),
        ({"q": "liberators", "camp": "stutthof"}, "?q=liberators"),
        ({"q": "Himmler", "date": "1920"}, "?q=Himmler"),
        ({"q": '"marches death"'}, "?q=marches+death"),
        ({"q": '" Buchenwlad prisoners"'}, "?q=%22Buchenwald+prisoners%22"),
    ],
)
def test_search_without_results_suggests_alternatives(parameters, suggested):
    tree = search_page("en", **parameters)
    assert suggested in tree.xpath("//main//a/@href")
    assert "What may be typed" in texts_at(tree, "//h2")


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("3.5", ["/ar/sources/ushmm-death-marches/3.5/"]),
        (" 3.3@0-21", ["/ar/sources/ushmm-death-marches/3.3@0-21/"]),
        ("ushmm-death-marches:3.4-3.5", ["/ar/sources/ushmm-death-marches/3.4-3.5/"]),
        ("http://127.0.0.1:8000/id/passage/ushmm-death-marches:3.3@0-21", ["/ar/sources/ushmm-death-marches/3.3@0-21/"]),
        ("another:3.5", []),
        ("9.9", []),
        ("1945", []),
        ("Dachau", []),
    ],
)
def test_reference_links_to_its_passage(typed, addresses):
    tree = search_page("ar", q=typed)
    assert tree.xpath("//article/p[@class='gloss']/a/@href") == addresses


@pytest.mark.parametrize("name", ["Bergen-Belsen", "Bergen Belsen", "اليهود"])
def test_words_unlike_any_in_the_archive_have_no_suggestions(name):
    """Neither «إليه» for «اليهود» nor “begin-Belsen” for “Bergen-Belsen” is near enough."""
    assert Client().get("/en/search.json", {"q": name}).json()["did_you_mean"] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "في الأرشيف مصدر واحد. فإن لم ترد فيه كلمات فلا يعني ذلك أنها لم تُكتب أو لم تُقل قط."),
        ("en", "The archive holds 1 source. That words do not stand in it does not mean that they were never written or said."),
    ],
)
def test_search_without_results_explains_the_limits_of_the_archive(language, text):
    tree = search_page(language, q="Bergen-Belsen")
    assert text in texts_at(tree, "//main//p")
    assert f"/{language}/camps/" in tree.xpath("//main//ul[@class='ruled']//a/@href")
