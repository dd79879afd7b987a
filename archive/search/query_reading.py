"""What the terms of a query are to the archive: names of places, words of the glossary, words that it has in other forms.

Nothing of this is read into a query for exact spelling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from archive.edition_cache import cached_per_edition
from archive.models import SearchName
from archive.models import Term as GlossaryTerm
from archive.search import engine
from archive.search.matching import NamedPlace, PlaceName, Synonym
from archive.search.query import Query, Term
from archive.search.query_words import classify_terms, is_definition_question, is_kind_word, list_without_prefix
from archive.search.related_words import list_related_candidates
from archive.search.similar_names import NameIndex
from archive.search.words import split_words, stem_word
from archive.text.romanisation import spell_abbreviation
from archive.vocabulary import LANGUAGES

# Terms that are looked up together as a name.
MAX_NAME_TERMS = 5
# Terms that are compared together with a name that is spelt differently, and letters of them.
MAX_SIMILAR_TERMS, MAX_SIMILAR_LENGTH = 3, 40
# Words of a query for which other forms are looked up.
MAX_RELATED_WORDS = 8


@dataclass(frozen=True)
class GlossaryRun:
    """Terms of a query that are a form of glossary terms: how many, the identifiers, and the other forms as folded words."""

    length: int
    typed: str
    identifiers: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class QueryReading:
    """The meaning of the terms of a query.

    ``roles``: of each term; ``named`` and ``glossary``: by the index of a first term, places with the number of terms, and glossary terms.
    ``related``: by the folded word, the words of the archive that it stands for as well. ``unknown``: folded words that the archive
    does not have in any form. ``defined``: glossary terms of which a question for what something is has a part of a form.
    """

    roles: tuple[str, ...]
    named: Mapping[int, tuple[int, Sequence[NamedPlace]]] = field(default_factory=dict)
    glossary: Mapping[int, GlossaryRun] = field(default_factory=dict)
    related: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    is_definition: bool = False
    defined: frozenset[str] = frozenset()

    @property
    def places(self) -> tuple[NamedPlace, ...]:
        """Return the places that the query names, each once."""
        return tuple(dict.fromkeys(place for _length, places in self.named.values() for place in places))

    @property
    def similar_names(self) -> tuple[NamedPlace, ...]:
        """Return the places of which the query has a name only nearly."""
        return tuple(place for place in self.places if place.is_similar)

    @property
    def synonyms(self) -> tuple[Synonym, ...]:
        """Return the other forms of the glossary terms in the query."""
        return tuple(Synonym(run.typed, form) for run in self.glossary.values() for form in run.forms)

    def is_subject(self, kind: str, identifier: str) -> bool:
        """Return true if the query names this place or glossary term."""
        terms = {name for run in self.glossary.values() for name in run.identifiers}
        if kind == "term":
            return identifier in (terms or self.defined)
        return any(place.name.place == (kind, identifier) for place in self.places)


# Reading of a query without terms.
UNREAD = QueryReading(())


def read_query(query: Query) -> QueryReading:
    """Return what the terms of a query are."""
    terms = query.terms
    if query.exact or not terms:
        return QueryReading(("content",) * len(terms))
    roles = classify_terms(terms)
    single = dict.fromkeys(
        term.words[0]
        for term, role in zip(terms, roles, strict=True)
        if term.kind == "word" and len(term.words) == 1 and role != "function"
    )
    candidates = {word.folded: list_related_candidates(word) for word in list(single)[:MAX_RELATED_WORDS]}
    words = {word.folded for term in terms for word in term.words}
    stems = {stem_word(word).stem for word in words}
    known = engine.filter_known_words({*words, *stems, *chain.from_iterable(candidates.values())})
    related = {
        word: {other: relation for other, relation in relations.items() if other in known} for word, relations in candidates.items()
    }
    related = {word: relations for word, relations in related.items() if relations}
    unknown = {word for word in words if word not in known and stem_word(word).stem not in known and word not in related}
    is_definition = is_definition_question(query.text_without_filters)
    content = [term for term, role in zip(terms, roles, strict=True) if role == "content"]
    return QueryReading(
        tuple(roles),
        find_named_places(terms, roles, unknown),
        _find_glossary_runs(terms),
        related,
        is_definition,
        _find_defined_terms(content) if is_definition else frozenset(),
    )


@cached_per_edition
def load_name_index() -> NameIndex:
    """Return the names of all places."""
    columns = [name for name in PlaceName._fields if name != "where"]
    return NameIndex(PlaceName(*row) for row in SearchName.objects.values_list(*columns))


def list_name_runs(terms: Sequence[Term]) -> dict[str, tuple[int, int]]:
    """Return the runs of terms that may be a name, as folded words, with the index of the first term and the number of terms."""
    runs: dict[str, tuple[int, int]] = {}
    for start in range(len(terms)):
        for end in range(start + 1, min(start + MAX_NAME_TERMS, len(terms)) + 1):
            if terms[end - 1].kind != "word":
                break
            folded = " ".join(word.folded for term in terms[start:end] for word in term.words)
            runs.setdefault(folded, (start, end - start))
    return runs


def find_named_places(
    terms: Sequence[Term], roles: Sequence[str], unknown: set[str] | frozenset[str] = frozenset()
) -> dict[int, tuple[int, list[NamedPlace]]]:
    """Return the number of terms and the places of each name, by the index of its first term; of overlapping names the longest.

    Terms that name no place, of which a word is ``unknown``, name the place to whose name they are near. Kind words beside a name
    belong to it.
    """
    runs = sorted(list_name_runs(terms).items(), key=lambda run: (-run[1][1], run[1][0]))
    if not runs:
        return {}
    index = load_name_index()
    found: dict[int, tuple[int, PlaceName, bool]] = {}
    taken: set[int] = set()
    for find in (_find_name, _find_similar_name):
        is_similar = find is _find_similar_name
        for folded, (start, length) in runs:
            run = range(start, start + length)
            if not taken.isdisjoint(run):
                continue
            if is_similar and (unknown.isdisjoint(folded.split()) or any(roles[at] != "content" for at in run)):
                continue
            if name := find(index, folded):
                taken.update(run)
                found[start] = (length, name, is_similar)
    if not found:
        return {}
    names = engine.find_names({name.folded for _length, name, _similar in found.values()})
    named: dict[int, tuple[int, list[NamedPlace]]] = {}
    for start, (length, found_name, is_similar) in found.items():
        typed = " ".join(term.typed for term in terms[start : start + length])
        places = [
            NamedPlace(typed, name, tuple(other.folded for other in names if other.place == name.place), is_similar)
            for name in names
            if name.folded == found_name.folded
        ]
        first, last = _extend_over_kind_words(start, start + length, roles, taken)
        named[first] = (last - first, places)
    return named


# Letters of the shortest word that stands for a term of several words.
MIN_PART_LENGTH = 5


def is_name_or_glossary_word(spelling: str) -> bool:
    """Return true if words are the whole name of a place, a form of a term of the glossary, or a long word of one, such as a family name."""
    words = [word.folded for word in split_words(spelling)]
    if "".join(words) in load_name_index().joined or _stem_words(words) in _load_glossary():
        return True
    is_long = all(len(word) >= MIN_PART_LENGTH for word in words)
    return is_long and any(frozenset(_stem_words(words)).issubset(form) for form in _load_glossary())


def _find_name(index: NameIndex, folded: str) -> PlaceName | None:
    """Return the name that folded words are, also written together, or after what Arabic writes onto a name."""
    first, *others = folded.split()
    for start in (first, *list_without_prefix(first)):
        if name := index.joined.get("".join((start, *others))):
            return name
    return None


def _find_similar_name(index: NameIndex, folded: str, kind: str = "") -> PlaceName | None:
    first, *others = folded.split()
    if len(others) >= MAX_SIMILAR_TERMS or len(folded) > MAX_SIMILAR_LENGTH or any(map(str.isdigit, folded)):
        return None
    for start in (first, *list_without_prefix(first)):
        if name := index.find_similar("".join((start, *others)), kind):
            return name
    return None


def find_similar_record(value: str, kind: str) -> PlaceName | None:
    """Return the name of a place of a kind that a value is near to, or None."""
    folded = " ".join(word.folded for word in split_words(value) if not is_kind_word(word.folded))
    return _find_similar_name(load_name_index(), folded, kind) if folded else None


def _extend_over_kind_words(start: int, end: int, roles: Sequence[str], taken: set[int]) -> tuple[int, int]:
    """Return the span of terms of a name with the kind words beside it, and words such as “of” between a kind word and the name."""
    first = start
    for at in range(start - 1, -1, -1):
        if at in taken or roles[at] == "content":
            break
        if roles[at] == "kind":
            first = at
    last = end
    while last < len(roles) and roles[last] == "kind" and last not in taken:
        last += 1
    taken.update(range(first, last))
    return first, last


@cached_per_edition
def _load_glossary() -> dict[tuple[str, ...], list[tuple[str, tuple[tuple[str, ...], ...]]]]:
    """Return the glossary terms by the stems of each form, each with its forms in the language of that form."""
    glossary: dict[tuple[str, ...], list[tuple[str, tuple[tuple[str, ...], ...]]]] = {}
    for term in GlossaryTerm.objects.order_by("pk"):
        for language in LANGUAGES:
            spellings = [*term.forms[language], *getattr(term, f"name_{language}").replace("،", ",").split(",")]
            forms = tuple(dict.fromkeys(tuple(word.folded for word in split_words(spelling)) for spelling in spellings))
            for stems in dict.fromkeys(_stem_words(form) for form in forms if form):
                glossary.setdefault(stems, []).append((term.identifier, forms))
    return glossary


def _stem_words(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem_word(word).stem for word in words)


def _find_glossary_runs(terms: Sequence[Term]) -> dict[int, GlossaryRun]:
    glossary = _load_glossary()
    runs: dict[int, GlossaryRun] = {}
    taken: set[int] = set()
    for folded, (start, length) in sorted(list_name_runs(terms).items(), key=lambda run: (-run[1][1], run[1][0])):
        run = range(start, start + length)
        if not taken.isdisjoint(run):
            continue
        for words in _list_run_words(folded):
            if entries := glossary.get(_stem_words(words)):
                taken.update(run)
                typed = " ".join(term.typed for term in terms[start : start + length])
                own = folded.split()
                forms = dict.fromkeys(form for _term, term_forms in entries for form in term_forms if list(form) != own)
                runs[start] = GlossaryRun(length, typed, tuple(dict.fromkeys(term for term, _forms in entries)), tuple(forms))
                break
    return runs


def _find_defined_terms(content: Sequence[Term]) -> frozenset[str]:
    """Return the glossary terms of which one form has all words of some terms, such as a family name."""
    stems = {stem_word(word.folded).stem for term in content for word in term.words}
    entries = (entry for form, form_entries in _load_glossary().items() if stems and stems.issubset(form) for entry in form_entries)
    return frozenset(identifier for identifier, _forms in entries)


def _list_run_words(folded: str) -> Iterator[list[str]]:
    """Yield the words, then without what Arabic writes onto the first, then as an abbreviation if they are names of letters."""
    first, *others = folded.split()
    yield [first, *others]
    for rest in list_without_prefix(first):
        yield [rest, *others]
    if abbreviation := spell_abbreviation([first, *others]):
        yield [abbreviation]
