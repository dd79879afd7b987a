"""Names of known places in a text: whole words, longest name first, without overlaps. Spans in code points of the text.

Names are compared folded (``archive.text.folding``). In Arabic the letters و ف ب ل ك and the article may be joined to a name: the span is
the name without them. A name directly next to a gap may be part of a longer word and is none. A label is searched for in these forms: complete; without “KZ” or “KL”; the part before brackets and the part within;
the last part of names joined by a slash. The part before a slash, the town in “Lublin/Majdanek”, never matches by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

import Stemmer

from archive.text.anchoring import Span
from archive.text.folding import fold_text, fold_with_offsets
from archive.text.gaps import NOT_AFTER_GAP, NOT_BEFORE_GAP
from archive.text.languages import get_primary_language

ARABIC_PREFIX = r"(?:[وف]?(?:[بلك]?(?:ال)?|لل))"
CAMP_ABBREVIATION = re.compile(r"k[zl] ")
BRACKETED = re.compile(r"(.*\S) \((.+)\)")
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")


POSSESSIVE = re.compile(r"['’]s\b")
WORD = re.compile(r"[^\W_]+")
STEMMED_LANGUAGES = {"ar": "arabic", "en": "english", "de": "german"}


class NameMatch(NamedTuple):
    """A name in the text, and the places that it may mean, the proposed one first."""

    span: Span
    places: tuple[str, ...]


@lru_cache(maxsize=65536)
def list_name_forms(label: str) -> tuple[str, ...]:
    """Return the folded forms of a label that are searched for, the whole label first."""
    folded = fold_text(label)
    forms = [folded, CAMP_ABBREVIATION.sub("", folded)]
    for form in list(forms):
        bracketed = BRACKETED.fullmatch(form)
        forms += bracketed.groups() if bracketed else []
        forms += [form.rpartition("/")[2].strip()] if "/" in form else []
    return tuple(dict.fromkeys(forms))


def normalize_name(name: str, language: str) -> str:
    """Return a name without what spelling and inflection change: folded, its words without endings, only letters and digits."""
    words = WORD.findall(POSSESSIVE.sub("", CAMP_ABBREVIATION.sub("", fold_text(name))))
    stemmer = _get_stemmer(get_primary_language(language))
    return " ".join(stemmer.stemWords(words) if stemmer else words)


@cache
def _get_stemmer(language: str) -> Stemmer.Stemmer | None:
    return Stemmer.Stemmer(STEMMED_LANGUAGES[language]) if language in STEMMED_LANGUAGES else None


def find_names(text: str, labels: Iterable[tuple[str, str]], language: str) -> list[NameMatch]:
    """Return the names in ``text``; ``labels``: pairs of place and label; ``language``: the text’s, a BCP 47 tag."""
    labels = list(labels)
    folded_labels = [list_name_forms(label)[0] for _, label in labels]
    towns = {label.partition("/")[0].strip() for label in folded_labels if "/" in label}
    places: dict[str, list[str]] = {}
    for place, label in labels:
        for form in list_name_forms(label):
            if form not in towns and place not in places.setdefault(form, []):
                places[form].append(place)
    matches: list[NameMatch] = []
    taken = bytearray(len(text))
    folded = fold_with_offsets(text)
    # Most names of a large gazetteer are in no text; their patterns are not compiled.
    present = (form for form in places if form and _get_longest_part(form) in folded.text)
    for form in sorted(present, key=lambda form: (-len(form), form)):
        for match in _compile_name_pattern(form, language).finditer(folded.text):
            span = folded.span(*match.span("name"))
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
                matches.append(NameMatch(span, tuple(places[form])))
    return sorted(matches)


@lru_cache(maxsize=65536)
def _get_longest_part(form: str) -> str:
    """Return the longest part of a name in which its pattern allows no other characters."""
    return max((part.strip() for part in re.split("[-/]", form)), key=len)


def _compile_name_pattern(form: str, language: str) -> re.Pattern:
    before = ARABIC_PREFIX if get_primary_language(language) == "ar" and ARABIC_LETTER.match(form) else ""
    name = r" ?/ ?".join(re.escape(part.strip()).replace(r"\-", "- ?") for part in form.split("/"))
    return re.compile(rf"{NOT_AFTER_GAP}(?<!\w){before}(?P<name>{name})(?!\w){NOT_BEFORE_GAP}")
