"""The page of a search and its other forms: what is found is shown in its own words, and why."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from archive.models import Passage
from tests.support.html_pages import search_page, texts_at

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom", "o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_words_are_marked_in_the_verbatim_text_at_their_place(language):
    tree = search_page(language, q="وداخاو")
    shown = tree.xpath("//*[@data-verbatim='3.5']")[0]
    passage = Passage.objects.get(ref="3.5")
    assert "".join(shown.itertext()) == passage.text
    assert texts_at(tree, "//*[@data-verbatim='3.5']/mark") == ["وداخاو", "وداخاو"]
    assert shown.getparent().get("lang") == "ar"
    assert shown.getparent().get("dir") == "rtl"
    assert tree.get("lang") == language


def test_a_hit_leads_to_the_very_words_and_to_its_permanent_address():
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
def test_every_hit_says_why_it_is_one(language, query, why):
    told = texts_at(search_page(language, q=query), "//p[@class='why']")
    assert any(why in one for one in told), told


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
def test_of_a_place_it_is_said_once_by_which_of_its_names_it_was_found(query, why):
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
def test_only_what_stands_as_it_was_typed_is_said_to_stand_there(query, why):
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
def test_a_claim_says_why_of_the_statement_that_is_shown(language, query, why):
    data = Client().get(f"/{language}/search.json", {"q": query, "kind": "claim"}).json()
    assert [one["why"] for one in data["hits"]] == [why] * len(data["hits"])


def test_hits_can_be_narrowed_and_the_address_says_how():
    tree = search_page("en", q="prisoners")
    link = tree.xpath("//aside//a[bdi='Dachau']/@href")[0]
    count = int(tree.xpath("string(//aside//li[a/bdi='Dachau']/span)"))
    narrowed = html.document_fromstring(Client().get(f"/en/search/{link}").content.decode())
    assert len(narrowed.xpath("//li[contains(@class, 'hit')]")) == count
    assert narrowed.xpath("string(//input[@name='camp']/@value)") == "dachau"
    assert narrowed.xpath("//ul[@class='picked']//a/@href") == ["?q=prisoners"]


def test_a_kind_is_shown_page_by_page_in_one_order():
    seen = []
    for number in (1, 2):
        tree = search_page("en", q="source:ushmm-death-marches", kind="claim", page=str(number))
        seen += tree.xpath("//li[contains(@class, 'hit')]/p[contains(@class, 'address')]/a/@href")
    assert (len(seen), len(set(seen))) == (27, 27)


def test_a_kind_alone_is_all_of_that_kind():
    for asked in ({"q": "kind:claim"}, {"q": "نوع:قول"}, {"kind": "claim"}):
        assert Client().get("/en/search.json", asked).json()["total"] == 27
        assert len(search_page("en", **asked).xpath("//li[contains(@class, 'hit')]")) == 20


@pytest.mark.parametrize("typed", ["1945-01", "١٩٤٥-٠١", "۱۹۴۵–۰۱", "\u200e1945-01\u200e"])
def test_a_date_may_be_typed_in_any_figures(typed):
    for asked in ({"q": f"date:{typed}"}, {"q": f"تاريخ:{typed}"}, {"date": typed}):
        data = Client().get("/ar/search.json", asked).json()
        assert data["filters"] == [["date", "1945-01"]]
        assert data["total"] == 20


@pytest.mark.parametrize(
    ("number", "status"), [("", 200), ("1", 200), ("0", 400), ("101", 400), ("1" * 5000, 400), ("0" * 5000 + "1", 400)]
)
def test_a_page_is_counted_from_the_first_which_need_not_be_said(number, status):
    assert Client().get("/en/search/", {"q": "death", "page": number}).status_code == status


@pytest.mark.parametrize(("language", "called"), [("ar", "لفظ"), ("ar", "ألفاظ"), ("ar", "مصطلح"), ("en", "terms")])
def test_words_explained_are_a_kind_under_the_name_that_readers_see(language, called):
    tree = search_page(language, q=f"kind:{called} Reich")
    hits = tree.xpath("//li[contains(@class, 'hit')]//a/@href")
    assert hits
    assert all("/glossary/#" in one for one in hits)


def test_the_switch_for_exact_spelling():
    loose, exact = (search_page("en", q="إلى", exact=switch) for switch in ("", "on"))
    marked = set(texts_at(exact, "//p[@class='verbatim']/mark"))
    assert marked == {"إلى"}
    assert marked < set(texts_at(loose, "//p[@class='verbatim']/mark"))


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ({"q": "Buchenwlad"}, "?q=Buchenwald"),
        ({"q": "liberators", "camp": "stutthof"}, "?q=liberators"),
        ({"q": "Himmler", "date": "1920"}, "?q=Himmler"),
        ({"q": '"marches death"'}, "?q=marches+death"),
        ({"q": '" Buchenwlad prisoners"'}, "?q=%22Buchenwald+prisoners%22"),
    ],
)
def test_nothing_found_helps(asked, offered):
    tree = search_page("en", **asked)
    assert offered in tree.xpath("//main//a/@href")
    assert "What may be typed" in texts_at(tree, "//h2")


@pytest.mark.parametrize(
    ("typed", "leads_to"),
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
def test_a_reference_is_found_as_it_stands_on_paper(typed, leads_to):
    tree = search_page("ar", q=typed)
    assert tree.xpath("//article/p[@class='gloss']/a/@href") == leads_to


@pytest.mark.parametrize("name", ["Bergen-Belsen", "Bergen Belsen", "اليهود"])
def test_words_that_are_not_in_the_archive_are_not_made_into_others(name):
    """What is suggested is found, and is near: «إليه» is no spelling of «اليهود», «begin-Belsen» none of «Bergen-Belsen»."""
    assert Client().get("/en/search.json", {"q": name}).json()["did_you_mean"] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "في الأرشيف مصدر واحد. فإن لم ترد فيه كلمات فلا يعني ذلك أنها لم تُكتب أو لم تُقل قط."),
        ("en", "The archive holds 1 source. That words do not stand in it does not mean that they were never written or said."),
    ],
)
def test_nothing_found_is_said_to_mean_nothing_more(language, said):
    tree = search_page(language, q="Bergen-Belsen")
    assert said in texts_at(tree, "//main//p")
    assert f"/{language}/camps/" in tree.xpath("//main//ul[@class='ruled']//a/@href")
