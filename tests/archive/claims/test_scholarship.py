"""What scholarship says is shown in its own box, beside the sentences, pages and questions that an entry names."""

import pytest
from django.test import Client

from archive.models import Question, Term
from tests.support.corrupted_fixtures import check_case, replace_text
from tests.support.html_pages import read_page

pytestmark = pytest.mark.django_db

SOURCE = "ushmm-death-marches"
SHOWN = (
    "start/",
    "routes/",
    "routes/winter-1944-1945-westward/",
    f"sources/{SOURCE}/3.2/",
    f"sources/{SOURCE}/3/",
    "claims/thousands-died/",
)
PRIMER = "primer.yaml"
CASES = [
    replace_text(
        "passage.unknown", PRIMER, f'beside: ["{SOURCE}:3.2", "{SOURCE}:1.4"]', f'beside: [⌖"{SOURCE}:3.9", "{SOURCE}:1.4"]', "3.9"
    ),
    replace_text("question.unknown", PRIMER, "questions: [prisoners-who, who", "questions: [⌖prisoners-how, who", "prisoners-how"),
]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_box_is_shown_with_its_references(language):
    for address in SHOWN:
        (box,) = read_page(f"/{language}/{address}").xpath("//section[@id='scholarship']")
        assert len(box.xpath(".//h3")) == len(box.xpath(".//p[@class='gloss']/bdi")) >= 2
        assert not box.xpath(".//*[@data-fact]"), "it is no statement of a source"


def test_box_is_not_shown_elsewhere():
    for address in (f"/en/sources/{SOURCE}/4.3/", "/en/claims/surrender-west-1945-05-07/", "/en/camps/dachau/"):
        assert not read_page(address).xpath("//section[@id='scholarship']")


def test_silences_lead_to_it():
    links = read_page("/en/camps/auschwitz/").xpath("//section[contains(@class, 'silences')]//li/a/@href")
    assert {"/en/glossary/#who-the-prisoners-were", "/en/glossary/#how-many"} <= set(links)


def test_every_entry_has_a_reference():
    assert not Term.objects.filter(reference="").exists()
    known = set(Question.objects.values_list("identifier", flat=True))
    assert all(set(term.questions) <= known for term in Term.objects.all())


@pytest.mark.parametrize(
    ("query", "term"),
    [("يهود", "jews"), ("Jews", "jews"), ("Holocaust", "holocaust"), ("الروما", "roma-and-sinti"), ("denial", "holocaust-denial")],
)
def test_search_leads_there(query, term):
    language = "en" if query.isascii() else "ar"
    response = Client().get(f"/{language}/search/", {"q": query})
    assert f"/{language}/glossary/#{term}" in response.content.decode()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_unknown_sentence_or_question_is_refused(case, tmp_path):
    check_case(case, tmp_path)
