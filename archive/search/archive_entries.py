"""Index entries of the archive itself: claims, passages, terms, sources and pages about the archive.

Claims and passages are read from the tables in batches. While claims go by, ``SubjectContext`` collects what they say of each subject,
for the entries of camps, places and routes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from html import unescape

from django.conf import settings
from django.db.models import Max, Min, QuerySet
from django.utils.translation import override

from archive.addresses import PassageKey, RecordKey
from archive.models import Anchor, Claim, Mention, Passage, Reading, Role, Source, Subject, Term, bulk
from archive.search.documents import MAX_MARKS_PER_KIND, DayRange, IndexEntry, TextField, translated_fields
from archive.vocabulary import ABOUT_PAGES, LANGUAGES

# Primary keys per batch
BATCH_SIZE = 2000
MARKUP = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)

# The first and the last key of passages, or all keys
PassageKeys = tuple[int, int] | list[int]


class SubjectContext:
    """Other records and days that the claims about each subject concern, at most MAX_MARKS_PER_KIND of a kind."""

    def __init__(self) -> None:
        self.subjects = {pk: RecordKey(*key) for pk, *key in Subject.objects.values_list("pk", "kind", "identifier")}
        self.sources = {pk: RecordKey("source", name) for pk, name in Source.objects.values_list("pk", "identifier")}
        self.marks: dict[RecordKey, dict[str, set[RecordKey]]] = defaultdict(lambda: defaultdict(set))
        self.days: dict[RecordKey, set[DayRange]] = defaultdict(set)

    def add_claim(self, subjects: list[int], sources: set[int], days: list[DayRange]) -> list[RecordKey]:
        """Add a claim by the primary keys of its subjects and sources; return its marks."""
        marks = [self.subjects[pk] for pk in subjects] + [self.sources[pk] for pk in sorted(sources)]
        for subject in marks[: len(subjects)]:
            for mark in marks:
                if len(same_kind := self.marks[subject][mark.kind]) < MAX_MARKS_PER_KIND:
                    same_kind.add(mark)
            if len(subject_days := self.days[subject]) < MAX_MARKS_PER_KIND:
                subject_days.update(days)
        return marks

    def marks_and_days(self, subject: RecordKey) -> tuple[list[RecordKey], list[DayRange]]:
        """Return the marks and days of a subject, its own mark first; only routes have marks of camps and places."""
        kinds = ("camp", "place", "source") if subject.kind == "route" else ("route", "source")
        marks = [mark for kind in kinds for mark in sorted(self.marks[subject][kind])]
        return [subject, *marks], sorted(self.days[subject], key=str)


def list_sources() -> Iterator[IndexEntry]:
    """Yield every source, with its description."""
    for source in Source.objects.defer("text").iterator():
        fields = translated_fields(source, "title", "title")
        for name in ("author", "publisher", "published_in", "remark"):
            fields += translated_fields(source, name, "text")
        marks = [RecordKey("source", source.identifier)]
        yield IndexEntry("source", source.identifier, [field for field in fields if field.text], marks)


def list_pages() -> Iterator[IndexEntry]:
    """Yield the pages about the archive, with the text of their templates."""
    for name, title in ABOUT_PAGES.items():
        page, titles, texts = name or "index", [], []
        for language in LANGUAGES:
            with override(language):
                titles.append(TextField("title", language, str(title)))
            # Not compiled: the engine would import all tags.
            markup = (settings.BASE_DIR / "templates" / "about" / f"{page}.{language}.html").read_text(encoding="utf-8")
            texts.append(TextField("text", language, " ".join(unescape(MARKUP.sub(" ", markup)).split())))
        yield IndexEntry("page", page, [*titles, *texts])


def list_terms() -> Iterator[IndexEntry]:
    """Yield every term of the glossary, with its name, its forms and its meaning."""
    for term in Term.objects.iterator():
        forms = [TextField("spelt", language, form) for language in LANGUAGES for form in term.forms[language]]
        fields = [*translated_fields(term, "name", "title"), *forms, *translated_fields(term, "meaning", "text")]
        yield IndexEntry("term", term.identifier, fields)


def list_claims(context: SubjectContext, only: Collection[int] | None = None) -> Iterator[IndexEntry]:
    """Yield every claim, in the order of the sources, or those with some keys; all are added to the context."""
    for keys in _key_ranges(Claim):
        subjects = _group_values(Claim.subjects.through.objects.filter(claim__pk__range=keys), "claim_id", "subject_id")
        sources = _group_values(Anchor.objects.filter(claim__pk__range=keys), "claim_id", "passage__source_id")
        claims = Claim.objects.filter(pk__range=keys).order_by("pk")
        listed = claims if only is None else claims.filter(pk__in=[pk for pk in only if keys[0] <= pk <= keys[1]])
        texts = {pk: row for pk, *row in bulk.select_values(listed, "pk", "identifier", "statement_ar", "statement_en")}
        for pk, edtf, earliest, latest in bulk.select_values(claims, "pk", "edtf", "earliest", "latest"):
            days = [(earliest, latest)] if edtf else []
            marks = context.add_claim(subjects.get(pk, []), set(sources.get(pk, [])), days)
            if pk in texts:
                identifier, arabic, english = texts[pk]
                fields = [TextField("statement", "ar", arabic), TextField("statement", "en", english)]
                yield IndexEntry("claim", identifier, fields, marks, days, record=pk)


def list_passages(context: SubjectContext, only: Collection[int] | None = None) -> Iterator[IndexEntry]:
    """Yield every sentence with its reading, in the order of the sources, or those with some keys.

    They have the routes and days of the claims that they state.
    """
    ranges: Iterable[PassageKeys] = _key_ranges(Passage) if only is None else bulk.iterate_batches(sorted(only))
    for keys in ranges:
        of_passages = {"passage__pk__range" if isinstance(keys, tuple) else "passage__pk__in": keys}
        mentioned = _group_values(Mention.objects.filter(**of_passages), "passage_id", "subject_id")
        anchors = Anchor.objects.filter(**of_passages, role=Role.STATEMENT)
        claims = _group_values(anchors, "passage_id", "claim_id")
        stated = Claim.objects.filter(pk__in=anchors.values("claim_id"))
        dated = bulk.select_values(stated.exclude(edtf="").order_by(), "pk", "earliest", "latest")
        days = {pk: (earliest, latest) for pk, earliest, latest in dated}
        subjects = _group_values(Claim.subjects.through.objects.filter(claim__in=stated.values("pk")), "claim_id", "subject_id")
        readings = defaultdict(list)
        stored = Reading.objects.filter(**of_passages).order_by("passage_id", "number")
        for passage, language, text in bulk.select_values(stored, "passage_id", "language", "text"):
            readings[passage].append(TextField("reading", language, text))
        for pk, source, passage_key, verbatim in _iterate_sentences(keys):
            own_claims = claims.get(pk, [])
            routes = [subject for claim in own_claims for subject in subjects.get(claim, [])]
            concerned = [context.subjects[subject] for subject in mentioned.get(pk, [])]
            concerned += [key for key in map(context.subjects.__getitem__, routes) if key.kind == "route"]
            own_days = [days[claim] for claim in own_claims if claim in days]
            marks = [context.sources[source], *dict.fromkeys(concerned)]
            yield IndexEntry("passage", passage_key, [verbatim, *readings[pk]], marks, own_days, record=pk)


def _iterate_sentences(keys: PassageKeys) -> Iterator[tuple[int, int, str, TextField]]:
    """Yield the sentences with these keys, or between two: key, that of the source, ``source:ref`` and characters; few texts are in memory at once."""
    by_source: dict[int, list[tuple[int, str, int, int]]] = {}
    rows = Passage.objects.sentences().filter(**{"pk__range" if isinstance(keys, tuple) else "pk__in": keys}).order_by("pk")
    for source, pk, ref, start, end in rows.values_list("source_id", "pk", "ref", "start", "end"):
        by_source.setdefault(source, []).append((pk, ref, start, end))
    for sources in bulk.iterate_weighed_batches(by_source, lambda source: by_source[source][-1][-1] // bulk.CHARACTERS_PER_WEIGHT):
        columns = Source.objects.filter(pk__in=sources).order_by("pk").values_list("pk", "identifier", "language", "text")
        for source, identifier, language, text in columns:
            for pk, ref, start, end in by_source[source]:
                yield pk, source, str(PassageKey(identifier, ref)), TextField("verbatim", language, text[start:end])


def _group_values(rows: QuerySet, key: str, value: str) -> dict[int, list[int]]:
    """Return the distinct values of each key, in ascending order."""
    groups: dict[int, list[int]] = defaultdict(list)
    for row_key, row_value in rows.order_by(key, value).values_list(key, value).distinct():
        groups[row_key].append(row_value)
    return groups


def _key_ranges(model: type[Claim] | type[Passage]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last primary key of every batch of a table."""
    ends = model.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is not None:
        for first in range(ends["first"], ends["last"] + 1, BATCH_SIZE):
            yield first, min(first + BATCH_SIZE - 1, ends["last"])
