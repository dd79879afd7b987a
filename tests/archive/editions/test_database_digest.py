"""The digest of a whole database."""

import pytest
from django.utils.translation import override

from archive.editions.database_digest import digest_database
from archive.vocabulary import LANGUAGES


@pytest.mark.django_db
def test_digest_is_the_same_in_either_language():
    digests = set()
    for language in LANGUAGES:
        with override(language):
            digests.add(digest_database())
    assert len(digests) == 1
