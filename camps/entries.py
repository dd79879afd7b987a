"""What camps and other places give to search: every name they have, in the gazetteer and in the sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Min

from archive.addresses import PassageKey
from archive.models import Mention, Passage
from archive.search.archive_entries import SubjectContext
from archive.search.documents import IndexEntry, PlaceNameEntry, TextField
from archive.vocabulary import LANGUAGES
from camps.models import Place

Spellings = dict[int, list[tuple[str, str, str]]]


def find_spellings() -> Spellings:
    """By subject, the names that the sources use: the name, its language, where it is first met."""
    names = Mention.objects.filter(form=Mention.Form.NAME).values_list("subject_id", "exact").annotate(first=Min("passage_id"))
    rows = list(names.order_by("subject_id", "first", "exact"))
    passages = Passage.objects.filter(pk__in={first for *_name, first in rows})
    cited = passages.values_list("pk", "source__identifier", "ref", "source__language")
    where = {pk: (str(PassageKey(source, ref)), language) for pk, source, ref, language in cited}
    found: Spellings = defaultdict(list)
    for subject, exact, first in rows:
        ref, language = where[first]
        found[subject].append((exact, language, ref))
    return found


def make_place_entries(around: SubjectContext) -> Iterator[IndexEntry]:
    """Every place, the camps first."""
    names = find_spellings()
    for place in Place.objects.select_related("subject").prefetch_related("names").order_by("subject__kind", "pk"):
        subject = place.subject
        fields = [TextField("title", language, getattr(subject, f"name_{language}")) for language in LANGUAGES]
        fields += [TextField("name", one.language, one.name) for one in place.names.all()]
        fields += [TextField("spelt", language, exact) for exact, language, _ref in names[place.pk]]
        marks, days = around.marks_and_days(subject.kind, subject.identifier)
        yield IndexEntry(subject.kind, subject.identifier, fields, marks, days)


def make_name_entries() -> Iterator[PlaceNameEntry]:
    """Every name of every place: labels, then variants, then as the sources spell it."""
    names = find_spellings()
    for place in Place.objects.select_related("subject").prefetch_related("names"):
        key = (place.subject.kind, place.subject.identifier)
        for one in [*place.labels, *place.variants]:
            yield PlaceNameEntry(*key, one.name, one.language, f"gazetteer-{one.kind}", (one.met_ar or "", one.met_en or ""))
        for exact, language, ref in names[place.pk]:
            yield PlaceNameEntry(*key, exact, language, "source", (ref, ref))
