"""Claims that differ are side by side on every page that shows one of them, with the words of each and none preferred."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from lxml import html

from archive.claims.disagreements import group_disagreements
from archive.formats import csl, representations
from archive.models import Anchor, Claim, Disagreement, Source
from tests.support.example_fixtures import AUTUMN, FEBRUARY, SPRING, WINTER
from tests.support.html_pages import cited_words, disagreements_section, read_main, text_of

pytestmark = pytest.mark.django_db
NO_PREFERENCE = {"en": "the archive prefers none", "ar": "لا يرجّح"}
ON = {
    "en": ["They differ on the date", "They differ on the date and the destination"],
    "ar": ["الاختلاف في التاريخ", "الاختلاف في التاريخ والوجهة"],
}


def identifiers(element) -> list[str]:
    return [text_of(code) for code in element.xpath(".//bdi[@class='hash']")]


def words_of(claim: str) -> list[str]:
    return list(Anchor.objects.filter(claim__identifier=claim, role="statement").values_list("exact", flat=True))


def connect(*pairs: tuple[str, str, str]) -> None:
    keys = dict(Claim.objects.values_list("identifier", "pk"))
    for pk, (claim, other, matter) in enumerate(pairs, 100):
        first, second = sorted((keys[claim], keys[other]))
        Disagreement.objects.create(pk=pk, claim_id=first, other_id=second, matter=matter)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_camp_page_shows_differing_claims_side_by_side(language, example_archive):
    section = disagreements_section(f"/{language}/camps/buchenwald/")
    assert [text_of(node) for node in section.iterfind(".//h3")] == ON[language]
    for row, pair in zip(section.xpath(".//div[@class='beside']"), [(SPRING, FEBRUARY), (WINTER, AUTUMN)], strict=True):
        assert identifiers(row) == list(pair)
        for statement, claim in zip(row, pair, strict=True):
            assert statement.xpath(f".//a[@href='/{language}/claims/{claim}/']")
            assert [text_of(node) for node in statement.xpath(".//q[@class='source-words']")] == words_of(claim)
            assert all(node.xpath("ancestor::*[@data-fact]//a[@class='ref']") for node in statement.xpath(".//q"))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_claim_is_preferred_and_the_order_is_explained(language, example_archive):
    section = disagreements_section(f"/{language}/camps/buchenwald/")
    assert NO_PREFERENCE[language] in text_of(section)
    for row in section.xpath(".//div[@class='beside']"):
        assert identifiers(row) == sorted(identifiers(row))
        shapes = [[(node.tag, node.get("class")) for node in statement] for statement in row]
        assert shapes[0] == shapes[1]
        assert not any(statement.attrib for statement in row)


def test_a_differing_claim_is_shown_once_and_none_is_lost(example_archive):
    for camp in ("buchenwald", "auschwitz", "neuengamme", "dachau", "majdanek"):
        statements = [
            node.get("href").split("/")[3]
            for node in read_main(f"/en/camps/{camp}/").xpath(".//*[@data-fact='statement']/a[not(@class)]")
        ]
        assert len(statements) == len(set(statements))
        about = set(Claim.objects.filter(subjects__identifier=camp).values_list("identifier", flat=True))
        assert about <= set(statements), camp


def test_claim_that_omits_the_camp_is_compared_with_one_that_names_it(example_archive):
    assert not Claim.objects.filter(identifier=AUTUMN, subjects__identifier="sachsenhausen").exists()
    assert AUTUMN in identifiers(disagreements_section("/en/camps/sachsenhausen/"))
    assert WINTER in identifiers(disagreements_section("/en/camps/neuengamme/"))


@pytest.mark.parametrize(
    ("language", "line"), [("en", "Differs on the date and the destination from:"), ("ar", "يختلف في التاريخ والوجهة عن المستخلَص:")]
)
@pytest.mark.parametrize(("claim", "other"), [(AUTUMN, WINTER), (WINTER, AUTUMN)])
def test_the_page_of_either_claim_names_the_other(language, line, claim, other, example_archive):
    section = disagreements_section(f"/{language}/claims/{claim}/")
    assert next(text_of(node) for node in section.iterfind(".//li/p")) == line
    assert identifiers(section) == [other]
    assert section.xpath(f".//a[@href='/{language}/claims/{other}/']")


def test_every_link_of_a_disagreement_targets_its_words(example_archive):
    checked = 0
    for address in ("/en/camps/buchenwald/", "/ar/routes/winter-1944-1945-westward/", f"/ar/claims/{SPRING}/"):
        for link in disagreements_section(address).xpath(".//a[@class='ref']"):
            target = read_main(link.get("href").partition("#")[0])
            marked = "".join("".join(node.itertext()) for node in target.xpath(".//*[@data-verbatim]//mark"))
            assert all(words in marked for words in cited_words(link).split(" … ")), (address, link.get("href"))
            checked += 1
    assert checked > 30


def test_each_of_three_claims_names_those_it_differs_from(example_archive):
    connect((SPRING, AUTUMN, "means"))
    (group,) = group_disagreements(Claim.objects.filter(identifier=FEBRUARY))
    assert [member.claim.identifier for member in group.claims] == [SPRING, FEBRUARY]
    (group,) = group_disagreements(Claim.objects.filter(identifier=SPRING))
    assert group.matters == ["date", "means"]
    differing = {
        member.claim.identifier: [(other.claim.identifier, other.matters) for other in member.differs_from]
        for member in group.claims
    }
    assert list(differing) == [SPRING, AUTUMN, FEBRUARY]
    assert differing[SPRING] == [(AUTUMN, ["means"]), (FEBRUARY, ["date"])]
    section = disagreements_section("/en/camps/mauthausen/")
    row = section.xpath(".//div[@class='beside']")[0]
    assert [re.findall(r"Differs on the (\w+)", text_of(node)) for node in row] == [["means", "date"], ["means"], ["date"]]


def test_three_that_all_differ_are_one_group(example_archive):
    connect((SPRING, AUTUMN, "means"), (FEBRUARY, AUTUMN, "number"))
    (group,) = group_disagreements(Claim.objects.filter(identifier=SPRING))
    assert [len(member.differs_from) for member in group.claims] == [2, 2, 2]
    assert group.matters == ["date", "means", "number"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_without_disagreements_the_section_is_missing(language):
    for page in ("camps/buchenwald/", "places/baltic-sea/", "routes/winter-1944-1945-westward/", f"claims/{WINTER}/"):
        assert disagreements_section(f"/{language}/{page}") is None
        assert not read_main(f"/{language}/{page}").xpath(".//*[contains(@class, 'differing') or contains(@class, 'beside')]")


@pytest.mark.parametrize(("language", "between"), [("en", "; "), ("ar", "؛ ")])
def test_a_citation_names_all_of_several_sources(language, between, example_archive):
    for page in (f"claims/{AUTUMN}/", "camps/auschwitz/"):
        cited = text_of(html.fromstring(Client().get(f"/{language}/{page}").content).get_element_by_id("cite"))
        sources = Source.objects.filter(identifier__startswith="invented") if page.startswith("claims") else Source.objects.all()
        digests = {source.sha256[:8] for source in sources}
        assert len(digests) >= 2
        assert all(f"SHA-256 {digest}" in cited for digest in digests)
        assert between in cited


def test_a_citation_of_many_sources_counts_the_rest():
    sources = [{**representations.represent_source_head(Source.objects.get()), "sha256": f"{number:064x}"} for number in range(5)]
    record = {"kind": "claim", "identifier": "a", "permanent": "https://x.example/id/claim/a", "statement": {"ar": "أ", "en": "A"}}
    item = csl.build_item({**record, "sources": sources}, "en")
    assert item["title"].endswith("; and two more sources")
    assert item["note"].count("SHA-256") == 5
    assert "issued" not in item
