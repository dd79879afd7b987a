"""The words of a region that are nearest to a quotation, and what differs: words first, then characters of words that are the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from archive.quotations.text_index import TextMatch, TextRegion
from archive.quotations.tokens import WORD, Token, is_word_boundary, tokenize_text
from archive.quotations.word_changes import WordChange, compare_words, is_close
from archive.text.anchoring import Span
from archive.text.closest_match import Difference, find_closest_span, find_differences

# Kinds of difference that are of words: another one, one that the source has not, and one that it has besides.
OTHER_WORD = ("word", "word-added", "word-left-out")
# Minimum letters of a part of a word at the edge of a quotation.
MIN_PART_LETTERS = 2
# Words of the text by which the nearest words are extended.
MAX_EXTENSION = 4
SENTENCE_ENDS = frozenset(".!?؟\n")


class WordMatch(NamedTuple):
    """Words of a text in place of those of a quotation; ``cut_words``: those in which it begins and ends."""

    place: TextMatch
    differences: tuple[Difference, ...]
    changes: tuple[WordChange, ...]
    distance: int
    cut_words: tuple[str, str] = ("", "")

    @property
    def rank(self) -> tuple[int, int, bool]:
        """Return the order in which matches are preferred."""
        return sum(change.size for change in self.changes), self.distance, self.place.region.kind != "text"

    @property
    def has_omissions_only(self) -> bool:
        """Return whether the quotation leaves words out and has no others."""
        return bool(self.changes) and not any(change.quoted for change in self.changes)


def match_nearest_words(quotation: str, tokens: list[Token], region: TextRegion, words: list[Token]) -> WordMatch | None:
    """Return the nearest words of a region; None if too many are others."""
    folded = [token.folded for token in tokens]
    closest = find_closest_span(" ".join(folded), " ".join(word.folded for word in words))
    if closest is None:
        return None
    span, distance = closest
    starts = [0, *accumulate(len(word.folded) + 1 for word in words)]
    first, last = bisect_right(starts, span.start) - 1, bisect_left(starts, span.end)
    first, last = _fit_edges(tokens, quotation, region, words, first, last)
    original = words[first:last]
    cut_words, changes = _find_cut_edges(tokens, original, compare_words(tokens, original), region.text)
    if not original or not is_close(tokens, original, changes):
        return None
    # A cut word is part of the place as far as the quotation has it.
    start = original[0].end - len(tokens[0].folded) if cut_words[0] else original[0].start
    end = original[-1].start + len(tokens[-1].folded) if cut_words[1] else original[-1].end
    place = region.locate(_include_edges(quotation, tokens, region.text, Span(start, end)))
    differences = _describe(quotation, tokens, place.words, original, place.span.start - region.start, changes)
    return WordMatch(place, tuple(differences), tuple(changes), distance, cut_words)


def _fit_edges(
    tokens: list[Token], quotation: str, region: TextRegion, words: list[Token], first: int, last: int
) -> tuple[int, int]:
    """Return the words of the region that are nearest, from ``first`` up to ``last``, with as few changes as possible at the edges."""
    # Words that the quotation has not, at the edges.
    size = _count_changes(tokens, words[first:last])
    while last - first > 1 and not _is_part(tokens[-1].folded, words[last - 1].folded, str.startswith):
        if (smaller := _count_changes(tokens, words[first : last - 1])) > size:
            break
        last, size = last - 1, smaller
    while last - first > 1 and not _is_part(tokens[0].folded, words[first].folded, str.endswith):
        if (smaller := _count_changes(tokens, words[first + 1 : last])) > size:
            break
        first, size = first + 1, smaller
    # The first or last word of the quotation, if the text has it a few words further.
    first = next(
        (at for at in range(first - 1, max(-1, first - MAX_EXTENSION - 1), -1) if _fits(tokens, words[at:last], 0, size)), first
    )
    last = next(
        (at for at in range(last + 1, min(len(words), last + MAX_EXTENSION) + 1) if _fits(tokens, words[first:at], -1, size)), last
    )
    # Words that the quotation has instead of others of the same sentence.
    changes = compare_words(tokens, words[first:last])
    if changes and not changes[0].original and not changes[0].quoted.start:
        before = max(0, first - len(changes[0].quoted))
        if SENTENCE_ENDS.isdisjoint(region.text[words[before].start : words[first].start]):
            first = before
    if changes and not changes[-1].original and changes[-1].quoted.stop == len(tokens):
        after = min(len(words), last + len(changes[-1].quoted))
        if SENTENCE_ENDS.isdisjoint(region.text[words[last - 1].end : words[after - 1].start]):
            last = after
    return first, last


def _fits(tokens: list[Token], words: list[Token], edge: int, size: int) -> bool:
    """Return whether the words at an edge are the same, and no more than ``size`` words differ."""
    return tokens[edge].folded == words[edge].folded and _count_changes(tokens, words) <= size


def _count_changes(tokens: list[Token], words: list[Token]) -> int:
    return sum(change.size for change in compare_words(tokens, words))


def _find_cut_edges(
    tokens: list[Token], original: list[Token], changes: list[WordChange], text: str
) -> tuple[tuple[str, str], list[WordChange]]:
    """Return the words in which the quotation begins and ends, and the changes without those."""
    edges = ["", ""]
    if len(tokens) < 2:
        return ("", ""), changes
    first, last = WordChange(range(1), range(1)), WordChange(_last_index(tokens), _last_index(original))
    if changes[:1] == [first] and _is_part(tokens[0].folded, original[0].folded, str.endswith):
        edges[0], changes = text[original[0].start : original[0].end], changes[1:]
    if changes[-1:] == [last] and _is_part(tokens[-1].folded, original[-1].folded, str.startswith):
        edges[1], changes = text[original[-1].start : original[-1].end], changes[:-1]
    return (edges[0], edges[1]), changes


def _last_index(words: list[Token]) -> range:
    return range(len(words) - 1, len(words))


def _is_part(part: str, word: str, has_edge: Callable[[str, str], bool]) -> bool:
    return part == word or (len(part) >= MIN_PART_LETTERS and not any(map(str.isdigit, word)) and has_edge(word, part))


def _include_edges(quotation: str, tokens: list[Token], text: str, span: Span) -> Span:
    """Return the span with the characters around it that the quotation has there too, such as a full stop."""
    before, after = quotation[: tokens[0].start], quotation[tokens[-1].end :]
    start, end = span
    while before and start and text[start - 1] == before[-1]:
        start, before = start - 1, before[:-1]
    while after and end < len(text) and text[end] == after[0]:
        end, after = end + 1, after[1:]
    return Span(start, end)


def count_other_words(differences: Iterable[Difference]) -> int:
    """Return how many words differ in all of some differences."""
    sides = ((difference.quoted, difference.original) for difference in differences if difference.kind in OTHER_WORD)
    return sum(max(len(tokenize_text(words)) for words in pair) for pair in sides)


def describe_differences(quoted: str, original: str) -> tuple[Difference, ...]:
    """Return the differences of two texts of the same words."""
    return tuple(_name_notes(quoted, find_differences(quoted, original)))


def _describe(
    quotation: str, tokens: list[Token], text: str, words: list[Token], offset: int, changes: Sequence[WordChange]
) -> Iterator[Difference]:
    """Yield the differences in order; ``offset``: where ``text`` begins in the region of the words."""
    at, text_at = 0, 0
    for change in changes:
        quoted, original = _find_span(tokens, change.quoted), _find_span(words, change.original).moved(-offset)
        # The white space after a word that the other side has not belongs to it.
        if change.quoted and change.quoted.stop == len(tokens) and not change.original:
            quoted = Span(max(at, len(quotation[: quoted.start].rstrip())), quoted.end)
        quoted_end = quoted.end if change.original else _skip_space(quotation, quoted.end)
        original_end = original.end if change.quoted else _skip_space(text, original.end)
        yield from _compare(quotation, Span(at, quoted.start), text, Span(text_at, original.start))
        kind = OTHER_WORD[0] if change.quoted and change.original else OTHER_WORD[1] if change.quoted else OTHER_WORD[2]
        yield Difference(kind, quoted.start, quotation[quoted.start : quoted_end], text[original.start : original_end])
        at, text_at = quoted_end, original_end
    yield from _compare(quotation, Span(at, len(quotation)), text, Span(text_at, len(text)))


def _skip_space(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())


def _find_span(tokens: list[Token], words: range) -> Span:
    """Return the span of some words; of none, the place where they would begin."""
    if words:
        return Span(tokens[words.start].start, tokens[words.stop - 1].end)
    at = tokens[words.start].start if words.start < len(tokens) else tokens[-1].end
    return Span(at, at)


def _compare(quotation: str, quoted: Span, text: str, original: Span) -> Iterator[Difference]:
    part = quoted.of(quotation)
    for difference in _name_notes(part, find_differences(part, original.of(text))):
        yield difference._replace(at=difference.at + quoted.start)


def _name_notes(quoted: str, differences: Iterator[Difference]) -> Iterator[Difference]:
    """Yield the differences; figures after a letter that the source has not are the number of a footnote."""
    for difference in differences:
        is_note = not difference.original and difference.quoted.isdecimal() and quoted[difference.at - 1 : difference.at].isalpha()
        yield difference._replace(kind="note") if is_note else difference


def find_cut_words(place: TextMatch) -> tuple[str, str]:
    """Return the words of a text in which a place begins and ends, empty where it has them whole."""
    text, span = place.region.text, place.span.moved(-place.region.start)
    return tuple("" if is_word_boundary(text, at) else _find_word(text, at) for at in span)  # type: ignore[return-value]


def _find_word(text: str, at: int) -> str:
    start = max(0, text.rfind(" ", 0, at))
    return next((match[0] for match in WORD.finditer(text, start) if match.start() < at < match.end()), "")
