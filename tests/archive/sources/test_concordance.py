"""Every mention stands in its own words, to the letter, with whole words on either side."""

import pytest

from archive.models import Mention
from archive.sources.concordance import CONTEXT_LENGTH, build_concordance

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return build_concordance(Mention.objects.select_related("passage__source"))


def test_every_mention_has_its_line_in_the_order_of_the_text(found):
    assert [line.mention.pk for line in found] == list(Mention.objects.order_by("pk").values_list("pk", flat=True))


def test_a_line_is_the_sentence_to_the_letter(found):
    for before, mention, after in found:
        text = mention.passage.text
        assert text[mention.start - len(before) : mention.end + len(after)] == before + mention.exact + after


def test_a_line_is_short_and_cuts_no_word(found):
    for before, mention, after in found:
        text = mention.passage.text
        left, right = text[: mention.start - len(before)], text[mention.end + len(after) :]
        assert max(len(before), len(after)) <= CONTEXT_LENGTH
        assert not left or left[-1].isspace() or not before
        assert not right or right[0].isspace() or not after


def test_a_long_sentence_is_cut_and_a_short_one_is_not(found):
    whole = {line.mention.pk: (line.before, line.after) for line in found}
    for mention in Mention.objects.select_related("passage__source"):
        before, after = whole[mention.pk]
        assert (before == mention.passage.text[: mention.start]) == (mention.start <= CONTEXT_LENGTH)
        assert (after == mention.passage.text[mention.end :]) == (len(mention.passage.text) - mention.end <= CONTEXT_LENGTH)
