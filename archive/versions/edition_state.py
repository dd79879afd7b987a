"""The records in force in an edition: one by its key, those of a source, and those that refer to another record."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from archive.addresses import PassageKey, RecordKey
from archive.ledger.references import name_paragraph
from archive.models import Edition, RecordVersion, Source, VersionReference, bulk
from archive.text.references import InvalidReference, Reference, split_numbers

# Maximum keys in a query
MAX_KEYS = 10_000


class EditionState:
    """The records in force in an edition. ``find`` reads a record once, ``find_text`` a text."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._lines: dict[RecordKey, RecordVersion | None] = {}
        self._texts: dict[str, str | None] = {}
        self._editions = {edition.pk: edition}

    def load(self, keys: Iterable[RecordKey]) -> None:
        """Read several records: one query for each of their kinds."""
        by_kind: dict[str, set[str]] = {}
        for key in keys:
            if key not in self._lines:
                by_kind.setdefault(key.kind, set()).add(key.identifier)
        for kind, identifiers in by_kind.items():
            self._lines |= {RecordKey(kind, identifier): None for identifier in identifiers}
            self._read(RecordVersion.objects.filter(kind=kind, identifier__in=identifiers).last_until(self.edition.pk))

    def find_line(self, key: RecordKey) -> RecordVersion | None:
        """Return the line of a record that holds in the edition, a withdrawal included; None if there was no such record yet."""
        self.load([key])
        return self._lines[key]

    def find(self, key: RecordKey) -> RecordVersion | None:
        """Return the version of a record in force in the edition; None if there is none, or if it is suppressed."""
        line = self.find_line(key)
        return line if line and line.outcome == RecordVersion.Outcome.RECORD else None

    def find_record(self, key: RecordKey) -> dict | None:
        """Return a record in force in the edition, in the current format; None if there is none, or if it is suppressed."""
        version = self.find(key)
        return version.record if version else None

    def find_text(self, digest: str) -> str | None:
        """Return the text of a source by its SHA-256; None if no source of the loaded edition has it."""
        if digest not in self._texts:
            source = Source.objects.filter(sha256=digest).first()  # a whole row, whose text is verified
            self._texts[digest] = source.text if source else None
        return self._texts[digest]

    def list_sentences(self, source: str, paragraphs: Iterable[str]) -> list[RecordVersion]:
        """Return the sentences of some paragraphs of a source, in the order of the text."""
        names = (name_paragraph(str(PassageKey(source, ref))) for ref in paragraphs)
        sentences = [sentence for batch in bulk.iterate_batches(names) for sentence in self.list_referring(batch, "sentence")]
        return sorted(sentences, key=lambda version: split_numbers(PassageKey.parse(version.identifier).ref))

    def list_referring(self, targets: Iterable[str], *kinds: str) -> list[RecordVersion]:
        """Return the records of some kinds that refer to one of the ``targets``, which are keys, by kind and identifier."""
        later = RecordVersion.objects.filter(
            kind=OuterRef("kind"), identifier=OuterRef("identifier"), edition__lte=self.edition.pk, pk__gt=OuterRef("pk")
        )
        in_force = RecordVersion.objects.filter(
            ~Exists(later), kind__in=kinds, edition__lte=self.edition.pk, outcome=RecordVersion.Outcome.RECORD
        )
        # A query of its own: SQLite would read all versions of the kinds first.
        references = VersionReference.objects.filter(target__in=list(targets)).values_list("version", flat=True)
        batches = bulk.iterate_batches(sorted(set(references)), MAX_KEYS)
        referring = [version for batch in batches for version in self._read(in_force.filter(pk__in=batch))]
        return sorted(referring, key=lambda version: version.key)

    def select_passage(self, source: str, ref: Reference) -> list[RecordVersion]:
        """Return the sentences of a passage, in the order of the text. Raises InvalidReference if the source had no such passage."""
        first, last = split_numbers(ref.first), split_numbers(ref.last)
        paragraphs = [paragraph["ref"] for paragraph in (self.find_record(RecordKey("source", source)) or {}).get("paragraphs", ())]
        sentences = self.list_sentences(source, (name for name in paragraphs if first[0] <= split_numbers(name)[0] <= last[0]))
        numbers = [split_numbers(PassageKey.parse(sentence.identifier).ref) for sentence in sentences]
        if not {first, last} <= {number[: len(first)] for number in numbers}:
            raise InvalidReference("unknown")
        return [
            sentence
            for sentence, number in zip(sentences, numbers, strict=True)
            if first <= number[: len(first)] and number[: len(last)] <= last
        ]

    def _read(self, lines: QuerySet[RecordVersion]) -> list[RecordVersion]:
        """Return lines with their editions, each of which is read once, and keep them."""
        versions = list(lines)
        missing = {version.edition_id for version in versions} - self._editions.keys()
        self._editions |= Edition.objects.in_bulk(missing) if missing else {}
        for version in versions:
            version.edition = self._editions[version.edition_id]
        self._lines |= {version.key: version for version in versions}
        return versions
