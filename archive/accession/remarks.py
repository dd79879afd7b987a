"""The comments that accession writes into draft records: each in both languages, above the field it is about."""

from __future__ import annotations

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from archive.characters import shown
from archive.labels import LANGUAGES

REMARKS: dict[str, str] = {
    "source": _(
        "A draft made by “accession”. Fill in what is empty, in both languages; delete the line “draft: true” when it is ready to be published."
    ),
    "text": _("The text, byte for byte. Never change the file or these numbers."),
    "received": _("The document as it was received. The text was made of it; never change it either."),
    "title": _("The document’s title. If it has none, write one and add: supplied: true"),
    "author": _("Optional: who wrote it. Delete the number signs to use it."),
    "author-found": _("Who wrote it."),
    "publisher": _("Who published or keeps the document."),
    "published-in": _("Optional: in what it was published. Delete the number signs to use it."),
    "published": _("Optional: when it was published, as the document says, as EDTF: 1945, 1945-05, 1945-05-07."),
    "published-found": _("When it was published, as the document says, as EDTF."),
    "origin": _("Where the document was found: a web address beginning with http, and how you know that it is this document."),
    "remark": _("Optional: what a reader should know of the document. Delete the number signs to use it."),
    "rights": _("Its rights: an address at rightsstatements.org or of a licence, and in words what may be done."),
    "accessioned": _("The day on which it came into the archive."),
    "supersedes": _("Optional: the source of which this is a better transcription."),
    "from-header": _("Proposed from the document’s teiHeader; compare it."),
    "passages": _(
        "A draft made by “accession”: paragraphs and sentences as the machine proposes them. Where it is wrong, join or divide sentences by correcting start, end and exact."
    ),
    "passages-spans": _("start, end: code points of the whole text, end not included. exact: the same characters again."),
    "passages-reading": _(
        "Write into each empty “text” the archive’s reading of the sentence, and set status: plain, emended, supplied or uncertain."
    ),
    "mentions": _(
        "Places that the machine found by their names. Compare each; delete what is wrong, add what is missing, then delete the lines “draft: true”."
    ),
    "also": _("The same name may mean: %(places)s"),
    "claim": _("A draft made by “accession” for a date in sentence %(ref)s. Write what the sentence says, or delete this file."),
    "claim-date": _("The date is the machine’s proposal: compare it with the words."),
    "claim-statement": _("One statement, in both languages."),
    "left": _("A date is left to you, “%(words)s”: %(reason)s."),
}

# How a date was made of words that leave a choice.
RULES: dict[str, str] = {
    "early": _(
        "“Early” is encoded as the first three months of a year, the first of a season, the days to the 10th of a month, about."
    ),
    "mid": _("“Mid” is encoded as May to August of a year, the second month of a season, the 11th to the 20th of a month, about."),
    "late": _("“Late” is encoded as the last three months of a year, the last of a season, a month from the 21st, about."),
    "season": _("The season is encoded by its months, about: EDTF has no seasons in intervals."),
    "winter": _("The winter is taken to begin in the year named. If its first months are meant, write months."),
    "day-first": _("In the figures the day is read first where the language writes it so, or where the second number is no month."),
    "about": _("The words say “about”."),
    "year-alone": _("Only years and figures are read in this language; look whether a day or month stands beside it."),
    "sense-not-before": _("Read as: not before."),
    "sense-by": _("Read as: by then."),
    "sense-until": _("Read as: until then."),
}

# Why no date was proposed.
REASONS: dict[str, str] = {
    "yearless": _("no year stands with it"),
    "short": _("its year has two figures"),
    "day-or-month": _("day and month cannot be told apart"),
    "before": _("it says “before”, and which day is the last is for you to say"),
    "other": _("its year is of another calendar"),
    "unknown": _("the names of months are not known in this language"),
    "two-months": _("it names two months"),
    "backwards": _("its end is not later than its beginning"),
    "no-such-day": _("the calendar has no such day"),
}


def comment(id_: str, **values: object) -> list[str]:
    """Two lines, English and Arabic, without the number sign; ``reason`` among the values is an id of REASONS."""
    sentence, because = REMARKS.get(id_) or RULES[id_], REASONS.get(str(values.get("reason")))
    shown = {name: one_line(str(value)) for name, value in values.items()}
    lines = []
    for language in reversed(LANGUAGES):
        with override(language):
            reason = {"reason": gettext(because)} if because else {}
            lines.append(gettext(sentence) % {**shown, **reason})
    return lines


def one_line(words: str) -> str:
    """The words in one line, with what has no shape written out."""
    return shown(" ".join(words.split()))
