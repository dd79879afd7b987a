"""Draft records as YAML, line by line: texts that are read back unchanged, comments in both languages above their fields."""

from __future__ import annotations

import re

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from archive.fixtures.records.json_schemas import make_schema_line
from archive.text.characters import make_visible
from archive.vocabulary import LANGUAGES

# Comments above the fields, by id.
COMMENTS: dict[str, str] = {
    "source": _(
        "A draft made by “accession”. Fill in what is empty, in both languages; delete the line “draft: true” when it is ready to be published."
    ),
    "text": _("The text, byte for byte. Never change the file or these numbers."),
    "received": _("The document as it was received. The text was made of it; never change it either."),
    "left-out": _("Elements of the document that are not in the text, with the line and column of the first. Never change this."),
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
    "from-defaults": _("Taken from the defaults of the batch; compare it."),
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
    "refers": _("The document refers this name to %(address)s, where no place of the archive is known to be: compare it."),
    "name-left": _("A name is left to you, “%(words)s” in sentence %(ref)s: the document refers it to another place, %(address)s."),
    "proposed": _("Proposed by “propose_mentions”: compare each, then delete its line “draft: true”; delete what is wrong."),
    "proposed-once": _("The comments below record what was proposed, so that it is never proposed again."),
    "also": _("The same name may mean: %(places)s"),
    "claim": _("A draft made by “accession” for a date in sentence %(ref)s. Write what the sentence says, or delete this file."),
    "claim-date": _("The date is the machine’s proposal: compare it with the words."),
    "claim-statement": _("One statement, in both languages."),
    "place": _(
        "A draft made by “import_places” of line %(line)s of %(file)s. Compare it, fill in what is empty; delete the line “draft: true” when it is ready to be published."
    ),
    "place-names": _("A published place has a name in Arabic and in English."),
    "place-whole": _("The table says that it is part of “%(name)s”; write its identifier as part_of."),
    "place-position": _("Say how certain the position is: high, medium, low or symbolic."),
    "place-unread": _("Identifiers in authority files that the archive does not have: %(identifiers)s"),
    "left": _("A date is left to you, “%(words)s”: %(reason)s."),
}

# Rules by which words were encoded as a date.
RULE_COMMENTS: dict[str, str] = {
    "early": _(
        "“Early” is encoded as the first three months of a year, the first of a season, the days to the 10th of a month, about."
    ),
    "mid": _("“Mid” is encoded as May to August of a year, the second month of a season, the 11th to the 20th of a month, about."),
    "late": _("“Late” is encoded as the last three months of a year, the last of a season, a month from the 21st, about."),
    "season": _("The season is encoded by its months, about: EDTF has no seasons in intervals."),
    "winter": _("The winter is taken to begin in the year named. If its first months are meant, write months."),
    "day-first": _("In the figures the day is read first where the language writes it so, or where the second number is no month."),
    "about": _("The words say “about”."),
    "markup": _("Taken from the attributes of the document’s element “date”, which its editor wrote; compare it with the words."),
    "markup-bounds": _(
        "The attributes say “not before” and “not after”: the day is between the two, and they are encoded as an interval."
    ),
    "markup-uncertain": _("The attribute “cert” calls the date uncertain, which “?” says."),
    "consecutive": _("Two days, months or years that follow each other are encoded as an interval."),
    "night": _("The night between two days is encoded as the interval of both."),
    "year-alone": _("Only years and figures are read in this language; look whether there is a day or month beside it."),
    "sense-not-before": _("Read as: not before."),
    "sense-by": _("Read as: by then."),
    "sense-until": _("Read as: until then."),
}

# Why no date was proposed.
UNRESOLVED_REASONS: dict[str, str] = {
    "yearless": _("there is no year with it"),
    "short": _("its year has two figures"),
    "day-or-month": _("day and month cannot be told apart"),
    "before": _("it says “before”, and which day is the last is for you to say"),
    "other": _("it is, or may be, of another calendar"),
    "gap": _("a gap in the text touches it"),
    "half-read": _("next to it are words of a date that were not read"),
    "night-unclear": _("it names a night, and which of its two days is meant is for you to say"),
    "several": _("it names several dates"),
    "counted": _("the day meant is counted from it"),
    "sided": _("it names several dates and says “before”, “after” or “until”, and which is meant is for you to say"),
    "markup-differs": _("the document’s markup states another date"),
    "unknown": _("the names of months are not known in this language"),
    "two-months": _("it names two months"),
    "backwards": _("its end is not later than its beginning"),
    "no-such-day": _("the calendar has no such day"),
}


def translate_comment(id_: str, **values: object) -> list[str]:
    """Return an English and an Arabic line; the value ``reason`` is an id of UNRESOLVED_REASONS."""
    sentence, because = COMMENTS.get(id_) or RULE_COMMENTS[id_], UNRESOLVED_REASONS.get(str(values.get("reason")))
    shown = {name: make_one_line(str(value)) for name, value in values.items()}
    lines = []
    for language in reversed(LANGUAGES):
        with override(language):
            reason = {"reason": gettext(because)} if because else {}
            lines.append(gettext(sentence) % {**shown, **reason})
    return lines


def make_one_line(text: str) -> str:
    """Return a text in one line, its invisible characters written out."""
    return make_visible(" ".join(text.split()))


PLAIN_SCALAR = re.compile(r"[A-Za-z][A-Za-z0-9._-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}|(?=[0-9]*[a-df])[0-9a-f]{64}")
# Booleans and nulls of YAML 1.1.
YAML_KEYWORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
YAML_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Joiners are part of Persian and Indic words and are not escaped.
ZERO_WIDTH_JOINERS = "\u200c\u200d"


def quote_scalar(text: str) -> str:
    """Return a double-quoted scalar; invisible characters are escaped."""
    return '"' + "".join(map(_escape_character, text)) + '"'


def _escape_character(character: str) -> str:
    if character in YAML_ESCAPES or character.isprintable() or character in ZERO_WIDTH_JOINERS:
        return YAML_ESCAPES.get(character, character)
    return character.encode("unicode_escape").decode()


def format_scalar(value: object) -> str:
    """Return a number or word unchanged, any other text quoted."""
    text = str(value)
    is_plain = PLAIN_SCALAR.fullmatch(text) and text.lower() not in YAML_KEYWORDS
    return text if is_plain or isinstance(value, int) else quote_scalar(text)


class DraftWriter:
    """Writer of a draft; ``schemas``: their folder relative to the file; ``indent``: in spaces."""

    def __init__(self, schemas: str, kind: str) -> None:
        self.lines = [make_schema_line(schemas, kind)]

    def add_comment(self, id_: str, indent: int = 0, **values: object) -> None:
        """Add a comment in both languages."""
        self.lines += [f"{' ' * indent}# {line}" for line in translate_comment(id_, **values)]

    def add_draft_mark(self) -> None:
        """Add the mark of a draft."""
        self.lines.append("draft: true")

    def add_field(self, name: str, value: object, indent: int = 0) -> None:
        """Add a key with its value."""
        self.lines.append(f"{' ' * indent}{name}: {format_scalar(value)}")

    def add_text(self, name: str, value: str, indent: int = 0) -> None:
        """Add a key with a text that is always quoted."""
        self.lines.append(f"{' ' * indent}{name}: {quote_scalar(value)}")

    def open_field(self, name: str, indent: int = 0) -> None:
        """Add a key whose value follows in the next lines."""
        self.lines.append(f"{' ' * indent}{name}:")

    def add_bilingual(self, name: str, values: dict[str, str], indent: int = 0) -> None:
        """Add a text in both languages, empty where ``values`` has none."""
        self.open_field(name, indent)
        for language in LANGUAGES:
            self.add_text(language, values.get(language, ""), indent + 2)

    def add_commented_lines(self, *lines: str) -> None:
        """Add lines of YAML that are commented out."""
        self.lines += [f"# {line}" for line in lines]

    def content(self) -> bytes:
        """Return the bytes of the file."""
        return ("\n".join(self.lines) + "\n").encode()
