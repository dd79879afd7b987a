"""The concordance of a search: every match in the passages with the words before and after it (“keyword in context”)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from archive.models import Passage
from archive.search.find import SearchResults
from archive.search.found_words import FoundWords
from archive.search.results import Hit, build_hits, build_words_url
from archive.search.words import split_words
from archive.text.keyword_context import cut_context

# Orders of the lines: of the texts, by the words before the match, the nearest first, and by the words after it.
ORDERS = ("", "before", "after")
# Lines per page.
PAGE_SIZE = 100


class WordLine(NamedTuple):
    """A match in the words of a passage, or in a reading of it, and the characters on either side; ``address``: of its page."""

    role: str
    language: str
    passage: Passage
    before: str
    words: str
    after: str
    address: str


def list_word_lines(results: SearchResults, order: str) -> list[WordLine]:
    """Return the lines of the passages found: first those of the sources' words, then those of readings, by language.

    Within each of these they are in one of ORDERS; lines that are equal in it are in the order of the texts.
    """
    passages = sorted((document for document in results.documents if document.kind == "passage"), key=lambda document: document.pk)
    found = FoundWords(results.query, results.reading)
    lines = [line for hit in build_hits(passages, results) for line in _list_lines_of_hit(hit, found)]
    return sorted(lines, key=lambda line: (line.role != "verbatim", line.language, _make_sort_key(line, order)))


def group_lines(lines: list[WordLine]) -> list[tuple[str, str, list[WordLine]]]:
    """Return the lines by whose words they are: the role of the text, its language, and its lines."""
    return [(*key, list(group)) for key, group in groupby(lines, key=lambda line: (line.role, line.language))]


def _list_lines_of_hit(hit: Hit, found: FoundWords) -> Iterator[WordLine]:
    passage = hit.passage
    if passage is None:
        return
    for text in hit.texts:
        characters = text.plain
        for match in found.find_matches(characters):
            is_verbatim = text.role == "verbatim"
            address = build_words_url(passage.source.identifier, passage.ref, match.span) if is_verbatim else hit.link
            before, after = cut_context(characters, match.span)
            yield WordLine(text.role, text.language, passage, before, match.span.of(characters), after, address)


def _make_sort_key(line: WordLine, order: str) -> list[str]:
    if order == "before":
        return [word.folded for word in reversed(split_words(line.before))]
    return [word.folded for word in split_words(line.after)] if order == "after" else []
