"""Loading of a later edition by replacing the rows of the records that it changes. All rows are those of a load into empty tables.

Rows that stay get their new keys by UPDATE, since keys follow the order of the records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby
from operator import itemgetter

from django.db import DatabaseError, transaction
from django.db.models import Count, Min, Model, QuerySet

from archive.addresses import PassageKey, RecordKey
from archive.editions.ledger_archive import EditionRecords
from archive.fixity.row_digests import find_damaged_rows
from archive.fixity.tables import list_digested_tables
from archive.fixtures.loading.claims import (
    insert_claim_rows,
    insert_disagreements,
    insert_mentions,
    list_quotes,
    make_claim_sort_key,
)
from archive.fixtures.loading.common import PrimaryKeys
from archive.fixtures.loading.primer import clear_primer, insert_primer
from archive.fixtures.loading.sources import RowNumbers, insert_changed_readings, insert_coverage, insert_source_rows
from archive.fixtures.loading.stored_order import Blocks, list_sort_keys
from archive.fixtures.loading.versions import VERSION_MODELS
from archive.fixtures.passage_texts import PassageTexts
from archive.ledger.chain import Ledger
from archive.models import (
    Anchor,
    Claim,
    Disagreement,
    LoadedState,
    Mention,
    Passage,
    PostingBucket,
    Quantity,
    Reading,
    Role,
    SearchName,
    Source,
    SourceCoverage,
    Subject,
    TextChunk,
    bulk,
)
from archive.models.key_moves import KeyMove, list_moves, move_columns, move_rows
from archive.quotations.load_index import clear_quotation_index, list_stored_texts, load_quotation_index
from archive.search.archive_entries import SubjectContext, list_claims, list_pages, list_passages, list_sources, list_terms
from archive.search.documents import IndexEntry
from archive.search.index import IndexBuilder, make_key, move_documents
from archive.search.index_update import (
    IndexUpdate,
    KeyedEntry,
    list_document_moves,
    number_entries,
    number_sentences,
    read_stored_entries,
)
from archive.text.anchoring import Span
from camps.entries import make_name_entries, make_place_entries
from camps.load import clear_places, insert_places
from marches.entries import make_movement_entries, make_route_entries
from marches.load import clear_routes, insert_movements, insert_routes
from marches.models import Route
from marches.records import RouteRecord

# Kinds of records whose changes are loaded one by one.
KINDS = frozenset({"source", "sentence", "claim", "camp", "place", "authority", "route", "movement", "term", "story"})
# An edition that changes more than one in so many records is loaded as a whole.
RECORDS_PER_CHANGE = 10
# So is one that replaces more than this share of the claims and passages, of which a passage takes twice the time of a claim.
MAX_REPLACED_SHARE = 0.5
COST_OF_PASSAGE = 2
# So is one by which more blocks of rows of a table move by distances of their own: SQLite takes SQL of a million bytes.
MAX_MOVES = 2_500
CLAIM_ROLES = (Role.STATEMENT, Role.DATE, Role.QUANTITY)
# The owner of the anchors and numbers of all routes, which come after those of the claims
ROUTES = ""
# Tables whose rows the sources alone make
SOURCE_MODELS: tuple[type[Model], ...] = (Source, Passage, Reading, TextChunk, PostingBucket)


def find_changed_records(ledger: Ledger, compute_state: Callable[[Ledger], str]) -> set[RecordKey]:
    """Return the records that the editions after the loaded one name; none if the whole edition must be loaded.

    That is so unless the database has what this code loaded of an earlier edition, without damage, and few records change.
    """
    state = LoadedState.objects.first()
    if state is None or not state.edition_id or state.edition_id >= ledger.number:
        return set()
    changed = {key for key, version in ledger.last_lines.items() if version.edition > state.edition_id}
    if {key.kind for key in changed} - KINDS or len(changed) * RECORDS_PER_CHANGE > len(ledger.last_lines):
        return set()
    if state.digest != compute_state(replace(ledger, editions=ledger.editions[: state.edition_id])):
        return set()
    versions = {model._meta.db_table for model in VERSION_MODELS}
    kept = [table for table in list_digested_tables() if table.name not in versions]
    try:
        with transaction.atomic():
            return set() if any(True for _row in find_damaged_rows(kept)) else changed
    except DatabaseError:
        return set()


def update_rows(ledger: Ledger, records: EditionRecords, compute_state: Callable[[Ledger], str]) -> set[str] | None:
    """Replace the rows of changed records, within a transaction; return the tables of which no row was written.

    Return None, without writing, if the whole edition must be loaded, or if that is faster.
    """
    changed = find_changed_records(ledger, compute_state)
    update = EditionUpdate(records, changed) if changed else None
    if update is None or update.measure_replaced_share() > MAX_REPLACED_SHARE:
        return None
    if max(map(len, update.moves.values())) > MAX_MOVES:
        return None
    update.delete_documents()
    update.write_records()
    update.insert_documents()
    return update.list_kept_tables()


class EditionUpdate:
    """What changes with an edition: sources, and claims and routes that quote these or refer to what changes."""

    def __init__(self, records: EditionRecords, changed: set[RecordKey]) -> None:
        self.records, self.archive = records, records.archive
        self.kinds = {key.kind for key in changed}
        self.changed_claims = {key.identifier for key in changed if key.kind == "claim"}
        self._find_changed_sources(changed)
        self._find_changed_routes()
        self.primer_changes = bool(self.sources or self.reread or self.kinds & {"term", "story"})
        self.names = list(self.archive.claims)
        self.claims = {name: self.archive.claims[name] for name in self.names if name in self.changed_claims}
        self.keys = PrimaryKeys(PassageTexts())
        self.keys.sources = {name: pk for pk, name in enumerate(self.archive.sources, 1)}
        self.quoted_sources = self._list_quoted_sources()
        self._read_texts()
        self.old_claims = dict(Claim.objects.values_list("identifier", "pk"))
        self._sort_claims()
        # The passages that state changed claims, or did: their sources and references
        changed_claims = (claim for name, claim in self.claims.items() if name not in self.rewritten_claims)
        self.stating = {PassageKey.parse(quote.passage) for claim in changed_claims for quote in claim.evidence}
        for batch in bulk.iterate_batches(pk for name, pk in self.old_claims.items() if self._is_changed(name)):
            anchors = Anchor.objects.filter(claim__in=batch, role=Role.STATEMENT).order_by()
            self.stating |= set(map(PassageKey._make, anchors.values_list("passage__source__identifier", "passage__ref")))
        self.index = IndexUpdate(self._is_counted)
        self.moves = self._plan_moves()

    def _find_changed_sources(self, changed: set[RecordKey]) -> None:
        """Find the sources that change, the claims that quote them or did, and the new blocks of the rows of sources."""
        self.sources = {key.identifier for key in changed if key.kind == "source"}
        self._find_changed_readings({PassageKey.parse(key.identifier) for key in changed if key.kind == "sentence"})
        self.source_names = list(self.archive.sources)
        self.old_blocks: dict[type[Model], Blocks] = {}
        self.new_blocks: dict[type[Model], Blocks] = {}
        # The sentences of each source among all of them, by which their documents are numbered
        self.old_sentences = self.new_sentences = Blocks({})
        if not self.sources:
            return
        for batch in bulk.iterate_batches(self.sources):
            anchors = Anchor.objects.filter(passage__source__identifier__in=batch).order_by()
            self.changed_claims |= set(anchors.values_list("claim__identifier", flat=True))
        sizes: dict[type[Model], dict[str, int]] = {Source: {}, Passage: {}, Reading: {}, Mention: {}}
        sentence_counts: dict[str, int] = {}
        for name in self.sources & set(self.source_names):
            passages = self.archive.passages[name]
            sentences = [sentence for paragraph in passages.paragraphs for sentence in paragraph.sentences]
            sizes[Source][name], sizes[Passage][name] = 1, len(passages.paragraphs) + len(sentences)
            sentence_counts[name] = len(sentences)
            sizes[Reading][name] = sum(1 + len(sentence.other_readings) for sentence in sentences)
            sizes[Mention][name] = len(self.archive.mentions[name].mentions)
        owners = {Source: "", Passage: "source__", Reading: "passage__source__", Mention: "passage__source__"}
        for model, path in owners.items():
            self.old_blocks[model] = Blocks.read(model._default_manager.all(), f"{path}identifier")
            self.new_blocks[model] = self.old_blocks[model].arrange(self.source_names, sizes[model])
        stored = Blocks.read(Passage.objects.sentences(), "source__identifier")
        self.old_sentences = stored.arrange(sorted(stored.blocks, key=stored.blocks.__getitem__), {})
        self.new_sentences = stored.arrange(self.source_names, sentence_counts)

    def _find_changed_readings(self, sentences: set[PassageKey]) -> None:
        """Find the sentences of which nothing but the words of readings changes; the sources of others change.

        If their status changes, so do the claims that quote them; if the number of readings, the keys of those after them.
        """
        by_source: dict[str, set[str]] = {}
        for passage in sentences:
            by_source.setdefault(passage.source, set()).add(passage.ref)
        self.reread: dict[str, set[str]] = {}
        for name, refs in by_source.items():
            if name in self.sources or self._list_stored_outlines(name, refs) != self._list_new_outlines(name, refs):
                self.sources.add(name)
            else:
                self.reread[name] = refs

    def _list_stored_outlines(self, source: str, refs: set[str]) -> list[tuple]:
        """Return reference, start, end, status and number of readings of some sentences of a source."""
        rows = _select_readings(source, refs).values_list("passage__ref", "passage__start", "passage__end", "status")
        groups = ([*group] for _ref, group in groupby(rows, key=itemgetter(0)))
        return [(*readings[0], len(readings)) for readings in groups]

    def _list_new_outlines(self, source: str, refs: set[str]) -> list[tuple]:
        """Return the same of the records of the edition."""
        sentences = chain.from_iterable(paragraph.sentences for paragraph in self.archive.passages[source].paragraphs)
        return [
            (sentence.ref, sentence.start, sentence.end, sentence.reading.status, 1 + len(sentence.other_readings))
            for sentence in sentences
            if sentence.ref in refs
        ]

    def _find_changed_routes(self) -> None:
        """Find whether the routes change, which are all written then, and the claims that state them."""
        self.places_change = not self.kinds.isdisjoint({"camp", "place", "authority"})
        stating = set(Route.objects.values_list("claim__identifier", flat=True))
        self.routes_change = self.places_change or not self.kinds.isdisjoint({"route", "movement"})
        self.routes_change = self.routes_change or not stating.isdisjoint(self.changed_claims)
        self.routes: dict[str, RouteRecord] = {}
        # Claims whose rows are only replaced because those of a route are: their documents and what they cover stay as they are.
        self.rewritten_claims: set[str] = set()
        if self.routes_change:
            self.routes = dict(self.records.routes.items())
            claims = stating | {route.claim for route in self.routes.values()}
            if not (self.places_change or self.kinds & {"route", "movement"}):
                self.rewritten_claims = claims - self.changed_claims
            self.changed_claims |= claims

    def _list_quoted_sources(self) -> list[str]:
        """Return the sources that the changed claims and the routes quote."""
        quotes = [quote.passage for claim in self.claims.values() for quote in (*claim.evidence, *claim.quantities)]
        quotes += [claim.date.passage for claim in self.claims.values() if claim.date]
        quotes += [quote.passage for route in self.routes.values() for _path, quote in route.quotes]
        return sorted({PassageKey.parse(passage).source for passage in quotes})

    def _read_texts(self) -> None:
        """Enter the texts, passages and statuses of the quoted sources."""
        for name in self.sources.intersection(self.quoted_sources):
            self.keys.passage_texts.add(self.archive.passages[name], self.archive.texts[name])
        for names in bulk.iterate_batches(name for name in self.quoted_sources if name not in self.sources):
            texts = dict(Source.objects.filter(identifier__in=names).values_list("identifier", "text"))
            rows = Passage.objects.filter(source__identifier__in=names).order_by("source_id", "pk")
            columns = rows.values_list("source__identifier", "ref", "start", "end").iterator()
            for source, passages in groupby(columns, key=itemgetter(0)):
                spans = {ref: Span(start, end) for _source, ref, start, end in passages}
                self.keys.passage_texts.add_spans(source, texts[source], spans)
            readings = Reading.objects.filter(passage__source__identifier__in=names, number=1).exclude(status="plain").order_by()
            for source, ref, status in readings.values_list("passage__source__identifier", "passage__ref", "status"):
                self.keys.statuses[str(PassageKey(source, ref))] = status

    def _sort_claims(self) -> None:
        """Enter the keys of all claims, in the order of the texts."""
        sort_keys = [key for key in list_sort_keys(self.keys.sources) if key[-1] not in self.changed_claims]
        sort_keys += [make_claim_sort_key(claim, self.keys) for claim in self.claims.values()]
        self.keys.claims |= {sort_key[-1]: pk for pk, sort_key in enumerate(sorted(sort_keys), 1)}

    def _replace_readings(self) -> None:
        """Replace the readings whose words alone change, and make the quotation index of all texts again."""
        for name, refs in self.reread.items():
            old = list(_select_readings(name, refs).values_list("passage_id", "pk"))
            insert_changed_readings(self.archive.passages[name], old, self.keys)
        if self.sources or self.reread:
            load_quotation_index(list_stored_texts())

    def _plan_moves(self) -> dict[type[Model], list[KeyMove]]:
        """Return the moves of the rows that stay, and enter the keys of those that will be inserted.

        Keys of claims and sources that change move too, as others refer to them.
        """
        moves = {model: blocks.list_moves(self.new_blocks[model]) for model, blocks in self.old_blocks.items()}
        moves[Claim] = list_moves(
            (pk, 1, self.keys.claims[name]) for name, pk in self.old_claims.items() if name in self.keys.claims
        )
        anchors = {claim.claim: len(list_quotes(claim, self.keys)) for claim in self.claims.values()}
        quantities = {claim.claim: len(claim.quantities) for claim in self.claims.values()}
        moves[Anchor], self.keys.anchor_numbers = self._plan_blocks(Anchor, "role", anchors)
        moves[Quantity], self.keys.quantity_numbers = self._plan_blocks(Quantity, "anchor__role", quantities)
        return moves

    def _plan_blocks(
        self, model: type[Anchor | Quantity], role: str, sizes: Mapping[str, int]
    ) -> tuple[list[KeyMove], Iterator[int]]:
        """Return the moves of the rows of claims and routes, and the keys of those that will be inserted."""
        of_claims = {f"{role}__in": CLAIM_ROLES}
        old = Blocks.read(model.objects.filter(**of_claims), "claim__identifier")
        if not self.routes_change:
            of_routes = model.objects.exclude(**of_claims).aggregate(first=Min("pk"), size=Count("pk"))
            old.blocks[ROUTES] = (of_routes["first"] or 0, of_routes["size"])
        new = old.arrange([*self.names, ROUTES], sizes)
        return old.list_moves(new, without=self.changed_claims), new.iterate_keys(self.claims)

    @property
    def _old_keys(self) -> list[int]:
        """Return the old keys of the changed claims."""
        return [pk for name, pk in self.old_claims.items() if name in self.changed_claims]

    def measure_replaced_share(self) -> float:
        """Return the share of the claims and passages whose rows and documents are replaced."""
        sizes = self.new_blocks[Passage].blocks if self.sources else {}
        passages = sum(sizes[name][1] for name in self.sources.intersection(sizes)) + sum(map(len, self.reread.values()))
        replaced = len(self.claims) + COST_OF_PASSAGE * passages
        return replaced / max(1, len(self.names) + COST_OF_PASSAGE * Passage.objects.count())

    def _is_changed(self, claim: str) -> bool:
        """Return whether a claim's document may change."""
        return claim in self.changed_claims and claim not in self.rewritten_claims

    def _is_counted(self, entry: IndexEntry) -> bool:
        """Return whether the words of a document may change, or its place among the others."""
        if entry.kind == "claim":
            return self._is_changed(entry.identifier)
        if entry.kind == "passage":
            source, ref = PassageKey.parse(entry.identifier)
            return source in self.sources or ref in self.reread.get(source, ())
        return entry.kind != "page"

    def write_records(self) -> None:
        """Write the rows of everything but the search index."""
        covered = self._find_covered_sources()
        differing = list(Disagreement.objects.order_by("pk").values_list("claim__identifier", "other__identifier", "matter"))
        bulk.clear_tables(Disagreement)
        if self.routes_change:
            clear_routes()
        if self.primer_changes:
            clear_primer()
        self._delete_claims()
        self._delete_sources()
        move_rows(self.moves)
        self._insert_sources()
        self._number_passages()
        self._replace_readings()
        self._write_subjects()
        self._insert_mentions()
        questions = {question.question: pk for pk, question in enumerate(self.archive.questions, 1)}
        insert_claim_rows(self.claims.values(), questions, self.keys)
        if self.routes_change:
            insert_routes(self.routes, self.claims, self.keys)
            insert_movements(self.records.movements, self.keys)
        self._insert_disagreements(differing)
        if self.primer_changes:
            insert_primer(self.archive, self.keys)
        sources = sorted(self.keys.sources[name] for name in covered if name in self.keys.sources)
        bulk.delete_rows(SourceCoverage, "source_id", sources)
        insert_coverage(sources)

    def _find_covered_sources(self) -> set[str]:
        """Return the sources whose coverage may change."""
        return {passage.source for passage in self.stating} | self.sources

    def _delete_claims(self) -> None:
        """Delete the rows of the changed claims, but the lines of the story, which refer to them."""
        for model in (Claim.subjects.through, Claim.answers.through, Quantity, Anchor):
            bulk.delete_rows(model, "claim_id", self._old_keys)
        bulk.delete_rows(Claim, "id", self._old_keys)

    def _delete_sources(self) -> None:
        """Delete the rows of the changed sources, and the quotation index."""
        if self.sources or self.reread:
            clear_quotation_index()
        if not self.sources:
            return
        old = [self.old_blocks[Source].blocks[name][0] for name in self.sources.intersection(self.old_blocks[Source].blocks)]
        for batch in bulk.iterate_batches(old):
            for rows in (Mention.objects.filter(passage__source__in=batch), Reading.objects.filter(passage__source__in=batch)):
                rows._raw_delete(rows.db)
        bulk.delete_rows(Passage, "source_id", old)
        bulk.delete_rows(SourceCoverage, "source_id", old)
        bulk.delete_rows(Source, "id", old)

    def _insert_sources(self) -> None:
        """Insert the rows of the changed sources but their mentions."""
        if not self.sources:
            return
        names = [name for name in self.source_names if name in self.sources]
        numbers = RowNumbers(*(self.new_blocks[model].iterate_keys(names) for model in (Passage, Reading)))
        insert_source_rows(self.archive, names, self.keys, numbers)

    def _number_passages(self) -> None:
        """Enter the keys of the passages of the quoted sources, and of those with changed readings."""
        for names in bulk.iterate_batches({*self.quoted_sources, *self.reread}):
            rows = Passage.objects.filter(source__identifier__in=names).order_by()
            for source, ref, pk in rows.values_list("source__identifier", "ref", "pk").iterator():
                self.keys.passages[str(PassageKey(source, ref))] = pk

    def _write_subjects(self) -> None:
        """Write places and subjects, as far as they change, and enter the keys of the others."""
        old = {str(RecordKey(kind, name)): pk for pk, kind, name in Subject.objects.values_list("pk", "kind", "identifier")}
        if not self.places_change:
            routes = {key for key in old if self.routes_change and RecordKey.parse(key).kind == "route"}
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
        names = [name for name in self.source_names if name in self.sources]
        if names:
            numbers = self.new_blocks[Mention].iterate_keys(names)
            insert_mentions((self.archive.mentions[name] for name in names), numbers, self.keys)

    def _insert_disagreements(self, old: Sequence[tuple[str, str, str]]) -> None:
        """Insert the differences between claims; those between unchanged ones are read again only if others change."""
        known = {name for claim, other, _matter in old for name in (claim, other)}
        if self.keys.differences or known & self.changed_claims:
            stating = sorted((known - self.changed_claims) | self.keys.differences.keys())
            differences = {name: self.archive.claims[name].differs_from for name in stating}
            self.keys.differences = {name: claims for name, claims in differences.items() if claims}
            insert_disagreements(self.keys)
            return
        rows = ((self.keys.claims[claim], self.keys.claims[other], matter) for claim, other, matter in old)
        columns = ("id", "claim_id", "other_id", "matter")
        bulk.insert_rows(Disagreement, (dict(zip(columns, (pk, *row), strict=True)) for pk, row in enumerate(rows, 1)))

    def delete_documents(self) -> None:
        """Delete the documents of changed claims and sentences, while the tables are as they were."""
        context = SubjectContext()
        self.index.delete(self._list_claims(context, self.old_claims))
        self.index.delete(self._list_passages(context))
        self.old_small = self._list_small_documents(context) | read_stored_entries("page")

    def insert_documents(self) -> None:
        """Move the others, insert these as they are now, and the changed ones of small kinds, of which all are compared."""
        context = SubjectContext()
        self._move_documents()
        self.index.insert(self._list_claims(context, self.keys.claims))
        self.index.insert(self._list_passages(context))
        self.index.replace(self.old_small, self._list_small_documents(context) | number_entries(list_pages()))
        self.index.close(context)
        if self.places_change or self.sources:
            bulk.clear_tables(SearchName)
            IndexBuilder().add_names(make_name_entries())

    def _move_documents(self) -> None:
        """Give the documents of unchanged claims and sentences, and of all sources, their new keys."""
        claims = list_moves(
            (pk, 1, self.keys.claims[name])
            for name, pk in self.old_claims.items()
            if name in self.keys.claims and not self._is_changed(name)
        )
        moves = list_document_moves("claim", claims)
        records = list(moves)
        if self.sources:
            sentences = self.old_sentences.list_moves(self.new_sentences, without=self.sources)
            moves += list_document_moves("passage", sentences)
            records += list_document_moves("passage", list_moves(self._list_moved_passages()))
            moves += self._list_moved_sources()
        move_documents(moves, records)

    def _list_moved_sources(self) -> list[KeyMove]:
        """Return the moves of the documents of sources, which are numbered as these; delete those of withdrawn sources, which do not move."""
        old, self.old_small = self.old_small, {}
        for key, entry in old.items():
            if entry.kind != "source":
                self.old_small[key] = entry
            elif number := self.keys.sources.get(entry.identifier):
                self.old_small[make_key("source", number)] = entry
        kept = {entry.identifier for entry in self.old_small.values() if entry.kind == "source"}
        self.index.delete((key, entry) for key, entry in old.items() if entry.kind == "source" and entry.identifier not in kept)
        return list_document_moves("source", self.moves[Source])

    def _list_moved_passages(self) -> Iterator[tuple[int, int, int]]:
        """Yield the old sentences of each unchanged source, as ``bulk.list_moves`` takes them, with the distance that its passages move."""
        old, new = self.old_blocks[Passage].blocks, self.new_blocks[Passage].blocks
        for source, (first, size) in self.old_sentences.blocks.items():
            if source in new and source not in self.sources:
                yield first, size, first + new[source][0] - old[source][0]

    def _list_claims(self, context: SubjectContext, claims: Mapping[str, int]) -> Iterator[KeyedEntry]:
        """Yield the documents of changed claims, given the keys of all."""
        only = {pk for name, pk in claims.items() if self._is_changed(name)}
        for entry in list_claims(context, only):
            yield make_key("claim", entry.record or 0), entry

    def _list_passages(self, context: SubjectContext) -> Iterator[KeyedEntry]:
        """Yield the documents of sentences, as the table has them: those that change, those of changed sources, and those that state changed claims."""
        keys: set[int] = set()
        for names in bulk.iterate_batches(self.sources):
            keys |= set(Passage.objects.filter(source__identifier__in=names).order_by().values_list("pk", flat=True))
        stating: dict[str, list[str]] = {}
        reread = (PassageKey(source, ref) for source, refs in self.reread.items() for ref in refs)
        for source, ref in self.stating.union(reread):
            stating.setdefault(source, []).append(ref)
        for source, refs in stating.items():
            keys |= set(Passage.objects.filter(source__identifier=source, ref__in=refs).order_by().values_list("pk", flat=True))
        numbers = number_sentences(keys)
        for entry in list_passages(context, keys):
            yield make_key("passage", numbers[entry.record or 0]), entry

    def _list_small_documents(self, context: SubjectContext) -> dict[int, IndexEntry]:
        """Return the documents of the kinds that have few, as far as they may change."""
        entries = chain(make_place_entries(context), make_route_entries(context), make_movement_entries(context), list_terms())
        return number_entries(chain(entries, list_sources() if self.sources else ()))

    def list_kept_tables(self) -> set[str]:
        """Return the tables of which no row was written, once everything was."""
        kept: set[type[Model]] = {*SOURCE_MODELS, Mention}
        if self.sources:
            kept.clear()
        elif self.reread:
            kept -= {Reading, TextChunk, PostingBucket}
        if self.places_change:
            kept.discard(Mention)
        return {model._meta.db_table for model in kept}


def _select_readings(source: str, refs: set[str]) -> QuerySet[Reading]:
    """Select the readings of some sentences of a source, in their order."""
    readings = Reading.objects.filter(passage__source__identifier=source, passage__ref__in=refs)
    return readings.order_by("passage__start", "number")
