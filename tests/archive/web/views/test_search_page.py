"""The search page: matched texts, reasons, facets, pages and alternatives."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from archive.models import Passage, SearchDocument
from tests.support.html_pages import search_page, texts_at

pytestmark = [pytest.mark.django_db, pytest.mark.read_only]


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
    address = f"/en/sources/ushmm-death-marches/3.5@{start}-{start + 8}/"
    query = "?found=%D0%91%D1%83%D1%85%D0%B5%D0%BD%D0%B2%D0%B0%D0%BB%D1%8C%D0%B4"
    assert f"{address}{query}#words" in tree.xpath("//li[contains(@class, 'hit')]//a/@href")
    assert "http://127.0.0.1:8000/id/passage/ushmm-death-marches:3.5" in texts_at(tree, "//p[contains(@class, 'address')]")


@pytest.mark.parametrize(
    ("language", "query", "why"),
    [
        ("en", "Бухенвальд", "“Бухенвальд” is a spelling variant of Buchenwald in the gazetteer (Belarusian Wikipedia"),
        ("ar", "Бухенвальд", "«Бухенвальд» كتابة أخرى لاسم بوخنفالد في معجم المواضع"),
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
    reasons = texts_at(search_page(language, q=query), "//p[@class='why'] | //details[@class='why']//li")
    assert any(why in reason for reason in reasons), reasons


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("KZ Buchenwald", ["“KZ Buchenwald” is a name of Buchenwald in the gazetteer"]),
        ("gross rosen", ["“gross rosen” is a name of Gross-Rosen in the gazetteer"]),
        ("(Dachau)", ["“Dachau” is a name of Dachau in the gazetteer"]),
        ("اوشفيتز", ["“اوشفيتز” is a name of Auschwitz in the gazetteer: أ, إ, آ, ؤ and ئ read without hamza"]),
        (
            "Rogoznica",
            [
                "“Rogoznica” is a spelling variant of Gross-Rosen in the gazetteer (the archive’s first list, without a reference): "
                "accents left out, letters such as ß and ł written plainly"
            ],
        ),
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
        ("gross rosen", ["contains “gross”", "contains “rosen”"]),
        ("(Himmler),", ["contains “Himmler”"]),
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
        ("en", "Buchenwald", ["contains “Buchenwald”"]),
        ("ar", "Gross Rosen", ["«Gross Rosen» من أسماء جروس روزين في معجم المواضع"]),
    ],
)
def test_reason_of_a_claim_is_that_of_the_shown_statement(language, query, why):
    data = Client().get(f"/{language}/search.json", {"q": query, "kind": "claim"}).json()
    assert [hit["why"] for hit in data["hits"]] == [why] * len(data["hits"])


@pytest.mark.parametrize(
    ("language", "query", "kind", "brief", "explained"),
    [
        ("en", "gross rosen", "claim", "Why: contains “gross”, “rosen”", []),
        ("ar", "Gross Rosen", "claim", "السبب: فيه «جروس روزين»", ["«Gross Rosen» من أسماء جروس روزين في معجم المواضع"]),
        ("en", "winters", "claim", "Why: contains “winter”", ["“winter” has the same stem as “winters”"]),
        (
            "en",
            "Бухенвальд",
            "claim",
            "Why: contains “Buchenwald”",
            ["“Бухенвальд” is a spelling variant of Buchenwald in the gazetteer"],
        ),
        ("en", "Dachau", "camp", "Why: “Dachau” is a name of it", ["“Dachau” is a name of Dachau in the gazetteer"]),
        ("en", "Dachauu", "camp", "Why: “Dachauu” is read as “Dachau”, a name of Dachau", []),
        ("en", "camp:dachau", "claim", "Why: concerns Dachau", []),
    ],
)
def test_reason_is_brief_and_explained_on_demand(language, query, kind, brief, explained):
    hit = search_page(language, q=query, kind=kind).xpath("//li[contains(@class, 'hit')]")[0]
    assert texts_at(hit, "./p[@class='why']") == [brief]
    assert texts_at(hit, "./details[@class='why']//li") == explained
    assert not hit.xpath("./details[@open]")


def test_facet_narrows_the_hits_and_the_url():
    tree = search_page("en", q="prisoners")
    link = tree.xpath("//section[@class='facets']//a[bdi='Dachau']/@href")[0]
    count = int(tree.xpath("string(//section[@class='facets']//li[a/bdi='Dachau']/span)"))
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
    assert all("/glossary/?found=Reich#" in hit or ("://" in hit and "/glossary/#" in hit) for hit in hits)


def test_exact_spelling_matches_fewer_words():
    loose, exact = (search_page("en", q="إلى", exact=switch) for switch in ("", "on"))
    marked = set(texts_at(exact, "//p[@class='verbatim']/mark"))
    assert marked == {"إلى"}
    assert marked < set(texts_at(loose, "//p[@class='verbatim']/mark"))


@pytest.mark.parametrize(
    ("parameters", "suggested"),
    [
        ({"q": "prisonres"}, "?q=prisoners"),
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


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("typed", ["Buchenwlad", "בוכנוואלד", "Бухенвальдом", "Buchen-wald’s camp"])
def test_misspelt_name_finds_its_place_and_links_to_the_name(language, typed):
    tree = search_page(language, q=typed)
    address, found = tree.xpath("//li[contains(@class, 'hit')]//a/@href")[0].split("?")
    assert (address, found[:6]) == (f"/{language}/camps/buchenwald/", "found=")


def test_results_of_a_misspelt_name_say_so():
    tree = search_page("en", q="Buchenwlad")
    assert (
        texts_at(tree, "//div[@class='hits']/p")[0]
        == "No name in the archive is spelt “Buchenwlad”. These are results for Buchenwald"
    )
    assert "?q=Buchenwald" in tree.xpath("//div[@class='hits']/p/a/@href")
    data = Client().get("/en/search.json", {"q": "Buchenwlad"}).json()
    assert data["did_you_mean"] == ["Buchenwald"]
    assert data["read_as"] == [{"typed": "Buchenwlad", "name": "Buchenwald", "kind": "camp", "identifier": "buchenwald"}]
    assert data["hits"][0]["why"] == ["“Buchenwlad” is read as “Buchenwald”, a name of Buchenwald"]


@pytest.mark.parametrize("text", ["Lager Dachau", "camps of Dachau", "معسكر اعتقال داخاو", "لمعسكر داخاو", "концлагерь Дахау"])
def test_kind_word_beside_a_name_excludes_nothing(text):
    data = Client().get("/en/search.json", {"q": text}).json()
    assert (data["hits"][0]["identifier"], data["partial"]) == ("dachau", False)


@pytest.mark.parametrize("text", ["What is the Third Reich?", "ما هو الرايخ الثالث؟", "explain Third Reich"])
def test_question_finds_the_glossary_term_first(text):
    data = Client().get("/en/search.json", {"q": text}).json()
    assert (data["hits"][0]["kind"], data["hits"][0]["identifier"]) == ("term", "third-reich")


def test_partial_result_says_which_words_it_does_not_have():
    data = Client().get("/en/search.json", {"q": "Himmler visited Stutthof"}).json()
    assert data["partial"]
    assert all(hit["missing"] for hit in data["hits"])
    assert data["hits"][0]["identifier"] == "stutthof"
    assert set(data["hits"][0]["missing"]) >= {"Himmler", "visited"}
    tree = search_page("en", q="Himmler visited Stutthof")
    assert "Without: Himmler, visited" in texts_at(tree, "//li[contains(@class, 'hit')]/p[@class='why']")
    assert texts_at(tree, "//p[@role='status']")[0].startswith("Nothing in the archive has all of this.")


def test_words_of_help_pages_alone_are_nothing_found():
    data = Client().get("/en/search.json", {"q": "OpenSearch parameters"}).json()
    assert (data["total"], data["hits"]) == (0, [])
    assert data["help_pages"]
    tree = search_page("en", q="OpenSearch parameters")
    assert "Nothing found" in texts_at(tree, "//h2")
    assert "/en/about/searching/" in tree.xpath("//ul[@class='ruled']//a/@href")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("7 May 1945", "1945-05-07"),
        ("surrender on may 7, 1945", "1945-05-07"),
        ("7.5.1945", "1945-05-07"),
        ("07/05/1945", "1945-05-07"),
        ("january 1945", "1945-01"),
        ("evacuations 1/1945", "1945-01"),
        ("1945", "1945"),
        ("٧ مايو ١٩٤٥", "1945-05-07"),
        ("صيف 1944", "1944-22"),
        ("march to Dachau", ""),
    ],
)
def test_date_in_the_words_is_offered_as_a_filter(text, edtf):
    assert Client().get("/en/search.json", {"q": text}).json()["offered_date"] == edtf
    links = [link for link in search_page("ar", q=text).xpath("//main//p/a/@href") if f"date={edtf}" in link]
    assert bool(links) == bool(edtf)


@pytest.mark.parametrize(
    ("text", "operators"),
    [("Dachau OR Auschwitz", ["OR"]), ("Dachau~2", ["~2"]), ("Dach?u", ["?"]), ("+Dachau", ["+"]), ("Who was Himmler?", [])],
)
def test_operators_of_other_searches_are_named(text, operators):
    assert Client().get("/en/search.json", {"q": text}).json()["unsupported"] == operators
    assert ("no meaning in this search" in " ".join(texts_at(search_page("en", q=text), "//main//p"))) == bool(operators)


@pytest.mark.parametrize(("text", "identifier"), [("camp:Buchenwlad", "Buchenwald"), ("معسكر:أوشفتز", "أوشفيتز"), ("camp:zzz", "")])
def test_unknown_record_of_a_filter_has_a_suggestion(text, identifier):
    response = Client().get("/en/search.json", {"q": text})
    assert response.status_code == 400
    assert response.json()["did_you_mean"] == ([identifier] if identifier else [])
    links = search_page("en", status=400, q=text).xpath("//main//section//a[starts-with(@href, '?')]/@href")
    assert len(links) == bool(identifier)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("وبالسجناء", "with other letters written onto it"),
        ("publicized", "in British or American spelling"),
        ("إخلاء", "the glossary explains"),
        ("إس إس", "the glossary explains"),
    ],
)
def test_word_found_in_another_form_has_its_reason(text, reason):
    reasons = [why for hit in Client().get("/en/search.json", {"q": text}).json()["hits"] for why in hit["why"]]
    assert any(reason in why for why in reasons)


@pytest.mark.parametrize("word", ["يهود", "gasx", "qas"])
def test_short_word_has_only_names_and_glossary_words_as_suggestions(word):
    assert Client().get("/en/search.json", {"q": word}).json()["did_you_mean"] == []


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
        ("en", "The archive holds 1 source. That words are not in it does not mean that they were never written or said."),
    ],
)
def test_search_without_results_explains_the_limits_of_the_archive(language, text):
    tree = search_page(language, q="Westerbork")
    assert text in texts_at(tree, "//main//p")
    addresses = ["camps/", "glossary/", "sources/", "verify/?q=Westerbork"]
    assert tree.xpath("//main//ul[@class='ruled']//a/@href") == [f"/{language}/{address}" for address in addresses]
    assert tree.xpath("//ul[@class='ruled']/following::details[not(@open)][summary]//h2")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_results_are_sorted_by_date_on_demand(language):
    tree = search_page(language, q="prisoners", kind="claim")
    assert tree.xpath("//p[@class='gloss orders']/a/@href") == ["?q=prisoners&kind=claim", "?q=prisoners&kind=claim&sort=date"]
    tree = search_page(language, q="prisoners", kind="claim", sort="date")
    assert tree.xpath("string(//p[@class='gloss orders']/a[@aria-current]/@href)") == "?q=prisoners&kind=claim&sort=date"
    assert tree.xpath("string(//input[@name='sort']/@value)") == "date"


@pytest.mark.parametrize(
    ("q", "kind"), [("prisoners", "claim"), ("source:ushmm-death-marches", "claim"), ("kind:passage march*", "")]
)
def test_order_of_dates_has_the_same_results_with_dates_first(q, kind):
    plain, sorted_ = (Client().get("/en/search.json", {"q": q, "kind": kind, "sort": sort}).json() for sort in ("", "date"))
    identifiers = [hit["identifier"] for hit in sorted_["hits"]]
    assert (sorted_["total"], sorted_["sort"]) == (plain["total"], "date")
    if plain["pages"] == 1:
        assert sorted(identifiers) == sorted(hit["identifier"] for hit in plain["hits"])
    kind = kind or "passage"
    documents = {document.identifier: document for document in SearchDocument.objects.filter(kind=kind)}
    days = [documents[identifier] for identifier in identifiers]
    dated = [document.earliest or document.latest for document in days if document.dated]
    assert dated == sorted(dated)
    assert [document.dated for document in days] == sorted((document.dated for document in days), reverse=True)


def test_unknown_order_is_the_order_of_the_search():
    plain, other = (Client().get("/en/search.json", {"q": "prisoners", "sort": sort}).json() for sort in ("", "size"))
    assert plain == other
    assert plain["sort"] == ""


def test_results_without_dates_have_no_order_to_choose():
    assert not search_page("en", q="kind:term SS").xpath("//p[@class='gloss orders']")


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [("مسيراتالموت", "مسيرات الموت"), ("deathmarch", "death march"), ("concentrationcamp", "concentration camp")],
)
def test_words_written_together_are_suggested_apart(typed, suggested):
    suggestions = Client().get("/en/search.json", {"q": typed}).json()["did_you_mean"]
    assert suggestions[0] == suggested
    for text in suggestions:
        assert Client().get("/en/search.json", {"q": text}).json()["total"]


@pytest.mark.parametrize("question", ["who was Himmler", "من هو هيملر"])
def test_question_with_a_part_of_a_name_has_the_entry_of_the_name_first(question):
    assert Client().get("/en/search.json", {"q": question}).json()["hits"][0]["identifier"] == "heinrich-himmler"


@pytest.mark.parametrize("question", ["what happened at Majdanek", "ماذا حدث في مايدانيك", "وين يقع مايدانيك"])
def test_words_of_questions_do_not_exclude(question):
    data = Client().get("/en/search.json", {"q": question}).json()
    assert data["hits"][0]["identifier"] == "majdanek"
    assert not any(hit.get("missing") for hit in data["hits"])
