"""The list of page kinds, which the page checks use, is complete and correct."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import LocalePrefixPattern, get_resolver, resolve
from django.utils.translation import override

from tests.support.page_kinds import KINDS, LANGUAGES, PUBLISHED

# Names of URLs with a language prefix that are not pages.
# Addresses that other programs read, and the frame of a version, which has no constant address
FOR_MACHINES = {"embed-version", "opensearch", "search-atom", "search-json", "suggest", "verify-json"}


def page_names() -> set[str]:
    resolvers = (resolver for resolver in get_resolver().url_patterns if isinstance(resolver.pattern, LocalePrefixPattern))
    return {pattern.name for resolver in resolvers for pattern in resolver.url_patterns}


def test_every_page_is_of_a_listed_kind():
    with override("en"):
        listed = {resolve(kind.address("en").partition("?")[0]).url_name for kind in KINDS if kind.status == 200}
    assert page_names() - listed - FOR_MACHINES == ({"preview"} if settings.PREVIEW else set())


@pytest.mark.django_db
@pytest.mark.published_pages
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PUBLISHED, ids=lambda kind: kind.name)
def test_listed_page_has_its_status_and_language(kind, language):
    response = Client().get(kind.address(language), headers={"Accept-Language": language})
    assert (response.status_code, response.headers["Content-Language"]) == (kind.status, language)


def test_names_of_kinds_are_unique():
    assert len({kind.name for kind in KINDS}) == len(KINDS)
