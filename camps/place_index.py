"""The list of all places in the order of their names, in either script, with its index by letter, by kind, by country of today, by historical region and by main camp."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from archive.edition_cache import cached_per_edition
from archive.text.countries import get_country_name
from archive.text.folding import fold_text
from archive.vocabulary import CAMP_KINDS, LANGUAGES, PLACE_KINDS
from camps.models import Place

# Words at the beginning of a name that its order leaves out, folded.
ARTICLES = {"ar": ("ال",), "en": ("the ", "a ", "an ")}
# Beginnings of Arabic names that are no article, as in «ألتنبورغ» and «إلريش», Altenburg and Ellrich; folded, they are the same.
HAMZAS = ("أ", "إ", "آ")
# Letter of names that begin with none.
NO_LETTER = "#"
# In addresses, for places whose country of today is not recorded.
NO_COUNTRY = "none"
REGION = "region"


class IndexedPlace(NamedTuple):
    """What the index needs of a place; ``names`` by language, ``whole``: the key of the place that it is part of, or None.

    ``country``: the code of the country of today, or NO_COUNTRY.
    """

    pk: int
    identifier: str
    kind: str
    whole: int | None
    names: Mapping[str, str]
    country: str = NO_COUNTRY


class Selection(NamedTuple):
    """Places that a page lists: of a ``kind``, a camp and the places that are part of it (``whole``, its identifier), or those in a ``country``.

    All if nothing is chosen. ``country``: the code of one of today, or NO_COUNTRY. ``region``: the identifier of a historical one, with which the
    places in it are listed.
    """

    kind: str = ""
    whole: str = ""
    country: str = ""
    region: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """Return the parameters of its address."""
        values = {"kind": self.kind, "part-of": self.whole, "country": self.country, "region": self.region}
        return {name: value for name, value in values.items() if value}


class LetterEntry(NamedTuple):
    """A letter, and the query of the address of the page on which its places begin, with their fragment."""

    letter: str
    query: str


class GroupEntry(NamedTuple):
    """A kind, a country, or the name of a region or of a main camp: the number of its places, the query of its address, and whether the page lists it."""

    name: str
    places: int
    query: str
    current: bool


class PlaceIndex:
    """All places, each as a few words; those of a page are read from the database."""

    def __init__(self, places: Sequence[IndexedPlace]) -> None:
        self.places = places
        keys = {language: {place.pk: strip_article(place.names[language], language) for place in places} for language in LANGUAGES}
        self.orders = {language: sorted(places, key=lambda place: (keys[language][place.pk], place.pk)) for language in LANGUAGES}
        self.letters = {language: {pk: _get_letter(key) for pk, key in keys[language].items()} for language in LANGUAGES}
        self.camps = {place.identifier: place for place in places if place.kind in CAMP_KINDS}
        self.regions = {place.identifier: place for place in places if place.kind == REGION}
        self.wholes = {place.whole for place in places if place.whole}
        by_key = {place.pk: place for place in places}
        self.regions_of = {place.pk: set(_find_regions(place, by_key)) for place in places if place.whole}

    def select(self, selection: Selection, script: str) -> list[IndexedPlace]:
        """Return the places of a selection, in the order of their names in ``script``, ``ar`` or ``en``; a main camp before its parts."""
        if selection.whole:
            whole = self.camps[selection.whole]
            return [whole, *(place for place in self.orders[script] if place.whole == whole.pk)]
        if selection.region:
            region = self.regions[selection.region]
            return [region, *(place for place in self.orders[script] if region.pk in self.regions_of.get(place.pk, ()))]
        chosen = (place for place in self.orders[script] if selection.kind in ("", place.kind))
        return [place for place in chosen if selection.country in ("", place.country)]

    def has(self, selection: Selection) -> bool:
        """Return whether there are places of a selection."""
        kinds = {place.kind for place in self.places} | {""}
        countries = {place.country for place in self.places} | {""}
        is_known = selection.kind in kinds and selection.country in countries and selection.region in {*self.regions, ""}
        return is_known and (not selection.whole or selection.whole in self.camps)

    def list_letters(self, selection: Selection, script: str, language: str, size: int) -> list[LetterEntry]:
        """Return the letters of a selection in ``script``, on pages of ``size`` places; ``language``: of the page, whose script is the default."""
        entries: dict[str, str] = {}
        for at, place in enumerate(self.select(selection, script)):
            if (letter := self.letters[script][place.pk]) not in entries:
                query = build_query(selection, script, language, at // size + 1)
                entries[letter] = f"{query}#{make_fragment(letter)}"
        return [LetterEntry(*entry) for entry in entries.items()]

    def list_kinds(self, selection: Selection, script: str, language: str) -> Iterator[GroupEntry]:
        """Yield the kinds of all places, in the order of the vocabulary."""
        counts = Counter(place.kind for place in self.places)
        for kind in PLACE_KINDS:
            if counts[kind]:
                yield GroupEntry(kind, counts[kind], build_query(Selection(kind=kind), script, language), selection.kind == kind)

    def list_countries(self, selection: Selection, script: str, language: str) -> list[GroupEntry]:
        """Return the countries of today in the order of their names in ``language``, then the places without one; none if no place has one."""
        counts = Counter(place.country for place in self.places)
        names = {code: get_country_name(code, language) for code in counts if code != NO_COUNTRY}
        codes = [
            *sorted(names, key=lambda code: strip_article(names[code], language)),
            *([NO_COUNTRY] if NO_COUNTRY in counts else []),
        ]
        return [
            GroupEntry(
                names.get(code, ""),
                counts[code],
                build_query(Selection(country=code), script, language),
                selection.country == code,
            )
            for code in (codes if names else ())
        ]

    def list_regions(self, selection: Selection, script: str, language: str) -> Iterator[GroupEntry]:
        """Yield the historical regions that other places are in, in the order of their names in the script of the page."""
        counts = Counter(region for regions in self.regions_of.values() for region in regions)
        for place in self.orders[language]:
            if counts[place.pk]:
                query = build_query(Selection(region=place.identifier), script, language)
                yield GroupEntry(place.names[language], counts[place.pk], query, selection.region == place.identifier)

    def list_main_camps(self, selection: Selection, script: str, language: str) -> Iterator[GroupEntry]:
        """Yield the camps that others are part of, in the order of their names in the script of the page, with the number of these."""
        camps = {place.pk for place in self.camps.values()}
        counts = Counter(place.whole for place in self.places if place.whole in camps)
        for place in self.orders[language]:
            if counts[place.pk]:
                query = build_query(Selection(whole=place.identifier), script, language)
                yield GroupEntry(place.names[language], counts[place.pk], query, selection.whole == place.identifier)


@cached_per_edition
def load_place_index() -> PlaceIndex:
    """Return the index of all places; one query, which reads names and no texts."""
    names = [f"subject__name_{language}" for language in LANGUAGES]
    rows = Place.objects.order_by("pk").values_list("pk", "subject__identifier", "kind", "part_of_id", "country", *names)
    return PlaceIndex(
        [
            IndexedPlace(pk, identifier, kind, whole, dict(zip(LANGUAGES, labels, strict=True)), country or NO_COUNTRY)
            for pk, identifier, kind, whole, country, *labels in rows
        ]
    )


def _find_regions(place: IndexedPlace, by_key: Mapping[int, IndexedPlace]) -> Iterator[int]:
    """Yield the keys of the regions that a place is in: it, or what it is part of, is part of them.

    A subcamp is part of its main camp, which may be in another region, so that camps say nothing of the places that are part of them.
    """
    whole = by_key.get(place.whole or 0)
    while whole and whole.kind not in CAMP_KINDS:
        if whole.kind == REGION:
            yield whole.pk
        whole = by_key.get(whole.whole or 0)


def build_query(selection: Selection, script: str, language: str, page: int = 1) -> str:
    """Return the query of the address of a page; empty if it is the first page of all places, in the script of the page."""
    order = {"script": script} if script != language else {}
    parameters = {**selection.parameters, **order, **({"page": str(page)} if page > 1 else {})}
    return f"?{urlencode(parameters)}" if parameters else ""


def find_letter(name: str, script: str) -> str:
    """Return the letter under which a name is listed, without the article, marks and the seats of hamza; NO_LETTER if it begins with none."""
    return _get_letter(strip_article(name, script))


def _get_letter(key: str) -> str:
    first = key[:1]
    return first.upper() if first.isalpha() else NO_LETTER


def strip_article(name: str, script: str) -> str:
    """Return a folded name without the article before it."""
    stripped = name.strip(" \"'«»“”([")
    folded = fold_text(stripped)
    if stripped.startswith(HAMZAS):
        return folded
    for article in ARTICLES[script]:
        if folded.startswith(article) and folded[len(article) : len(article) + 1].isalpha():
            return folded.removeprefix(article)
    return folded


def make_fragment(letter: str) -> str:
    """Return the identifier, within the page, of the places of a letter: ASCII, of its code point."""
    return f"letter-{ord(letter[0]):x}"
