"""The words for what the record keeps as a code: sections, statuses, directions, languages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LANGUAGES = {"ar": "العربية", "en": "English"}
OTHER = {"ar": "en", "en": "ar"}
LETTERS = {"en": "abcdefghijklmnopqrstuvwxyz", "ar": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"}
SECTIONS = {
    "camps": (_("Camps"), ("camps", "places")),
    "routes": (_("Routes"), ("routes",)),
    "sources": (_("Sources"), ("sources",)),
    "claims": (_("Claims"), ("claims",)),
    "timeline": (_("Timeline"), ("timeline",)),
    "map": (_("Map"), ("map",)),
}
ABOUT = {
    "": _("About"),
    "method": _("Method"),
    "citing": _("How to cite"),
    "searching": _("How to search"),
    "data": _("Data"),
    "rights": _("Rights"),
    "accessibility": _("Accessibility"),
}
# Kinds of what search finds, and what it can be narrowed by.
FOUND = {
    "camp": _("Camps"),
    "place": _("Other places"),
    "route": _("Routes"),
    "term": _("Terms"),
    "source": _("Sources"),
    "page": _("Pages about the archive"),
    "claim": _("Claims"),
    "passage": _("Passages"),
}
FACETS = {
    "camp": _("Camp"),
    "place": _("Place"),
    "route": _("Route"),
    "source": _("In the source"),
    "date": _("Time"),
}
STYLES = {
    "chicago-note": _("Chicago, note"),
    "chicago-bibliography": _("Chicago, bibliography"),
    "apa": _("APA"),
    "mla": _("MLA"),
    "arabic": _("Arabic"),
}
STATUS = {"plain": _("Plain reading"), "emended": _("Emended"), "supplied": _("Supplied"), "uncertain": _("Uncertain")}
STATUS_MEANS = {
    "plain": _("The text says this as it stands."),
    "emended": _("The archive reads against the letter of the text; the note says how."),
    "supplied": _("A word the sentence needs is missing; the archive supplies it."),
    "uncertain": _("The text allows more than one reading; the note gives them."),
}
DIRECTIONS = {
    "north": _("north"),
    "north-east": _("north-east"),
    "east": _("east"),
    "south-east": _("south-east"),
    "south": _("south"),
    "south-west": _("south-west"),
    "west": _("west"),
    "north-west": _("north-west"),
}
MEANS = {"on-foot": _("on foot"), "rail": _("by rail"), "ship": _("by ship")}
# As they stand after “on”.
MATTERS = {
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
PARTS = {"origin": _("From"), "destination": _("To"), "date": _("When"), "direction": _("Direction"), "means": _("Means")}
VERDICTS = {
    "same": _("The same in both"),
    "different": _("Different"),
    "one": _("Stated by one only"),
    "none": _("Stated by neither"),
}
LANGUAGE_NAMES = {"ar": _("Arabic"), "en": _("English"), "de": _("German"), "pl": _("Polish")}
# The switches of the reading room, each with its views; the first is shown unless another is asked for.
VIEWS = {
    "text": (_("Text:"), {"both": _("both"), "ar": _("Arabic"), "en": _("English")}),
    "claims": (_("Claims:"), {"shown": _("shown"), "hidden": _("hidden")}),
    "coverage": (_("Words without a claim:"), {"hidden": _("unmarked"), "shown": _("marked")}),
}
CONFIDENCE = {"high": _("high"), "medium": _("medium"), "low": _("low"), "symbolic": _("symbolic")}

# Why a search is refused: what is wrong, and what to try.
REFUSED = {
    "too-long": (
        _("The query is too long. Its characters:"),
        _("A query has 400 characters at most. Search for a few words of it."),
    ),
    "too-many": (_("The query has too many words. At most:"), _("Search for the words that matter most.")),
    "bytes": (_("The query has characters that are no text."), _("Type it anew, or paste it as plain text.")),
    "fields": (_("The address has too many parts."), _("Type the query into the field above.")),
    "only-without": (
        _("The query only says what is not wanted."),
        _("Add a word that is wanted, or narrow the search to a camp or a time."),
    ),
    "prefix": (_("Too few letters stand before the asterisk:"), _("Write two letters at least before it.")),
    "asterisk": (
        _("An asterisk stands only at the end of a word, for whatever may follow:"),
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
    "kind": (_("There is no such kind:"), _("The kinds are camp, place, route, term, source, page, claim and passage.")),
    "record": (
        _("The archive has no record of that name or identifier:"),
        _("Look it up in the list of camps, routes or sources, or search for its name without the filter."),
    ),
}


def letter(number: int, language: str = "en") -> str:
    """The letter of an item of a list, counted from 0: a, b … z, aa, bb …, in the order of the alphabet."""
    rounds, at = divmod(number, len(LETTERS[language]))
    return LETTERS[language][at] * (rounds + 1)
