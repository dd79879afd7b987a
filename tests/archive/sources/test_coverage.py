"""Pages show which words the claims quote and which they do not, in words and not by colour alone."""

from math import prod

import pytest
from django.conf import settings
from django.test import Client

from archive.editions import pipeline
from archive.editions.coverage_report import measure_fixtures
from archive.fixtures.loading import sources
from archive.models import Anchor, Claim, Role, Source, SourceCoverage, bulk
from archive.sources import coverage
from archive.text.span_coverage import TotalCoverage
from archive.web.views import sources as source_views
from tests.support.html_pages import read_page, text_of

pytestmark = pytest.mark.django_db
SOURCE = "ushmm-death-marches"
ROOM = f"sources/{SOURCE}/"
WITHOUT, UNCOVERED = "وسائل الاعلام السوفياتية والغربية على نطاق واسع", "فظائع في مايدانيك"
AFTER = "وذلك باستخدام لقطات من كل من التحرر ومقابلات مع السجناء الباقين على قيد الحياة"
MESSAGES = {
    "en": {
        "total": "The claims quote 19 of 20 sentences, and 92% of all letters and digits.",
        "part": "Claims quote 12% of its letters and digits.",
        "none": "No claim quotes this sentence.",
        "mark": "Underlined with dots: words that no claim quotes.",
        "all": "Claims quote every word of this source: nothing is marked.",
        "hidden": "The words that no claim quotes are marked in the text of the source, which this view does not show.",
    },
    "ar": {
        "total": "تستند المستخلَصات إلى 19 من 20 جملة، وإلى 92% من حروف الكلمات وأرقامها.",
        "part": "تستند المستخلَصات إلى 12% من حروفها وأرقامها.",
        "none": "لا يقوم على هذه الجملة مستخلَص.",
        "mark": "ما تحته خط منقَّط: كلمات لا يقوم عليها مستخلَص.",
        "all": "تستند المستخلَصات إلى كل كلمة من هذا المصدر، فلا علامة على شيء منه.",
        "hidden": "الكلمات التي لا يقوم عليها مستخلَص معلَّمة في نص المصدر، وهو غير ظاهر في هذا العرض.",
    },
}
both = pytest.mark.parametrize("language", MESSAGES)


def page(language: str, address: str):
    return read_page(f"/{language}/{address}")


def list_unclaimed(tree) -> list[str]:
    return [text_of(element) for element in tree.xpath("//*[@data-verbatim]//*[@class='unclaimed']")]


@pytest.fixture
def less():
    """Delete the claim on 3.3, and shorten the quotation of the claim on 1.3 to three words."""
    Claim.objects.get(identifier="thousands-died").delete()
    anchor = Anchor.objects.get(claim__identifier="majdanek-atrocities-publicised", role=Role.STATEMENT)
    start = anchor.exact.index(UNCOVERED)
    Anchor.objects.filter(pk=anchor.pk).update(start=start, end=start + len(UNCOVERED), exact=UNCOVERED)
    bulk.clear_tables(SourceCoverage)
    sources.insert_coverage()


@both
@pytest.mark.parametrize("address", [ROOM, "sources/", f"{ROOM}coverage/"])
def test_pages_state_the_coverage_of_a_source(less, language, address):
    assert MESSAGES[language]["total"] in text_of(page(language, address).get_element_by_id("main"))


def test_list_of_sources_sums_up_all_of_them_and_not_those_of_a_page():
    source = Source.objects.get()
    total = coverage.load_total(source)
    source.pk, source.identifier = source.pk + 1, "copy"
    source.save(force_insert=True)
    values = SourceCoverage.objects.values().get()
    SourceCoverage.objects.create(**{**values, "source_id": source.pk})
    assert coverage.load_sum() == total + total


def test_stored_total_is_the_sum_of_the_sentences(less):
    source = Source.objects.get()
    total = coverage.load_total(source)
    assert total == TotalCoverage.of(coverage.measure_source(source))
    assert (total.sentences, total.sentences_with_claims, total.is_complete) == (20, 19, False)


@both
def test_reading_room_marks_words_without_a_claim_on_request(less, language):
    assert list_unclaimed(page(language, ROOM)) == []
    tree = page(language, f"{ROOM}?coverage=shown")
    sentence = "مات الآلاف من السجناء من التعرض ، والتجويع ، والإرهاق"
    assert " / ".join(list_unclaimed(tree)) == " / ".join([WITHOUT, AFTER, sentence])
    assert text_of(tree.xpath("//*[@class='coverage-legend']/*[@class='unclaimed']")[0]) == MESSAGES[language]["mark"]


@both
def test_partly_covered_sentence_is_labelled(less, language):
    for view in ("", "&claims=hidden", "&text=en"):
        tree = page(language, f"{ROOM}?coverage=shown{view}")
        remarks = {
            remark.xpath("substring(ancestor::*[starts-with(@class, 'sentence')]/@id, 2)"): text_of(remark)
            for remark in tree.xpath("//*[@class='coverage']")
        }
        assert remarks == {"1.3": MESSAGES[language]["part"], "3.3": MESSAGES[language]["none"]}


@both
def test_legend_explains_hidden_marks(less, language):
    legend = page(language, f"{ROOM}?coverage=shown&text=en").xpath("//*[@class='coverage-legend']")[0]
    assert MESSAGES[language]["hidden"] in text_of(legend)


@both
def test_fully_covered_source_says_so_and_has_no_marks(language):
    tree = page(language, f"{ROOM}?coverage=shown")
    assert not tree.xpath("//*[@data-verbatim]//*[@class='unclaimed'] | //*[@class='coverage']")
    assert MESSAGES[language]["all"] in text_of(tree.xpath("//*[@class='coverage-legend']")[0])


def test_marks_change_no_text_and_no_link(less):
    plain, marked = (page("ar", f"{ROOM}?coverage={view}") for view in ("hidden", "shown"))
    for before, after in zip(plain.xpath("//*[@data-verbatim]"), marked.xpath("//*[@data-verbatim]"), strict=True):
        assert "".join(before.itertext()) == "".join(after.itertext())
        assert before.xpath(".//a/@href") == after.xpath(".//a/@href")


@both
def test_table_has_a_row_for_each_sentence(less, language):
    rows = {row.get("id"): row for row in page(language, f"{ROOM}coverage/").xpath("//tbody/tr")}
    assert len(rows) == 20
    of = {"en": "of", "ar": "من"}[language]
    cells = [text_of(cell) for cell in rows["s3.3"].xpath("th|td")]
    assert cells == ["3.3", "0%", f"0 {of} 42", f"0 {of} 54", MESSAGES[language]["none"]]
    cells = [text_of(cell) for cell in rows["s1.3"].xpath("th|td")][:4]
    assert cells == ["1.3", "12%", f"15 {of} 121", f"17 {of} 147"]
    assert [(text_of(link), link.get("href")) for link in rows["s1.3"].xpath(".//p[@class='gloss']//a")] == [
        (WITHOUT, f"/{language}/sources/{SOURCE}/1.3@0-{len(WITHOUT)}/"),
        (AFTER, f"/{language}/sources/{SOURCE}/1.3@{68}-{68 + len(AFTER)}/"),
    ]
    assert len(rows["s3.5"].xpath(".//*[@data-fact='statement']/a[not(@class)]")) == 3


def test_switches_keep_each_others_state():
    tree = page("en", f"{ROOM}?text=ar&claims=hidden&claim=thousands-died")
    links = [link.get("href") for link in tree.xpath("//*[@class='views']//a")]
    assert "?text=source&claims=hidden&coverage=shown&claim=thousands-died" in links
    assert "?text=source&claim=thousands-died" in links


def test_each_choice_of_views_has_one_address():
    """Links are followed when pages are stored or baked, and the memory of a worker has a page for each."""
    waiting, found = [""], {""}
    while waiting:
        tree = page("en", f"{ROOM}{waiting.pop()}")
        links = {link.removesuffix("?") for link in tree.xpath("//*[@class='views']//a[starts-with(@href, '?')]/@href")}
        waiting += links - found
        found |= links
    switches = page("en", ROOM).xpath("//*[@class='views']/p[a[starts-with(@href, '?')]]")
    assert len(found) == prod(len(switch.xpath("a")) for switch in switches) > 10


def test_unknown_view_shows_the_default():
    assert list_unclaimed(page("en", f"{ROOM}?coverage=everything&claim=none")) == []
    assert page("en", f"{ROOM}?claim=none").xpath("count(//*[@class='views']//a[contains(@href, 'none')])") == 0


def test_coverage_of_unknown_source_is_404():
    assert Client().get("/en/sources/none/coverage/").status_code == 404


def test_list_of_sources_is_paginated(monkeypatch):
    (only,) = Source.objects.all()
    for number in range(2, 6):
        Source.objects.create(
            **{field.attname: getattr(only, field.attname) for field in Source._meta.concrete_fields}
            | {"id": number, "identifier": f"s{number}"}
        )
    monkeypatch.setattr(source_views, "SOURCES_PER_PAGE", 2)
    pages = [page("en", f"sources/?page={number}") for number in (1, 2, 3)]
    linked = [tree.xpath("//main//p[@class='statement']/a/@href") for tree in pages]
    assert [len(addresses) for addresses in linked] == [2, 2, 1]
    assert len({address for addresses in linked for address in addresses}) == 5
    assert [text_of(tree.xpath("//main//h2")[0]).split(":")[0] for tree in pages] == ["Source 1", "Source 3", "Source 5"]
    assert pages[1].xpath("//nav[@class='pager']/a/@href") == ["?page=1", "?page=3"]
    for number in ("0", "4", "x"):
        assert Client().get(f"/en/sources/?page={number}").status_code == 404


def test_database_and_fixtures_have_the_same_coverage():
    fixtures, _problems = pipeline.read_fixtures(settings.FIXTURES_ROOT)
    assert [(source.identifier, coverage.measure_source(source)) for source in Source.objects.all()] == list(
        measure_fixtures(fixtures.archive)
    )
