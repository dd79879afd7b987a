"""Word-for-word alignment of a quotation with several texts.

Words are the same if they are so when folded; among runs of equal length one that agrees letter for letter is preferred.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from archive.quotations.tokens import Token, tokenize_text
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
    """``length`` words of a text from ``word_index``; ``exact``: letter for letter; ``follows``: soon after the previous run."""

    length: int
    exact: bool
    follows: bool
    text: int
    word_index: int


def align_quotation(quotation: str, texts: Sequence[str]) -> list[AlignedSpan]:
    """Return the quotation in order as matched and unmatched spans.

    From left to right, at each word the longest run of any text is taken.
    """
    tokens, text_tokens = tokenize_text(quotation), [tokenize_text(text) for text in texts]
    occurrences = _index_words(text_tokens, {token.folded for token in tokens})
    min_words = max(2, min(MIN_WORDS, -(-len(tokens) // 2)))
    spans: list[AlignedSpan] = []
    start, matched_end, previous = 0, 0, None
    while start < len(tokens):
        remaining = tokens[start:]
        runs = [
            _match_run(quotation, remaining, texts[text], text_tokens[text], text, index, previous)
            for text, index in occurrences[remaining[0].folded]
        ]
        long_runs = [run for run in runs if run.length >= (MIN_WORDS_NEARBY if run.follows else min_words)]
        best = max(long_runs, default=None, key=lambda run: (run[:3], -run.text, -run.word_index))
        if best is None:
            start += 1
            continue
        spans += _unmatched_span(tokens, matched_end, start)
        matched_span = _span_words(text_tokens[best.text], best.word_index, best.length)
        spans.append(AlignedSpan(_span_words(tokens, start, best.length), best.text, matched_span))
        start = matched_end = start + best.length
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
    quotation: str, tokens: list[Token], text: str, text_tokens: list[Token], number: int, index: int, previous: _WordRun | None
) -> _WordRun:
    """Return the longest run that begins at the first of the quotation's ``tokens`` and at word ``index`` of the text."""
    pairs = zip(tokens, islice(text_tokens, index, None), strict=False)
    length = sum(1 for _pair in takewhile(lambda pair: pair[0].folded == pair[1].folded, pairs))
    exact = _span_words(tokens, 0, length).of(quotation) == _span_words(text_tokens, index, length).of(text)
    follows = previous is not None and number == previous.text and 0 <= index - previous.word_index - previous.length <= MAX_GAP
    return _WordRun(length, exact, follows, number, index)


def _span_words(tokens: list[Token], start: int, length: int) -> Span:
    return Span(tokens[start].start, tokens[start + length - 1].end)


def _unmatched_span(tokens: list[Token], start: int, end: int) -> list[AlignedSpan]:
    return [AlignedSpan(_span_words(tokens, start, end - start))] if start < end else []
