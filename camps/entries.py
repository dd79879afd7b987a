"""Index entries of camps and other places, with every name that the gazetteer and the sources use for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Min

from archive.addresses import PassageKey, RecordKey
from archive.models import Mention, Passage
from archive.search.archive_entries import SubjectContext
from archive.search.documents import IndexEntry, PlaceNameEntry, TextField, translated_fields
from camps.models import Place


def find_spellings() -> dict[int, list[tuple[str, str, str]]]:
    """Return the names that the sources use for each subject: the name, its language, the passage that has it first."""
    names = Mention.objects.filter(form=Mention.Form.NAME).values_list("subject_id", "exact").annotate(first=Min("passage_id"))
    rows = list(names.order_by("subject_id", "first", "exact"))
    passages = Passage.objects.filter(pk__in={first for *_name, first in rows})
    columns = passages.values_list("pk", "source__language", "source__identifier", "ref")
    first_uses = {pk: (language, str(PassageKey(*key))) for pk, language, *key in columns}
    spellings: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for subject, exact, first in rows:
        spellings[subject].append((exact, *first_uses[first]))
    return spellings


def make_place_entries(context: SubjectContext) -> Iterator[IndexEntry]:
    """Yield every place, the camps first."""
    spellings = find_spellings()
    for place in Place.objects.select_related("subject").prefetch_related("names").order_by("subject__kind", "pk"):
        subject = RecordKey(place.subject.kind, place.subject.identifier)
        fields = translated_fields(place.subject, "name", "title")
        fields += [TextField("name", name.language, name.name) for name in place.names.all()]
        fields += [TextField("spelt", language, exact) for exact, language, _ref in spellings[place.pk]]
        fields += [field for field in translated_fields(place, "city", "text") if field.text]
        yield IndexEntry(*subject, fields, *context.marks_and_days(subject))


def make_name_entries() -> Iterator[PlaceNameEntry]:
    """Yield every name of every place: labels, then variants, then the spellings of the sources."""
    spellings = find_spellings()
    for place in Place.objects.select_related("subject").prefetch_related("names"):
        key = (place.subject.kind, place.subject.identifier)
        for name in [*place.labels, *place.variants]:
            yield PlaceNameEntry(*key, name.name, name.language, f"gazetteer-{name.kind}", name.met_ar or "", name.met_en or "")
        for exact, language, ref in spellings[place.pk]:
            yield PlaceNameEntry(*key, exact, language, "source", ref, ref)
