"""Codes of the records and of search, their order, and their labels in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Literal, get_args

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# In the order in which they are shown.
Matter = Literal["occurrence", "date", "place", "origin", "destination", "direction", "means", "number", "persons", "cause"]
MATTERS: tuple[Matter, ...] = get_args(Matter)
# In the order in which they are shown. Camps and subcamps are ``camp:…`` in other records, all other kinds ``place:…``.
PlaceKind = Literal[
    "camp",
    "subcamp",
    "ghetto",
    "prison",
    "city",
    "town",
    "village",
    "station",
    "site",
    "cemetery",
    "region",
    "sea",
    "river",
]
PLACE_KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)
CAMP_KINDS = ("camp", "subcamp")
NameUsage = Literal["official", "exonym", "romanised", "as-in-source"]
NAME_USAGES: tuple[NameUsage, ...] = get_args(NameUsage)
# What happened at a stop of a march.
StopEvent = Literal[
    "departure",
    "halt",
    "night",
    "killing",
    "burial",
    "death",
    "entrainment",
    "transfer",
    "joined",
    "split",
    "arrival",
    "liberation",
]
STOP_EVENTS: tuple[StopEvent, ...] = get_args(StopEvent)
# What numbers of the sources count, in the order in which they are shown.
Counted = Literal[
    "evacuated",
    "on-march",
    "left-behind",
    "fired-on",
    "killed",
    "died",
    "buried",
    "escaped",
    "arrived",
    "survived",
    "liberated",
    "guards",
]
COUNTED: tuple[Counted, ...] = get_args(Counted)
# In what the sources count them, in the order in which it is shown; a share names the whole that it is of.
QuantityUnit = Literal["persons", "families", "columns", "wagons", "trains", "ships", "percent-of-march", "percent-of-camp"]
UNITS: tuple[QuantityUnit, ...] = get_args(QuantityUnit)
PERSONS: QuantityUnit = "persons"
PERCENT_UNITS: tuple[QuantityUnit, ...] = ("percent-of-march", "percent-of-camp")
# Positions of numbers among all: by what they count, then by their unit, so that no two units are mixed.
QUANTITY_RANKS: dict[tuple[str, str], int] = {pair: rank for rank, pair in enumerate(product(COUNTED, UNITS))}
# How certain the archive is that accounts describe one movement, from the most to the least.
Certainty = Literal["certain", "probable", "possible"]
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
# From the lowest to the highest.
OrderOfMagnitude = Literal["dozens", "hundreds", "thousands", "tens-of-thousands", "hundreds-of-thousands", "millions"]
# Pages that show what scholarship says, besides those of sentences and claims.
ScholarshipPage = Literal["start", "routes"]
# In the order of their numbers, which are part of every key of the search index.
SEARCH_KINDS = ("camp", "place", "route", "term", "source", "page", "movement", "claim", "passage")
LANGUAGES = {"ar": "العربية", "en": "English"}
OTHER_LANGUAGE = {"ar": "en", "en": "ar"}
LETTERS = {"en": "abcdefghijklmnopqrstuvwxyz", "ar": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"}
SECTIONS = {
    "camps": (_("Camps"), ("camps", "places")),
    "routes": (_("Routes"), ("routes",)),
    "sources": (_("Sources"), ("sources",)),
    "claims": (_("Claims"), ("claims", "numbers")),
    "timeline": (_("Timeline"), ("timeline",)),
    "map": (_("Map"), ("map",)),
    "glossary": (_("Glossary"), ("glossary",)),
}
ABOUT_PAGES = {
    "": _("About"),
    "method": _("Method"),
    "how-do-we-know": _("How do we know?"),
    "citing": _("How to cite"),
    "verify-a-citation": _("How to check a citation"),
    "searching": _("How to search"),
    "data": _("Data"),
    "rights": _("Rights"),
    "accessibility": _("Accessibility"),
}
# Kinds of search results, and facets.
SEARCH_KIND_LABELS = {
    "camp": _("Camps"),
    "place": _("Other places"),
    "route": _("Routes"),
    "movement": _("Movements"),
    "term": _("Terms"),
    "source": _("Sources"),
    "page": _("Pages about the archive"),
    "claim": _("Claims"),
    "passage": _("Passages"),
}
# Kinds of records of the ledger: one, and several.
RECORD_KIND_LABELS = {
    "source": _("Source"),
    "sentence": _("Sentence"),
    "claim": _("Claim"),
    "camp": _("Camp"),
    "place": _("Place"),
    "route": _("Route"),
    "movement": _("Movement"),
    "question": _("Question"),
    "term": _("Term of the glossary"),
    "story": _("Sentence of the story"),
    "authority": _("Authority file"),
}
RECORD_KIND_PLURALS = {
    "source": _("Sources"),
    "sentence": _("Sentences"),
    "claim": _("Claims"),
    "camp": _("Camps"),
    "place": _("Other places"),
    "route": _("Routes"),
    "movement": _("Movements"),
    "question": _("Questions"),
    "term": _("Terms of the glossary"),
    "story": _("Sentences of the story"),
    "authority": _("Authority files"),
}
# What a line of the ledger does to its record
CHANGE_LABELS = {
    "added": _("Added"),
    "changed": _("Changed"),
    "withdrawn": _("It was withdrawn"),
    "renamed": _("Given another identifier"),
    "returned": _("Published again"),
    "suppressed": _("Removed for legal reasons"),
}
FACET_LABELS = {
    "camp": _("Camp"),
    "place": _("Place"),
    "route": _("Route"),
    "source": _("In the source"),
    "date": _("Time"),
}
CITATION_STYLE_LABELS = {
    "chicago-note": _("Chicago, note"),
    "chicago-bibliography": _("Chicago, bibliography"),
    "apa": _("APA"),
    "mla": _("MLA"),
    "arabic": _("Arabic"),
}
STATUS_LABELS = {"plain": _("Plain reading"), "emended": _("Emended"), "supplied": _("Supplied"), "uncertain": _("Uncertain")}
STATUS_MEANINGS = {
    "plain": _("The text says this as it stands."),
    "emended": _("The archive reads against the letter of the text; the note says how."),
    "supplied": _("A word the sentence needs is missing; the archive supplies it."),
    "uncertain": _("The text allows more than one reading; the note gives them."),
}
# Statuses that are shown beside every statement and fact, the least certain first; a plain reading needs no word.
MARKED_STATUSES = ("uncertain", "supplied", "emended")
STATUS_WORDS = {
    "uncertain": pgettext_lazy("reading", "uncertain"),
    "supplied": pgettext_lazy("reading", "supplied"),
    "emended": pgettext_lazy("reading", "emended"),
}
DIRECTION_LABELS = {
    "north": _("north"),
    "north-east": _("north-east"),
    "east": _("east"),
    "south-east": _("south-east"),
    "south": _("south"),
    "south-west": _("south-west"),
    "west": _("west"),
    "north-west": _("north-west"),
}
MEANS_LABELS = {"on-foot": _("on foot"), "rail": _("by rail"), "ship": _("by ship")}
STOP_EVENT_LABELS = {
    "departure": pgettext_lazy("stop", "Departure"),
    "halt": pgettext_lazy("stop", "Halt"),
    "night": pgettext_lazy("stop", "Night"),
    "killing": pgettext_lazy("stop", "Killing"),
    "burial": pgettext_lazy("stop", "Burial"),
    "death": pgettext_lazy("stop", "Death"),
    "entrainment": pgettext_lazy("stop", "Entrainment"),
    "transfer": pgettext_lazy("stop", "Transfer"),
    "joined": pgettext_lazy("stop", "Others joined"),
    "split": pgettext_lazy("stop", "Split"),
    "arrival": pgettext_lazy("stop", "Arrival"),
    "liberation": pgettext_lazy("stop", "Liberation"),
}
# As headings, and before a number.
COUNTED_LABELS = {
    "evacuated": _("Persons evacuated"),
    "on-march": _("Persons on the march"),
    "left-behind": _("Persons left behind"),
    "fired-on": _("Persons fired on"),
    "killed": _("Persons killed"),
    "died": _("Persons who died"),
    "buried": _("Persons buried"),
    "escaped": _("Persons who escaped"),
    "arrived": _("Persons who arrived"),
    "survived": _("Persons who survived"),
    "liberated": _("Persons liberated"),
    "guards": _("Guards"),
}
UNIT_LABELS = {
    "persons": _("persons"),
    "families": _("families"),
    "columns": _("columns"),
    "wagons": _("wagons"),
    "trains": _("trains"),
    "ships": _("ships"),
    "percent-of-march": _("per cent of those on the march"),
    "percent-of-camp": _("per cent of those in the camp"),
}
CERTAINTY_LABELS = {
    "certain": pgettext_lazy("movement", "certain"),
    "probable": pgettext_lazy("movement", "probable"),
    "possible": pgettext_lazy("movement", "possible"),
}
CERTAINTY_SENTENCES = {
    "certain": _("That the accounts describe one movement is certain."),
    "probable": _("That the accounts describe one movement is probable, not certain."),
    "possible": _("That the accounts describe one movement is possible, no more."),
}
ORDER_LABELS = {
    "dozens": _("dozens"),
    "hundreds": _("hundreds"),
    "thousands": _("thousands"),
    "tens-of-thousands": _("tens of thousands"),
    "hundreds-of-thousands": _("hundreds of thousands"),
    "millions": _("millions"),
}
# As they follow “on”.
MATTER_LABELS = {
    "occurrence": _("whether it happened"),
    "date": _("the date"),
    "place": _("the place"),
    "origin": _("the origin"),
    "destination": _("the destination"),
    "direction": _("the direction"),
    "means": _("the means of travel"),
    "number": _("the number"),
    "persons": _("the persons"),
    "cause": _("the cause"),
}
# What stops of several accounts agree and differ in.
STOP_FACT_LABELS = {
    "event": _("the event"),
    **{matter: MATTER_LABELS[matter] for matter in ("date", "means", "direction", "number")},
}
ROUTE_PART_LABELS = {
    "origin": _("From"),
    "destination": _("To"),
    "date": _("When"),
    "direction": _("Direction"),
    "means": _("Means"),
}
COMPARISON_LABELS = {
    "same": _("The same in both"),
    "different": _("Different"),
    "one": _("Stated by one only"),
    "none": _("Stated by neither"),
}
# Of more than two accounts.
SEVERAL_COMPARISON_LABELS = {
    "same": _("The same in all that state it"),
    "different": _("Different"),
    "one": _("Stated by one only"),
    "none": _("Stated by none"),
}
# Switches of the reading room with their label and their views, the default first; those of the readings depend on the source.
READING_SWITCHES = {
    "text": (_("Shown:"), {"both": _("text and reading"), "source": _("text only"), "reading": _("reading only")}),
    "reading": (_("Reading:"), {}),
    "claims": (_("Claims:"), {"shown": _("shown"), "hidden": _("hidden")}),
    "coverage": (_("Words without a claim:"), {"hidden": _("unmarked"), "shown": _("marked")}),
}
PLACE_KIND_LABELS = {
    "camp": _("Camp"),
    "subcamp": _("Subcamp"),
    "ghetto": _("Ghetto"),
    "prison": _("Prison"),
    "city": _("City"),
    "town": _("Town"),
    "village": _("Village"),
    "station": _("Railway station"),
    "site": _("Site"),
    "cemetery": _("Cemetery"),
    "region": _("Region"),
    "sea": _("Sea"),
    "river": _("River"),
}
NAME_USAGE_LABELS = {
    "official": _("official name"),
    "exonym": _("exonym"),
    "romanised": _("romanised"),
    "as-in-source": _("as in a source"),
}
CONFIDENCE_LABELS = {"high": _("high"), "medium": _("medium"), "low": _("low"), "symbolic": _("symbolic")}

# By the reason of a refused query, what is wrong and what to try.
QUERY_ERRORS = {
    "too-long": (
        _("The query is too long. Its characters:"),
        _("A query has 400 characters at most. Search for a few words of it."),
    ),
    "too-many": (_("The query has too many words. At most:"), _("Search for the words that matter most.")),
    "bytes": (_("The query has characters that are no text."), _("Type it again, or paste it as plain text.")),
    "fields": (_("The address has too many parts."), _("Type the query into the field above.")),
    "only-without": (
        _("The query only says what is not wanted."),
        _("Add a word that is wanted, or narrow the search to a camp or a time."),
    ),
    "prefix": (_("Too few letters before the asterisk:"), _("Write two letters at least before it.")),
    "asterisk": (
        _("An asterisk is allowed only at the end of a word, for whatever may follow:"),
        _("Write the beginning of the word and then the asterisk, as in liberat*."),
    ),
    "minus": (
        _("A filter cannot be turned round by a minus:"),
        _("Leave the minus away, or put it before a word that is not wanted."),
    ),
    "page": (_("There is no page of that number:"), _("Pages are counted from 1.")),
    "date": (
        _("This is not a date that can be searched for:"),
        _("Write a year (1945), a month (1945-01), a day (1945-05-07) or an interval (1944-12/1945-02)."),
    ),
    "kind": (_("There is no such kind:"), _("The kinds are camp, place, route, movement, term, source, page, claim and passage.")),
    "record": (
        _("The archive has no record of that name or identifier:"),
        _("Look it up in the list of camps, routes or sources, or search for its name without the filter."),
    ),
}


def letter(number: int, language: str = "en") -> str:
    """Return the letter of a list item, counted from 0: a, b … z, aa, bb …, in the order of the alphabet."""
    rounds, index = divmod(number, len(LETTERS[language]))
    return LETTERS[language][index] * (rounds + 1)


def find_least_certain(statuses: Iterable[str | None]) -> str:
    """Return the least certain of reading statuses, or an empty string if all are plain."""
    found = set(statuses)
    return next((status for status in MARKED_STATUSES if status in found), "")


def sort_matters(matters: Iterable[str]) -> list[str]:
    """Return the distinct matters in the order in which they are shown."""
    chosen = set(matters)
    return [matter for matter in MATTERS if matter in chosen]
