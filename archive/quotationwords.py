"""The sentences that the check of a quotation answers with."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from archive.quotationcheck import Answer

# By verdict; “parts”: of a quotation with ellipses; “joined”: its words stand apart; “reading”: in the archive's readings alone.
VERDICTS = {
    "exact": _("It stands in the archive, letter for letter."),
    "exact-parts": _(
        "Each of its parts stands in the archive, letter for letter, and in this order. What the ellipses leave out is not judged."
    ),
    "exact-reading": _("These are not the words of a source: they are the archive’s own reading of it, letter for letter."),
    "exact-parts-reading": _(
        "These are not the words of a source: each part is of the archive’s own reading of it, letter for letter, and in this order."
    ),
    "spelling": _("It stands in the archive but for spelling: the same words, with the differences named below."),
    "spelling-parts": _(
        "Each of its parts stands in the archive, in this order, but for spelling. What the ellipses leave out is not judged."
    ),
    "spelling-reading": _("These are not the words of a source: they are the archive’s own reading of it, but for spelling."),
    "spelling-parts-reading": _(
        "These are not the words of a source: each part is of the archive’s own reading of it, in this order, but for spelling."
    ),
    "partly": _("Part of it stands in the archive, and part of it does not."),
    "partly-reading": _("These are not the words of a source: part of it is of the archive’s own reading, and part of it is not."),
    "partly-joined": _("All its words stand in the archive, but not together as they do here."),
    "partly-joined-reading": _(
        "These are not the words of a source: all of them are of the archive’s own readings, but not together as they are here."
    ),
    "absent": _("It was not found in the archive."),
    "undecided": _("It was not found; but its words are so common that not every place was looked at."),
    "wordless": _("There is no word in it that could be looked for."),
}
SET_ASIDE = {
    "lines": _("line ends, which a browser sends as two characters each, taken as one (U+000A)"),
    "space": _("the white space around it"),
    "marks": _("the quotation marks around it"),
}
REFUSALS = {
    "length": _("The quotation has more characters than are looked for at once."),
    "address": _("The quotation is too long for an address."),
    "encoding": _("The address holds bytes that are no text: they are not UTF-8."),
}


def verdict(answer: Answer) -> str:
    """The sentence that says what was found."""
    key = answer.verdict
    if key == "partly" and all(one.places for one in answer.pieces):
        key += "-joined"
    elif key in ("exact", "spelling") and answer.omits:
        key += "-parts"
    return str(VERDICTS[f"{key}-reading" if answer.is_reading else key])
