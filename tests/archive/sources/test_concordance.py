"""A concordance has a line for every mention, with exact text and whole words on either side."""

import pytest

from archive.models import Mention
from archive.sources.concordance import build_concordance
from archive.text.keyword_context import CONTEXT_LENGTH

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    return build_concordance(Mention.objects.select_related("passage__source"))


def test_every_mention_has_a_line_in_order_of_the_text(lines):
    assert [line.mention.pk for line in lines] == list(Mention.objects.order_by("pk").values_list("pk", flat=True))


def test_line_equals_the_text_of_the_sentence(lines):
    for before, mention, after in lines:
        text = mention.passage.text
        assert text[mention.start - len(before) : mention.end + len(after)] == before + mention.exact + after


def test_line_is_short_and_has_whole_words(lines):
    for before, mention, after in lines:
        text = mention.passage.text
        left, right = text[: mention.start - len(before)], text[mention.end + len(after) :]
        assert max(len(before), len(after)) <= CONTEXT_LENGTH
        assert not left or left[-1].isspace() or not before
        assert not right or right[0].isspace() or not after


def test_only_long_sentences_are_cut(lines):
    contexts = {line.mention.pk: (line.before, line.after) for line in lines}
    for mention in Mention.objects.select_related("passage__source"):
        before, after = contexts[mention.pk]
        assert (before == mention.passage.text[: mention.start]) == (mention.start <= CONTEXT_LENGTH)
        assert (after == mention.passage.text[mention.end :]) == (len(mention.passage.text) - mention.end <= CONTEXT_LENGTH)
