"""Rows in the memory of a process: shared within an edition, and few."""

import pytest

from archive.edition_cache import CURRENT_EDITION
from archive.models import Mention, Source, Subject
from archive.models.cached_rows import count_rows, find_row, load_rows
from archive.models.claim import select_claims_about


def select_source(identifier: str):
    return Source.objects.filter(identifier=identifier)


def select_mentions(name: str):
    return Mention.objects.with_texts().filter(subject__identifier=name)


@pytest.fixture
def edition():
    token = CURRENT_EDITION.set("an edition")
    yield
    CURRENT_EDITION.reset(token)


@pytest.mark.django_db
@pytest.mark.usefixtures("edition")
def test_rows_that_are_cached_share_the_text_of_their_source():
    (source,) = load_rows(select_source, "ushmm-death-marches")
    for name in ("stutthof", "auschwitz"):
        mentions = load_rows(select_mentions, name)
        assert mentions
        assert all(mention.passage.source.text is source.text for mention in mentions)


@pytest.mark.django_db
@pytest.mark.usefixtures("edition")
def test_rows_are_read_once_for_an_edition(django_assert_num_queries):
    load_rows(select_source, "ushmm-death-marches")
    with django_assert_num_queries(0):
        load_rows(select_source, "ushmm-death-marches")


@pytest.mark.django_db
@pytest.mark.usefixtures("edition")
def test_a_row_that_is_not_there_is_not_cached(django_assert_num_queries):
    for _time in range(2):
        with django_assert_num_queries(1):
            assert find_row(select_source, "of-a-reader") is None
    source = find_row(select_source, "ushmm-death-marches")
    with django_assert_num_queries(0):
        assert find_row(select_source, "ushmm-death-marches") is source


@pytest.mark.django_db
def test_rows_weigh_what_was_loaded_with_them():
    claims = list(select_claims_about(Subject.objects.get(identifier="majdanek")))
    anchors = [anchor for claim in claims for anchor in claim.anchors.all()]
    passages = [anchor.passage for anchor in anchors]
    assert len(claims) > 1
    assert count_rows(claims) == len([*claims, *anchors, *passages, *{passage.source for passage in passages}]) + 1
    assert count_rows(["3.1", "3.2"]) == 3
