"""Students meet the subject in words that they know: every sentence of the story is cited, every hard word explained at its first mention."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from archive.models import Claim, Reading, StoryLine, Term
from archive.text.glossary import Glossary
from tests.support.corrupted_fixtures import check_case, copy_fixtures, corrupt_fixtures, find_problems, replace_text
from tests.support.example_fixtures import load_example

pytestmark = pytest.mark.django_db
LANGUAGES = ["ar", "en"]
PRIMER = "primer.yaml"
CASES = [
    replace_text("record.twice", PRIMER, "- term: heinrich-himmler", "- term: ⌖ss", "ss"),
    replace_text("record.twice", PRIMER, '["Soviet forces"]', '[⌖"Allied forces"]', "Allied forces"),
    replace_text("claim.unknown", PRIMER, "[rail-evacuations-1944]", "[⌖rail-evacuations-1945]", "rail-evacuations-1944"),
]


def page(address: str):
    return html.document_fromstring(Client().get(address).content.decode())


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_of_the_primer_is_told_at_its_place(case, tmp_path):
    check_case(case, tmp_path)


def test_an_archive_without_a_primer_is_whole(tmp_path):
    root = copy_fixtures(tmp_path)
    (root / PRIMER).unlink()
    assert find_problems(root) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_story_is_cited(language):
    told = page(f"/{language}/start/").xpath("//*[@data-fact='statement']")
    assert len(told) == StoryLine.objects.count() >= 12
    for one, line in zip(told, StoryLine.objects.with_evidence(), strict=True):
        assert one.text_content().startswith(getattr(line, f"text_{language}"))
        cited = {ref.text for ref in one.xpath(".//a[@class='ref']")}
        assert cited == {
            anchor.passage.ref for claim in line.claims.all() for anchor in claim.anchors.all() if anchor.role == "statement"
        }


def test_the_story_tells_every_route_and_names_no_number_or_day_that_its_claims_do_not():
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
def test_a_word_is_linked_once_a_page_and_leads_to_its_explanation(language, address):
    links = [one.get("href") for one in page(f"/{language}/{address}").xpath("//a[@class='term']")]
    assert links
    assert len(set(links)) == len(links)
    explained = {f"/{language}/glossary/#{one}" for one in page(f"/{language}/glossary/").xpath("//dl[@class='glossary']/div/@id")}
    assert set(links) <= explained
    assert len(explained) == Term.objects.count()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_claim_are_explained_in_the_language_of_the_page(language):
    """Who reads the Arabic page may know no English, and reads the statement before the reading."""
    linked = page(f"/{language}/claims/himmler-evacuation-order/").xpath("//h1//a[@class='term']/@href")
    assert {"ss", "heinrich-himmler", "evacuation", "concentration-camp"} == {one.partition("#")[2] for one in linked}


def test_exposure_is_said_in_both_languages_to_be_left_open_by_the_source():
    """The English word alone suggests cold and weather (note on 3.3); a pupil must not take that for the source's."""
    term = Term.objects.get(identifier="exposure")
    assert "لا يذكر المصدر" in term.meaning_ar
    assert "The source does not say" in term.meaning_en


def test_the_words_of_the_source_are_never_linked_to_an_explanation():
    for language in LANGUAGES:
        tree = page(f"/{language}/sources/ushmm-death-marches/")
        assert tree.xpath("//*[@data-verbatim]")
        assert tree.xpath("//*[@data-verbatim]//a[@class='term']") == []


def test_a_reading_with_explained_words_has_its_own_characters_and_no_others():
    shown = [one.text_content() for one in page("/en/sources/ushmm-death-marches/").xpath("//p[@class='reading']")]
    assert shown == [one.text for one in Reading.objects.order_by("passage__start")]


def test_a_term_leads_to_the_sentences_in_whose_reading_it_stands():
    shown = page("/en/glossary/")
    for term in Term.objects.all():
        (entry,) = shown.xpath("//dl[@class='glossary']/div[@id=$name]", name=term.identifier)
        linked = [link.text_content() for link in entry.xpath(".//a[contains(@href, '/sources/')]")]
        marked = Glossary({term.identifier: term.forms["en"]})
        texts = dict(Reading.objects.filter(passage__ref__in=linked, language="en").values_list("passage__ref", "text"))
        assert all(term.identifier in {found for _part, found in marked.mark_terms(texts[ref], set())} for ref in linked), term
        assert "and others" not in entry.text_content()
    assert len(shown.xpath("//dl[@class='glossary']//a[contains(@href, '/sources/')]")) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_a_term_is_of_use_and_stands_in_its_language(language):
    """A form that nothing on the site has would explain nothing."""
    archive = " ".join(
        [getattr(one, f"text_{language}") for one in StoryLine.objects.all()]
        + [getattr(one, f"statement_{language}") for one in Claim.objects.all()]
        + [one.text for one in Reading.objects.filter(language=language)]
        + [getattr(one, f"meaning_{language}") for one in Term.objects.all()]
    )
    for term in Term.objects.all():
        assert any(form in archive for form in term.forms[language]), term


def test_forms_are_whole_words_and_the_longest_wins():
    glossary = Glossary({"a": ["الرايخ", "الرايخ الثالث"], "b": ["SS"], "c": ["إخلاء"]})

    def terms(text: str) -> list[tuple[str, str]]:
        return [(part, term) for part, term in glossary.mark_terms(text, set()) if term]

    assert terms("والرايخ الثالث") == [("الرايخ الثالث", "a")]
    assert terms("the SS-men, USSR, SSR") == [("SS", "b")]
    assert terms("لإخلاء المعسكر، والإخلاء") == [("إخلاء", "c")]
    assert terms("إخلاءات") == []
    assert list(Glossary({}).mark_terms("text", set())) == [("text", "")]


@given(st.text(alphabet="ا لإخلءSرو "), st.sets(st.sampled_from("ab")))
def test_the_parts_of_a_text_are_the_text(text, seen):
    glossary = Glossary({"a": ["إخلاء", "خل"], "b": ["S", "و"]})
    assert "".join(part for part, _term in glossary.mark_terms(text, seen)) == text


def test_a_story_that_rests_on_a_draft_is_refused(tmp_path):
    root = corrupt_fixtures(
        tmp_path, replace_text("", "claims/rail-evacuations-1944.yaml", "claim: rail", "draft: true\nclaim: rail")
    )
    assert [one.location.file for one in find_problems(root) if one.id == "draft.rested-on"] == [PRIMER]


def test_the_primer_is_loaded_again_with_the_example(tmp_path):
    load_example(tmp_path)
    assert Term.objects.count() == len({one.identifier for one in Term.objects.all()}) > 10
