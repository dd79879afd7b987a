"""The reading room of the founding source, which shows all of it on one page, keeps to the weight of a page."""

import pytest
from django.db import transaction
from django.test import Client

from archive.models import Anchor, LoadedState
from tests.bench.growth import Size, grow
from tests.support.page_kinds import LANGUAGES

ROOM = "/{}/sources/ushmm-death-marches/"
# Bytes of HTML, and claims of other accounts for each sentence, more than a page shows
MAX_BYTES, OTHERS = 60 * 1024, 8
SENTENCES = 20


def weigh(language: str) -> int:
    response = Client().get(ROOM.format(language))
    assert response.status_code == 200
    return len(response.content)


@pytest.fixture
def other_accounts(db):
    """Let the test use an archive in which every sentence of the founding source has OTHERS more claims at least."""
    with transaction.atomic():
        grow(Size(20, 2, SENTENCES, 2 * SENTENCES * (OTHERS + 1)))
        LoadedState.objects.update(digest="other accounts")
        quoted = Anchor.objects.filter(passage__source__identifier="ushmm-death-marches", claim__identifier__startswith="invented-")
        assert quoted.values("passage").distinct().count() == SENTENCES
        assert quoted.count() >= SENTENCES * OTHERS
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_room_weighs_sixty_kibibytes_at_most(language):
    assert weigh(language) <= MAX_BYTES


@pytest.mark.usefixtures("other_accounts")
@pytest.mark.parametrize("language", LANGUAGES)
def test_room_that_other_accounts_quote_weighs_no_more(language):
    assert weigh(language) <= MAX_BYTES
