"""Matches of a query's terms in a text, and how each term matches."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from archive.addresses import RecordKey
from archive.search.query import Term
from archive.search.words import Word, split_folded, stem_word
from archive.text.anchoring import Span
from archive.text.folding import FoldedText, fold_with_offsets
from archive.text.names import ARABIC_LETTER, ARABIC_PREFIX

# Texts whose words are cached, with the code points of the longest of them: a word takes some hundred bytes.
CACHED_TEXTS, MAX_CACHED_LENGTH = 512, 4000
CACHED_LONG_TEXTS, MAX_CACHED_LONG_LENGTH = 16, 20_000


class PlaceName(NamedTuple):
    """A name of a place; see ``SearchName``. ``where`` is in the active language."""

    folded: str
    spelling: str
    kind: str
    identifier: str
    origin: str = ""
    where: str = ""

    @property
    def place(self) -> RecordKey:
        """Return the key of the place."""
        return RecordKey(self.kind, self.identifier)


class NamedPlace(NamedTuple):
    """A place that one or several terms name: the terms as typed, the name, and all folded names of the place.

    ``is_similar``: the terms are no name, but near to this one.
    """

    typed: str
    name: PlaceName
    all_names: tuple[str, ...]
    is_similar: bool = False


class Synonym(NamedTuple):
    """A form of a glossary's term in place of one or several terms: these as typed, the folded words of the form."""

    typed: str
    words: tuple[str, ...]


# By the folded word of a query, folded words of the archive that it stands for as well, with their relation.
RelatedWords = Mapping[str, Mapping[str, str]]


class TermMatch(NamedTuple):
    """A match of a term in a text.

    ``span`` is in code points of the text, ``matched_text`` its characters. ``match_kind`` is spelt (as typed, apart from letters that
    are read alike), stem, a relation of ``related_words``, beginning, synonym or name. ``query_word`` and ``text_word`` are the words
    compared; of a name and a synonym both are that of the text.
    ``named`` is the place of a name. ``is_exact``: the text spells all words of the term as typed.
    """

    span: Span
    match_kind: str
    term: str
    query_word: Word
    text_word: Word
    named: NamedPlace | None = None
    matched_text: str = ""
    is_exact: bool = True


def find_matches(
    text: str,
    terms: Sequence[Term],
    named: Iterable[NamedPlace] = (),
    *,
    exact: bool = False,
    related: RelatedWords = MappingProxyType({}),
    synonyms: Iterable[Synonym] = (),
) -> list[TermMatch]:
    """Return the matches in the order of the text, without overlaps: spelt matches and beginnings first, then stems, then names."""
    source, words = _get_words(text)
    terms = list({(term.kind, term.words): term for term in reversed(terms)}.values())[::-1]
    candidates = [match for find in (_match_term, _match_stem) for term in terms for match in find(words, term, exact)]
    candidates += [match for term in terms for match in _match_related(words, term, related)]
    candidates += [match for synonym in synonyms for match in _match_synonym(words, synonym)]
    for place in named:
        for name in _compile_names(place.all_names).finditer(source.text):
            span = source.span(*name.span("name"))
            word = Word(place.name.folded, span, span.of(text))
            candidates.append(TermMatch(span, "name", place.typed, word, word, place))
    return _select_matches(text, candidates)


def _select_matches(text: str, candidates: Iterable[TermMatch]) -> list[TermMatch]:
    """Return the candidates that no earlier one overlaps, in the order of the text."""
    matches: list[TermMatch] = []
    for candidate in candidates:
        # None of the matches overlap, so that only its neighbours can overlap a candidate.
        at = bisect_left(matches, candidate.span.start, key=lambda match: match.span.start)
        if not any(candidate.span.overlaps(match.span) for match in matches[max(0, at - 1) : at + 1]):
            matches.insert(at, candidate._replace(matched_text=candidate.span.of(text)))
    return matches


def _split_text(text: str) -> tuple[FoldedText, list[Word]]:
    source = fold_with_offsets(text)
    return source, split_folded(source)


_cached_split = lru_cache(CACHED_TEXTS)(_split_text)
_cached_long_split = lru_cache(CACHED_LONG_TEXTS)(_split_text)


def _get_words(text: str) -> tuple[FoldedText, list[Word]]:
    if len(text) <= MAX_CACHED_LENGTH:
        return _cached_split(text)
    return _cached_long_split(text) if len(text) <= MAX_CACHED_LONG_LENGTH else _split_text(text)


def _compile_names(names: Iterable[str]) -> re.Pattern:
    """Return the pattern of any of some folded names, longest first, after the prefixes that Arabic writes onto a name."""
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    prefix = ARABIC_PREFIX if any(map(ARABIC_LETTER.match, ordered)) else ""
    alternatives = "|".join(r"[\W_]+".join(map(re.escape, name.split())) for name in ordered)
    return re.compile(rf"(?<!\w)(?:{prefix})(?P<name>{alternatives})(?!\w)")


def _match_term(words: list[Word], term: Term, exact: bool) -> Iterator[TermMatch]:
    term_words = [word.form if exact else word.folded for word in term.words]
    text_words = [word.form for word in words] if exact else [word.folded for word in words]
    if term.kind == "prefix":
        *before, last = term.words
        for at, word in enumerate(words[len(before) :]):
            if word.folded.startswith(last.folded) and text_words[at : at + len(before)] == term_words[:-1]:
                yield TermMatch(Span(words[at].span.start, word.span.end), "beginning", term.typed, last, word)
        return
    for at, spelling in enumerate(text_words):
        if spelling == term_words[0] and text_words[at : at + len(term_words)] == term_words:
            pairs = list(zip(term.words, words[at : at + len(term_words)], strict=True))
            is_exact = all(query_word.form == text_word.form for query_word, text_word in pairs)
            for query_word, text_word in pairs:
                yield TermMatch(text_word.span, "spelt", term.typed, query_word, text_word, is_exact=is_exact)


def _match_stem(words: list[Word], term: Term, exact: bool) -> Iterator[TermMatch]:
    if exact or term.kind != "word" or len(term.words) > 1:
        return
    (query_word,) = term.words
    stem = stem_word(query_word.folded).stem
    for word in words:
        if word.folded == stem or stem_word(word.folded).stem == stem:
            yield TermMatch(word.span, "stem", term.typed, query_word, word)


def _match_related(words: list[Word], term: Term, related: RelatedWords) -> Iterator[TermMatch]:
    relations = related.get(term.words[0].folded) if term.kind == "word" and len(term.words) == 1 else None
    if relations:
        by_stem = {stem_word(other).stem: relation for other, relation in relations.items()}
        for word in words:
            if relation := relations.get(word.folded) or by_stem.get(stem_word(word.folded).stem):
                yield TermMatch(word.span, relation, term.typed, term.words[0], word)


def _match_synonym(words: list[Word], synonym: Synonym) -> Iterator[TermMatch]:
    stems = [stem_word(word).stem for word in synonym.words]
    text_stems = [stem_word(word.folded).stem for word in words]
    for at in range(len(words) - len(stems) + 1):
        if text_stems[at : at + len(stems)] == stems:
            span = Span(words[at].span.start, words[at + len(stems) - 1].span.end)
            yield TermMatch(span, "synonym", synonym.typed, words[at], words[at])
