"""Replacement of the documents of the search index that a later edition changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from archive.addresses import PassageKey
from archive.editions.update_plan import UpdatePlan
from archive.models import Passage, SearchName, Source, bulk
from archive.models.key_moves import KeyMove, list_moves
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
from camps.entries import make_name_entries, make_place_entries
from marches.entries import make_movement_entries, make_route_entries


class DocumentUpdate:
    """The change of the search index: documents are deleted before the rows of records are replaced, and inserted after."""

    def __init__(self, plan: UpdatePlan) -> None:
        self.plan, self.keys = plan, plan.keys
        self.index = IndexUpdate(self._is_counted)

    def delete_documents(self) -> None:
        """Delete the documents of changed claims and sentences, while the tables are as they were."""
        context = SubjectContext()
        self.index.delete(self._list_claims(context, self.plan.old_claims))
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
        if self.plan.places_change or self.plan.sources:
            bulk.clear_tables(SearchName)
            IndexBuilder().add_names(make_name_entries())

    def _is_counted(self, entry: IndexEntry) -> bool:
        """Return whether the words of a document may change, or its place among the others."""
        if entry.kind == "claim":
            return self.plan.is_document_changed(entry.identifier)
        if entry.kind == "passage":
            source, ref = PassageKey.parse(entry.identifier)
            return source in self.plan.sources or ref in self.plan.reread.get(source, ())
        return entry.kind != "page"

    def _move_documents(self) -> None:
        """Give the documents of unchanged claims and sentences, and of all sources, their new keys."""
        claims = list_moves(
            (pk, 1, self.keys.claims[name])
            for name, pk in self.plan.old_claims.items()
            if name in self.keys.claims and not self.plan.is_document_changed(name)
        )
        moves = list_document_moves("claim", claims)
        records = list(moves)
        if self.plan.sources:
            sentences = self.plan.old_sentences.list_moves(self.plan.new_sentences, without=self.plan.sources)
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
        return list_document_moves("source", self.plan.moves[Source])

    def _list_moved_passages(self) -> Iterator[tuple[int, int, int]]:
        """Yield the old sentences of each unchanged source, as ``list_moves`` takes them, with the distance that its passages move."""
        old, new = self.plan.old_blocks[Passage].blocks, self.plan.new_blocks[Passage].blocks
        for source, (first, size) in self.plan.old_sentences.blocks.items():
            if source in new and source not in self.plan.sources:
                yield first, size, first + new[source][0] - old[source][0]

    def _list_claims(self, context: SubjectContext, claims: Mapping[str, int]) -> Iterator[KeyedEntry]:
        """Yield the documents of changed claims, given the keys of all."""
        only = {pk for name, pk in claims.items() if self.plan.is_document_changed(name)}
        for entry in list_claims(context, only):
            yield make_key("claim", entry.record or 0), entry

    def _list_passages(self, context: SubjectContext) -> Iterator[KeyedEntry]:
        """Yield the documents of sentences, as the table has them: those that change, those of changed sources, and those that state changed claims."""
        keys: set[int] = set()
        for names in bulk.iterate_batches(self.plan.sources):
            keys |= set(Passage.objects.filter(source__identifier__in=names).order_by().values_list("pk", flat=True))
        stating: dict[str, list[str]] = {}
        reread = (PassageKey(source, ref) for source, refs in self.plan.reread.items() for ref in refs)
        for source, ref in self.plan.stating.union(reread):
            stating.setdefault(source, []).append(ref)
        for source, refs in stating.items():
            keys |= set(Passage.objects.filter(source__identifier=source, ref__in=refs).order_by().values_list("pk", flat=True))
        numbers = number_sentences(keys)
        for entry in list_passages(context, keys):
            yield make_key("passage", numbers[entry.record or 0]), entry

    def _list_small_documents(self, context: SubjectContext) -> dict[int, IndexEntry]:
        """Return the documents of the kinds that have few, as far as they may change."""
        entries = chain(make_place_entries(context), make_route_entries(context), make_movement_entries(context), list_terms())
        return number_entries(chain(entries, list_sources() if self.plan.sources else ()))
