"""Word-for-word alignment of a quotation with several texts.

Words are the same if they are so when folded, or if they are written together or apart; among runs of equal length one that agrees
letter for letter is preferred.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from archive.quotations.tokens import Token
from archive.quotations.word_changes import count_same_words
from archive.text.anchoring import Span

# Minimum words of a matched run, unless it is half of the quotation; and of one that soon follows another in the same text.
MIN_WORDS, MIN_WORDS_NEARBY = 4, 2
# Maximum words of the text between two runs that follow each other.
MAX_GAP = 12


class AlignedSpan(NamedTuple):
    """``span`` of the quotation is ``matched_span`` of the text numbered ``text``, in code points; both are None if no text has it."""

    span: Span
    text: int | None = None
    matched_span: Span | None = None


class _WordRun(NamedTuple):
    """``length`` words of a text from ``word_index``; ``exact``: letter for letter; ``follows``: soon after the previous run.

    ``quoted_length``: the words of the quotation, which may be written together or apart.
    """

    quoted_length: int
    exact: bool
    follows: bool
    text: int
    word_index: int
    length: int


def compute_min_words(count: int) -> int:
    """Return the minimum words of a matched run of a quotation of ``count`` words: MIN_WORDS or half of them, and two at least."""
    return max(2, min(MIN_WORDS, -(-count // 2)))


def align_tokens(
    quotation: str, tokens: list[Token], texts: Sequence[str], text_tokens: Sequence[list[Token]], min_words: int
) -> list[AlignedSpan]:
    """Return the ``tokens``, words of a quotation, in order as matched and unmatched spans; matched runs have at least ``min_words``.

    From left to right, at each word the longest run of any text is taken. ``text_tokens``: the words of each text.
    """
    occurrences = _index_words(text_tokens, {token.folded for token in tokens})
    spans: list[AlignedSpan] = []
    start, matched_end, previous = 0, 0, None
    while start < len(tokens):
        runs = [
            _match_run(quotation, tokens, start, texts[text], text_tokens[text], text, index, previous)
            for text, index in occurrences[tokens[start].folded]
        ]
        long_runs = [run for run in runs if run.quoted_length >= (MIN_WORDS_NEARBY if run.follows else min_words)]
        best = max(long_runs, default=None, key=lambda run: (run[:3], -run.text, -run.word_index))
        if best is None:
            start += 1
            continue
        spans += _unmatched_span(tokens, matched_end, start)
        matched_span = _span_words(text_tokens[best.text], best.word_index, best.length)
        spans.append(AlignedSpan(_span_words(tokens, start, best.quoted_length), best.text, matched_span))
        start = matched_end = start + best.quoted_length
        previous = best
    return [*spans, *_unmatched_span(tokens, matched_end, len(tokens))]


def _index_words(texts: Sequence[list[Token]], words: set[str]) -> defaultdict[str, list[tuple[int, int]]]:
    """Return by folded word its occurrences: the number of the text, and the index of the word in it."""
    occurrences = defaultdict(list)
    for text, tokens in enumerate(texts):
        for index, token in enumerate(tokens):
            if token.folded in words:
                occurrences[token.folded].append((text, index))
    return occurrences


def _match_run(
    quotation: str,
    tokens: list[Token],
    start: int,
    text: str,
    text_tokens: list[Token],
    number: int,
    index: int,
    previous: _WordRun | None,
) -> _WordRun:
    """Return the longest run that begins at word ``start`` of the quotation and at word ``index`` of the text."""
    quoted_end, end = start, index
    while quoted_end < len(tokens) and end < len(text_tokens):
        quoted_count, count = count_same_words(tokens, quoted_end, text_tokens, end)
        if not quoted_count:
            break
        quoted_end, end = quoted_end + quoted_count, end + count
    quoted_length, length = quoted_end - start, end - index
    exact = _span_words(tokens, start, quoted_length).of(quotation) == _span_words(text_tokens, index, length).of(text)
    follows = previous is not None and number == previous.text and 0 <= index - previous.word_index - previous.length <= MAX_GAP
    return _WordRun(quoted_length, exact, follows, number, index, length)


def _span_words(tokens: list[Token], start: int, length: int) -> Span:
    return Span(tokens[start].start, tokens[start + length - 1].end)


def _unmatched_span(tokens: list[Token], start: int, end: int) -> list[AlignedSpan]:
    return [AlignedSpan(_span_words(tokens, start, end - start))] if start < end else []
