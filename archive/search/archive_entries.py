"""What the archive itself gives to search: sources, pages about the archive, claims and passages. Read from the tables, a stretch at a time.

What subjects are concerned with (routes, sources, days) is gathered as the claims go by, for the entries of camps, places and routes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape

from django.db.models import F, Max, Min, QuerySet
from django.db.models.functions import Substr
from django.template import Engine
from django.utils.translation import override

from archive.addresses import PassageKey
from archive.models import Anchor, Claim, Mention, Passage, Role, Source, Subject, Term
from archive.search.documents import MAX_MARKS_PER_KIND, DayRange, IndexEntry, TextField, make_record_mark
from archive.vocabulary import ABOUT_PAGES, LANGUAGES

BATCH_SIZE = 2000
MARKUP = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)


class SubjectContext:
    """Of each subject, what the claims about it are about besides, where they stand, and when; of each kind no more than MOST."""

    def __init__(self) -> None:
        self.subjects = {
            pk: (kind, make_record_mark(kind, name)) for pk, kind, name in Subject.objects.values_list("pk", "kind", "identifier")
        }
        self.sources = {pk: make_record_mark("source", name) for pk, name in Source.objects.values_list("pk", "identifier")}
        self.marks: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.days: dict[str, set[DayRange]] = defaultdict(set)

    def add_claim(self, about: list[int], sources: set[int], days: list[DayRange]) -> list[str]:
        """Takes a claim in; gives the marks of what it concerns."""
        marks = [self.subjects[pk][1] for pk in about] + [self.sources[pk] for pk in sorted(sources)]
        for pk in about:
            kept = self.marks[self.subjects[pk][1]]
            for one in marks:
                group = kept[one.partition(":")[0]]
                if len(group) < MAX_MARKS_PER_KIND:
                    group.add(one)
            if len(known := self.days[self.subjects[pk][1]]) < MAX_MARKS_PER_KIND:
                known.update(days)
        return marks

    def marks_and_days(self, kind: str, identifier: str) -> tuple[list[str], list[DayRange]]:
        """The marks and days of a subject, itself among them; of other camps and places only a route has the marks."""
        own = make_record_mark(kind, identifier)
        groups = self.marks[own]
        kept = ("camp", "place", "source") if kind == "route" else ("route", "source")
        marks = [one for group in kept for one in sorted(groups[group])]
        return [own, *marks], sorted(self.days[own], key=str)


def list_sources() -> Iterator[IndexEntry]:
    """Every source, by its description."""
    for one in Source.objects.defer("text").iterator():
        fields = [TextField("title", language, getattr(one, f"title_{language}")) for language in LANGUAGES]
        for name in ("author", "publisher", "published_in", "remark"):
            fields += [TextField("text", language, getattr(one, f"{name}_{language}") or "") for language in LANGUAGES]
        marks = [make_record_mark("source", one.identifier)]
        yield IndexEntry("source", one.identifier, [field for field in fields if field.text], marks)


def list_pages() -> Iterator[IndexEntry]:
    """The pages about the archive, as their templates have them."""
    for page in ABOUT_PAGES:
        fields = []
        for language in LANGUAGES:
            with override(language):
                fields.append(TextField("title", language, str(ABOUT_PAGES[page])))
        for language in LANGUAGES:
            text = Engine.get_default().get_template(f"about/{page or 'index'}.{language}.html").source
            fields.append(TextField("text", language, " ".join(unescape(MARKUP.sub(" ", text)).split())))
        yield IndexEntry("page", page or "index", fields)


def list_terms() -> Iterator[IndexEntry]:
    """Every word that the glossary explains, by its name, its forms and its meaning."""
    for one in Term.objects.iterator():
        fields = [TextField("title", language, getattr(one, f"name_{language}")) for language in LANGUAGES]
        fields += [TextField("spelt", language, form) for language in LANGUAGES for form in one.forms[language]]
        fields += [TextField("text", language, getattr(one, f"meaning_{language}")) for language in LANGUAGES]
        yield IndexEntry("term", one.identifier, fields)


def list_claims(around: SubjectContext) -> Iterator[IndexEntry]:
    """Every claim, in the order of the texts."""
    names = ("pk", "identifier", "statement_ar", "statement_en", "edtf", "earliest", "latest")
    for first, last in _key_ranges(Claim):
        about = _group_values(Claim.subjects.through.objects.filter(claim__pk__range=(first, last)), "claim_id", "subject_id")
        cited = _group_values(Anchor.objects.filter(claim__pk__range=(first, last)), "claim_id", "passage__source_id")
        rows = Claim.objects.filter(pk__range=(first, last)).order_by("pk").values_list(*names)
        for pk, name, arabic, english, edtf, earliest, latest in rows:
            days = [(earliest, latest)] if edtf else []
            marks = around.add_claim(about.get(pk, []), set(cited.get(pk, [])), days)
            fields = [TextField("statement", "ar", arabic), TextField("statement", "en", english)]
            yield IndexEntry("claim", name, fields, marks, days, record=pk)


def list_passages(around: SubjectContext) -> Iterator[IndexEntry]:
    """Every sentence, in the order of the texts, with its reading; it has the routes and days of the claims that rest on it."""
    names = ("pk", "source_id", "source__identifier", "source__language", "ref", "words", "reading__language", "reading__text")
    text = Substr("source__text", F("start") + 1, F("end") - F("start"))
    for first, last in _key_ranges(Passage):
        within = {"passage__pk__range": (first, last)}
        mentioned = _group_values(Mention.objects.filter(**within), "passage_id", "subject_id")
        claimed = _group_values(Anchor.objects.filter(**within, role=Role.STATEMENT), "passage_id", "claim_id")
        resting = {claim for found in claimed.values() for claim in found}
        days = {pk: (earliest, latest) for pk, earliest, latest in _select_dated(resting, "pk", "earliest", "latest")}
        about = _group_values(Claim.subjects.through.objects.filter(claim__in=resting), "claim_id", "subject_id")
        rows = Passage.objects.sentences().filter(pk__range=(first, last)).annotate(words=text).order_by("pk").values_list(*names)
        for pk, source, identifier, language, ref, words, reading_language, reading in rows:
            mine = claimed.get(pk, [])
            concerned = [
                *mentioned.get(pk, []),
                *(one for claim in mine for one in about.get(claim, []) if around.subjects[one][0] == "route"),
            ]
            marks = [around.sources[source], *dict.fromkeys(around.subjects[one][1] for one in concerned)]
            fields = [TextField("verbatim", language, words), TextField("reading", reading_language, reading)]
            told = [days[claim] for claim in mine if claim in days]
            yield IndexEntry("passage", str(PassageKey(identifier, ref)), fields, marks, told, record=pk)


def _select_dated(keys: set[int], *names: str) -> Iterable[tuple]:
    return Claim.objects.filter(pk__in=keys).exclude(edtf="").values_list(*names)


def _group_values(rows: QuerySet, key: str, value: str) -> dict[int, list[int]]:
    """The distinct values of each key, in their order."""
    found: dict[int, list[int]] = defaultdict(list)
    for one, other in rows.order_by(key, value).values_list(key, value).distinct():
        found[one].append(other)
    return found


def _key_ranges(model: type[Claim] | type[Passage]) -> Iterator[tuple[int, int]]:
    """The first and last key of every stretch of a table."""
    ends = model.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is not None:
        for first in range(ends["first"], ends["last"] + 1, BATCH_SIZE):
            yield first, min(first + BATCH_SIZE - 1, ends["last"])
