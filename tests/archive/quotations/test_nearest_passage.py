"""The passage that is nearest to a quotation that is nowhere."""

import random
import string

from archive.quotations.nearest_passage import find_nearest_passage
from archive.quotations.text_index import ChunkStart, TextRegion
from archive.quotations.tokens import tokenize_text


def make_region(source: int, words: list[str]):
    text = " ".join(words)
    region = TextRegion("text", source, text, (ChunkStart(0, 0, 1),))
    return region, tokenize_text(text)


def test_of_passages_that_share_as_much_the_first_is_nearest_in_any_process():
    chance = random.Random(5)  # noqa: S311
    for _time in range(200):
        # Seven words in the first two passages each; each further passage repeats some of both, so that a word is as frequent as its twin.
        first, second = (["".join(chance.choices(string.ascii_lowercase, k=9)) for _word in range(7)] for _passage in range(2))
        repeated = [[first[at], second[at]] for at in range(7) for _copy in range(at)]
        regions = [make_region(1, first), make_region(2, second), *(make_region(3, words) for words in repeated)]
        nearest = find_nearest_passage([*first, *second], regions)
        assert nearest.place.region.source == 1
