"""Words of a query that say little of what is searched for."""

import pytest

from archive.search.query import parse_query
from archive.search.query_words import classify_terms, is_definition_question, is_kind_word, list_without_prefix


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("the camp Treblinka", "function kind content"),
        ("معسكر تريبلينكا", "kind content"),
        ("obóz w Treblince", "kind function content"),
        ("лагерь Треблинка", "kind content"),
        ("Nebenlager Barth", "kind content"),
        ("what is a camp", "function function function content"),
        ("what is it", "content content content"),
        ('"the camp" Barth', "content content"),
    ],
)
def test_terms_have_roles(text, roles):
    assert classify_terms(parse_query(text).terms) == roles.split()


@pytest.mark.parametrize("word", ["camp", "والمعسكر", "بمعسكر", "konzentrationslager"])
def test_kind_word_may_have_a_prefix(word):
    assert is_kind_word(word)


@pytest.mark.parametrize(
    "text",
    ["What is a march?", "what were the marches", "ما هي مسيرات الموت؟", "ما معنى الإخلاء", "من هو هيملر؟", "Who was Himmler?"],
)
def test_question_asks_what_something_is(text):
    assert is_definition_question(text)


@pytest.mark.parametrize("text", ["whatever", "When did it end?", "مارس", "من أوشفيتز"])
def test_other_query_asks_for_no_definition(text):
    assert not is_definition_question(text)


def test_prefixes_are_removed_one_after_another():
    assert list_without_prefix("وبالبلده") == ["بالبلده", "البلده", "بلده"]
    assert list_without_prefix("dachau") == []
