"""Parts of templates that are rendered once per edition."""

import pytest
from django.http import QueryDict
from django.template import Context, Template, VariableDoesNotExist
from django.utils.translation import override

from archive.edition_cache import CURRENT_EDITION
from archive.search.found_words import read_found_words

PART = Template("{% load fragments %}{% per_edition test-part key %}{{ words }}{% endper_edition %}")


def render(edition: str, language: str, **context: object) -> str:
    token = CURRENT_EDITION.set(edition)
    try:
        with override(language):
            return PART.render(Context(context))
    finally:
        CURRENT_EDITION.reset(token)


def test_part_is_rendered_once_per_edition_language_and_key():
    assert render("e1", "en", key=1, words="first") == "first"
    assert render("e1", "en", key=1, words="second") == "first"
    assert render("e1", "ar", key=1, words="third") == "third"
    assert render("e1", "en", key=2, words="fourth") == "fourth"
    assert render("e2", "en", key=1, words="fifth") == "fifth"


def test_part_is_rendered_each_time_without_an_edition():
    assert [render("", "en", key=1, words=words) for words in ("first", "second")] == ["first", "second"]


def test_missing_key_is_an_error():
    with pytest.raises(VariableDoesNotExist):
        render("e1", "en", words="first")


@pytest.mark.django_db
def test_part_has_no_words_of_a_search():
    """A part that another page shows must not have the frames of the page that was rendered first."""
    part = Template(
        "{% load fragments record %}{% per_edition framed key %}{% mark_found words %}{% endper_edition %}{% mark_found words %}"
    )
    context = Context({"key": 1, "words": "Stutthof", "found_words": read_found_words(QueryDict("found=Stutthof"))})
    token = CURRENT_EDITION.set("e1")
    try:
        assert part.render(context) == 'Stutthof<mark class="found">Stutthof</mark>'
    finally:
        CURRENT_EDITION.reset(token)


@pytest.mark.django_db
def test_part_of_a_plain_page_is_rendered_anew_for_words_of_a_search_and_in_a_preview():
    part = Template(
        "{% load fragments record %}{% per_edition_if_plain plain key %}{% mark_found words %}{{ preview }}{% endper_edition_if_plain %}"
    )
    found = read_found_words(QueryDict("found=Stutthof"))
    token = CURRENT_EDITION.set("e1")
    try:
        plain, marked = {"key": 1, "words": "Stutthof"}, '<mark class="found">Stutthof</mark>'
        assert part.render(Context({**plain, "found_words": found})) == marked
        assert part.render(Context({**plain, "preview": "!"})) == "Stutthof!"
        assert part.render(Context({**plain, "found_words": None})) == "Stutthof"
        assert part.render(Context({**plain, "found_words": found})) == marked
        assert part.render(Context({**plain, "words": "other"})) == "Stutthof"
    finally:
        CURRENT_EDITION.reset(token)


def test_part_of_a_page_is_rendered_once_per_page_and_each_time_where_pages_have_no_key():
    part = Template("{% load fragments %}{% per_page main %}{{ words }}{% endper_page %}")
    token = CURRENT_EDITION.set("e1")
    try:
        rendered = [
            part.render(Context({"page_key": ("camp", key), "words": words})) for key, words in ((1, "a"), (1, "b"), (2, "c"))
        ]
        assert rendered == ["a", "a", "c"]
        assert [part.render(Context({"words": words})) for words in ("d", "e")] == ["d", "e"]
    finally:
        CURRENT_EDITION.reset(token)
