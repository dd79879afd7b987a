"""The primer: every sentence of the story is cited, and terms are explained where a page first uses them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Claim, Reading, StoryLine, Term
from archive.text.glossary import Glossary
from tests.support.corrupted_fixtures import check_case, copy_fixtures, corrupt_fixtures, find_problems, replace_text
from tests.support.html_pages import read_page

pytestmark = [pytest.mark.django_db, pytest.mark.published_pages]
LANGUAGES = ["ar", "en"]
PRIMER = "primer.yaml"
CASES = [
    replace_text("record.twice", PRIMER, "- term: heinrich-himmler", "- term: ⌖ss", "ss"),
    replace_text("record.twice", PRIMER, '["Soviet forces"]', '[⌖"Allied forces"]', "Allied forces"),
    replace_text("claim.unknown", PRIMER, "[rail-evacuations-1944]", "[⌖rail-evacuations-1945]", "rail-evacuations-1944"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_problem_of_the_primer_has_its_location(case, tmp_path):
    check_case(case, tmp_path)


def test_primer_is_optional(tmp_path):
    root = copy_fixtures(tmp_path)
    (root / PRIMER).unlink()
    assert find_problems(root) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_story_is_cited(language):
    statements = read_page(f"/{language}/start/").xpath("//*[@data-fact='statement']")
    assert len(statements) == StoryLine.objects.count() >= 12
    for statement, line in zip(statements, StoryLine.objects.with_evidence(), strict=True):
        assert statement.text_content().startswith(getattr(line, f"text_{language}"))
        cited = {ref.text_content() for ref in statement.xpath(".//a[@class='ref']")}
        assert cited == {
            anchor.passage.ref for claim in line.claims.all() for anchor in claim.anchors.all() if anchor.role == "statement"
        }


def test_story_has_every_route_and_only_numbers_of_its_claims():
    assert {claim for line in StoryLine.objects.all() for claim in line.claims.filter(route__isnull=False)} == set(
        Claim.objects.filter(route__isnull=False)
    )
    for line in StoryLine.objects.with_evidence():
        for language in LANGUAGES:
            stated = " ".join(getattr(claim, f"statement_{language}") for claim in line.claims.all())
            assert set(re.findall(r"\d+", getattr(line, f"text_{language}"))) <= set(re.findall(r"\d+", stated)), line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address", ["start/", "sources/ushmm-death-marches/", "sources/ushmm-death-marches/3.5/", "claims/himmler-evacuation-order/"]
)
def test_term_is_linked_once_on_a_page(language, address):
    links = [link.get("href") for link in read_page(f"/{language}/{address}").xpath("//a[contains(@href, '/glossary/#')]")]
    assert links
    assert len(set(links)) == len(links)
    explained = {
        f"/{language}/glossary/#{id_}" for id_ in read_page(f"/{language}/glossary/").xpath("//div[@class='glossary']/div/@id")
    }
    assert set(links) <= explained
    assert len(explained) == Term.objects.count()


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_of_a_statement_are_linked_in_the_language_of_the_page(language):
    """Readers of the Arabic page may know no English, and read the statement before the reading."""
    linked = read_page(f"/{language}/claims/himmler-evacuation-order/").xpath("//h1//a[contains(@href, '/glossary/#')]/@href")
    assert {"ss", "heinrich-himmler", "evacuation", "concentration-camp"} == {href.partition("#")[2] for href in linked}


def test_explanation_of_exposure_says_what_the_source_leaves_open():
    """The English word alone suggests cold and weather (note on 3.3); a pupil must not take that for the source's."""
    term = Term.objects.get(identifier="exposure")
    assert "لا يذكر المصدر" in term.meaning_ar
    assert "The source does not say" in term.meaning_en


def test_verbatim_text_has_no_links_to_terms():
    for language in LANGUAGES:
        tree = read_page(f"/{language}/sources/ushmm-death-marches/")
        assert tree.xpath("//*[@data-verbatim]")
        assert tree.xpath("//*[@data-verbatim]//a[contains(@href, '/glossary/#')]") == []


def test_linked_terms_do_not_change_a_reading():
    for language in LANGUAGES:
        room = read_page(f"/{language}/sources/ushmm-death-marches/")
        readings = [element.text_content() for element in room.xpath("//p[@class='reading']")]
        assert readings == [reading.text for reading in Reading.objects.filter(language=language).order_by("passage__start")]


def test_term_links_to_the_sentences_whose_reading_has_it():
    glossary_page = read_page("/en/glossary/")
    for term in Term.objects.all():
        (entry,) = glossary_page.xpath("//div[@class='glossary']/div[@id=$name]", name=term.identifier)
        linked = [link.text_content().split()[-1] for link in entry.xpath(".//a[contains(@href, '/sources/')]")]
        marked = Glossary({term.identifier: term.forms["en"]})
        texts = dict(Reading.objects.filter(passage__ref__in=linked, language="en").values_list("passage__ref", "text"))
        assert all(
            term.identifier in {identifier for _part, identifier in marked.mark_terms(texts[ref], set())} for ref in linked
        ), term
        assert not any("and others" in gloss.text_content() for gloss in entry.xpath(".//p[@class='gloss']"))
    assert len(glossary_page.xpath("//div[@class='glossary']//a[contains(@href, '/sources/')]")) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_a_form_that_occurs_in_its_language(language):
    archive = " ".join(
        [getattr(line, f"text_{language}") for line in StoryLine.objects.all()]
        + [getattr(claim, f"statement_{language}") for claim in Claim.objects.all()]
        + [reading.text for reading in Reading.objects.filter(language=language)]
        + [getattr(term, f"{name}_{language}") for name in ("meaning", "name") for term in Term.objects.all()]
    )
    for term in Term.objects.all():
        assert any(form.lower() in archive.lower() for form in term.forms[language]), term


def test_forms_match_whole_words_and_the_longest_wins():
    glossary = Glossary({"a": ["الرايخ", "الرايخ الثالث"], "b": ["SS"], "c": ["إخلاء"]})

    def terms(text: str) -> list[tuple[str, str]]:
        return [(part, term) for part, term in glossary.mark_terms(text, set()) if term]

    assert terms("والرايخ الثالث") == [("الرايخ الثالث", "a")]
    assert terms("the SS-men, USSR, SSR") == [("SS", "b")]
    assert terms("لإخلاء المعسكر، والإخلاء") == [("إخلاء", "c")]
    assert terms("إخلاءات") == []
    assert list(Glossary({}).mark_terms("text", set())) == [("text", "")]


@given(st.text(alphabet="ا لإخلءSرو "), st.sets(st.sampled_from("ab")))
def test_joined_parts_equal_the_text(text, seen):
    glossary = Glossary({"a": ["إخلاء", "خل"], "b": ["S", "و"]})
    assert "".join(part for part, _term in glossary.mark_terms(text, seen)) == text


def test_story_based_on_a_draft_is_a_problem(tmp_path):
    root = corrupt_fixtures(
        tmp_path, replace_text("", "claims/rail-evacuations-1944.yaml", "claim: rail", "draft: true\nclaim: rail")
    )
    assert [problem.location.file for problem in find_problems(root) if problem.id == "draft.rested-on"] == [PRIMER]


def test_primer_is_loaded_with_the_example(example_archive):
    assert Term.objects.count() == len({term.identifier for term in Term.objects.all()}) > 10
