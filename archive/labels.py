"""The words for what the record keeps as a code: sections, statuses, directions, languages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

OTHER = {"ar": "en", "en": "ar"}
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
    "data": _("Data"),
    "rights": _("Rights"),
    "accessibility": _("Accessibility"),
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
