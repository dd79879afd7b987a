"""The list of page kinds that accessibility, validity and weight are checked on is complete and true."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import LocalePrefixPattern, get_resolver, resolve
from django.utils.translation import override

from tests.support.page_kinds import KINDS, LANGUAGES, PUBLISHED

# What answers a machine, below a language and yet no page.
FOR_MACHINES = {"opensearch", "search-atom", "search-json", "suggest", "verify-json"}


def page_names() -> set[str]:
    prefixed = (one for one in get_resolver().url_patterns if isinstance(one.pattern, LocalePrefixPattern))
    return {pattern.name for found in prefixed for pattern in found.url_patterns}


def test_every_kind_of_page_is_in_the_list():
    with override("en"):
        listed = {resolve(kind.address("en").partition("?")[0]).url_name for kind in KINDS if kind.status == 200}
    assert page_names() - listed - FOR_MACHINES == ({"preview"} if settings.PREVIEW else set())


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PUBLISHED, ids=lambda kind: kind.name)
def test_a_page_of_the_list_answers_as_it_says(kind, language):
    answer = Client().get(kind.address(language), headers={"Accept-Language": language})
    assert (answer.status_code, answer.headers["Content-Language"]) == (kind.status, language)


def test_names_are_told_apart():
    assert len({kind.name for kind in KINDS}) == len(KINDS)
