"""Words of a passage, numbered from 1, of which a reader chooses the first and the last to cite."""

import pytest
from django.test import Client

from archive.models import Passage, Source
from archive.sources.passage_view import MAX_OFFERED_WORDS, PassageView, find_words
from archive.text.anchoring import Span
from archive.text.references import InvalidReference, parse_reference
from tests.support.page_kinds import LANGUAGES, SOURCE

ADDRESS = f"/en/sources/{SOURCE}"


def test_word_is_without_punctuation_at_its_ends():
    assert [tuple(word) for word in find_words("«The SS’s» , camp-guards.")] == [
        ("The", Span(1, 4)),
        ("SS’s", Span(5, 9)),
        ("camp-guards", Span(13, 24)),
    ]


def test_vowel_signs_belong_to_their_word():
    assert [word.text for word in find_words("«كُتِبَ»، ثمَّ.")] == ["كُتِبَ", "ثمَّ"]


@pytest.fixture
def view(db):
    return PassageView.load(Source.objects.get(identifier=SOURCE), parse_reference("3.3"))


def test_chosen_words_are_the_characters_of_their_reference(view):
    reference = view.narrow_to_words("2", "3")
    assert str(reference) == "3.3@4-13"
    assert Passage.objects.get(ref="3.3").text[slice(*reference.characters)] == "الآلاف من"


def test_words_may_be_chosen_backwards(view):
    assert view.narrow_to_words("3", "2") == view.narrow_to_words("2", "3")


@pytest.mark.parametrize(("first", "last"), [("0", "1"), ("1", "99"), ("x", "2"), ("1", "-2"), ("1", "٢"), ("9" * 5000, "1")])
def test_number_that_no_word_has_is_refused(view, first, last):
    with pytest.raises(InvalidReference):
        view.narrow_to_words(first, last)


def test_no_words_are_offered_of_a_long_passage(view):
    source = Source(identifier="long", text="word " * (MAX_OFFERED_WORDS + 1), language="en")
    long = PassageView(source, parse_reference("1"), [], Span(0, len(source.text)), None, None, None, [])
    assert view.offered_words == view.words
    assert long.offered_words == []


@pytest.mark.django_db
@pytest.mark.parametrize("ref", ["3.3", "3.3@4-13"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_form_leads_to_the_exact_words_of_the_passage(language, ref):
    response = Client().get(f"/{language}/sources/{SOURCE}/{ref}/?first-word=2&last-word=3")
    assert response.headers["Location"] == f"/{language}/sources/{SOURCE}/3.3@4-13/#words"
    assert response.status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["first-word=2&last-word=99", "first-word=0", "first-word=two"])
def test_word_that_is_not_there_is_explained(words):
    response = Client().get(f"{ADDRESS}/3.3/?{words}")
    assert response.status_code == 404
    assert "This passage has no words of these numbers" in response.content.decode()
