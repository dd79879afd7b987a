"""Replacement of the rows of records that a later edition changes. Rows that stay get their new keys by UPDATE."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model

from archive.addresses import PassageKey, RecordKey
from archive.editions.update_plan import UpdatePlan, select_readings
from archive.fixtures.loading.claims import insert_claim_rows, insert_disagreements, insert_mentions
from archive.fixtures.loading.primer import clear_primer, insert_primer
from archive.fixtures.loading.sources import RowNumbers, insert_changed_readings, insert_coverage, insert_source_rows
from archive.models import (
    Anchor,
    Claim,
    Disagreement,
    Mention,
    Passage,
    PostingBucket,
    Quantity,
    Reading,
    Source,
    SourceCoverage,
    Subject,
    TextChunk,
    bulk,
)
from archive.models.key_moves import list_moves, move_columns, move_rows
from archive.quotations.load_index import clear_quotation_index, list_stored_texts, load_quotation_index
from camps.load import clear_places, insert_places
from marches.load import clear_routes, insert_movements, insert_routes

# Tables whose rows the sources alone make
SOURCE_MODELS: tuple[type[Model], ...] = (Source, Passage, Reading, TextChunk, PostingBucket)


class RowUpdate:
    """The change of all tables of records, given the plan; those of the search index are left to ``DocumentUpdate``."""

    def __init__(self, plan: UpdatePlan) -> None:
        self.plan, self.records, self.archive, self.keys = plan, plan.records, plan.archive, plan.keys

    def write_records(self) -> None:
        """Write the rows of everything but the search index."""
        covered = self._find_covered_sources()
        differing = list(Disagreement.objects.order_by("pk").values_list("claim__identifier", "other__identifier", "matter"))
        bulk.clear_tables(Disagreement)
        if self.plan.routes_change:
            clear_routes()
        if self.plan.primer_changes:
            clear_primer()
        self._delete_claims()
        self._delete_sources()
        move_rows(self.plan.moves)
        self._insert_sources()
        self._number_passages()
        self._replace_readings()
        self._write_subjects()
        self._insert_mentions()
        questions = {question.question: pk for pk, question in enumerate(self.archive.questions, 1)}
        insert_claim_rows(self.plan.claims.values(), questions, self.keys)
        if self.plan.routes_change:
            insert_routes(self.plan.routes, self.plan.claims, self.keys)
            insert_movements(self.records.movements, self.keys)
        self._insert_disagreements(differing)
        if self.plan.primer_changes:
            insert_primer(self.archive, self.keys)
        sources = sorted(self.keys.sources[name] for name in covered if name in self.keys.sources)
        bulk.delete_rows(SourceCoverage, "source_id", sources)
        insert_coverage(sources)

    def _find_covered_sources(self) -> set[str]:
        """Return the sources whose coverage may change."""
        return {passage.source for passage in self.plan.stating} | self.plan.sources

    def _delete_claims(self) -> None:
        """Delete the rows of the changed claims, but the lines of the story, which refer to them."""
        old = [pk for name, pk in self.plan.old_claims.items() if name in self.plan.changed_claims]
        for model in (Claim.subjects.through, Claim.answers.through, Quantity, Anchor):
            bulk.delete_rows(model, "claim_id", old)
        bulk.delete_rows(Claim, "id", old)

    def _delete_sources(self) -> None:
        """Delete the rows of the changed sources, and the quotation index."""
        if self.plan.sources or self.plan.reread:
            clear_quotation_index()
        if not self.plan.sources:
            return
        stored = self.plan.old_blocks[Source].blocks
        old = [stored[name][0] for name in self.plan.sources.intersection(stored)]
        for batch in bulk.iterate_batches(old):
            for rows in (Mention.objects.filter(passage__source__in=batch), Reading.objects.filter(passage__source__in=batch)):
                rows._raw_delete(rows.db)
        bulk.delete_rows(Passage, "source_id", old)
        bulk.delete_rows(SourceCoverage, "source_id", old)
        bulk.delete_rows(Source, "id", old)

    def _insert_sources(self) -> None:
        """Insert the rows of the changed sources but their mentions."""
        if not self.plan.sources:
            return
        names = [name for name in self.plan.source_names if name in self.plan.sources]
        numbers = RowNumbers(*(self.plan.new_blocks[model].iterate_keys(names) for model in (Passage, Reading)))
        insert_source_rows(self.archive, names, self.keys, numbers)

    def _number_passages(self) -> None:
        """Enter the keys of the passages of the quoted sources, and of those with changed readings."""
        for names in bulk.iterate_batches({*self.plan.quoted_sources, *self.plan.reread}):
            rows = Passage.objects.filter(source__identifier__in=names).order_by()
            for source, ref, pk in rows.values_list("source__identifier", "ref", "pk").iterator():
                self.keys.passages[str(PassageKey(source, ref))] = pk

    def _replace_readings(self) -> None:
        """Replace the readings whose words alone change, and make the quotation index of all texts again."""
        for name, refs in self.plan.reread.items():
            old = list(select_readings(name, refs).values_list("passage_id", "pk"))
            insert_changed_readings(self.archive.passages[name], old, self.keys)
        if self.plan.sources or self.plan.reread:
            load_quotation_index(list_stored_texts())

    def _write_subjects(self) -> None:
        """Write places and subjects, as far as they change, and enter the keys of the others."""
        old = {str(RecordKey(kind, name)): pk for pk, kind, name in Subject.objects.values_list("pk", "kind", "identifier")}
        if not self.plan.places_change:
            routes = {key for key in old if self.plan.routes_change and RecordKey.parse(key).kind == "route"}
            bulk.delete_rows(Subject, "id", [old[key] for key in routes])
            self.keys.subjects = {key: pk for key, pk in old.items() if key not in routes}
            return
        clear_places()
        bulk.clear_tables(Subject)
        insert_places(self.records.places, self.archive.authority_files, self.keys)
        moves = list_moves((pk, 1, self.keys.subjects[key]) for key, pk in old.items() if key in self.keys.subjects)
        for model in (Mention, Claim.subjects.through):
            move_columns(model, {"subject_id": moves})

    def _insert_mentions(self) -> None:
        """Insert the mentions in changed sources."""
        names = [name for name in self.plan.source_names if name in self.plan.sources]
        if names:
            numbers = self.plan.new_blocks[Mention].iterate_keys(names)
            insert_mentions((self.archive.mentions[name] for name in names), numbers, self.keys)

    def _insert_disagreements(self, old: Sequence[tuple[str, str, str]]) -> None:
        """Insert the differences between claims; those between unchanged ones are read again only if others change."""
        known = {name for claim, other, _matter in old for name in (claim, other)}
        if self.keys.differences or known & self.plan.changed_claims:
            stating = sorted((known - self.plan.changed_claims) | self.keys.differences.keys())
            differences = {name: self.archive.claims[name].differs_from for name in stating}
            self.keys.differences = {name: claims for name, claims in differences.items() if claims}
            insert_disagreements(self.keys)
            return
        rows = ((self.keys.claims[claim], self.keys.claims[other], matter) for claim, other, matter in old)
        columns = ("id", "claim_id", "other_id", "matter")
        bulk.insert_rows(Disagreement, (dict(zip(columns, (pk, *row), strict=True)) for pk, row in enumerate(rows, 1)))

    def list_kept_tables(self) -> set[str]:
        """Return the tables of which no row was written, once everything was."""
        kept: set[type[Model]] = {*SOURCE_MODELS, Mention}
        if self.plan.sources:
            kept.clear()
        elif self.plan.reread:
            kept -= {Reading, TextChunk, PostingBucket}
        if self.plan.places_change:
            kept.discard(Mention)
        return {model._meta.db_table for model in kept}
