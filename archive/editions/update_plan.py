"""Changes that a later edition makes in the loaded one: which rows are replaced, and which keys the others and the new ones get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from operator import itemgetter

from django.db.models import Count, Min, Model, QuerySet

from archive.addresses import PassageKey, RecordKey
from archive.editions.ledger_archive import EditionRecords
from archive.fixtures.loading.claims import list_quotes, make_claim_sort_key
from archive.fixtures.loading.common import PrimaryKeys
from archive.fixtures.loading.stored_order import Blocks, list_sort_keys
from archive.fixtures.passage_texts import PassageTexts
from archive.models import Anchor, Claim, Mention, Passage, Quantity, Reading, Role, Source, bulk
from archive.models.key_moves import KeyMove, list_moves
from archive.text.anchoring import Span
from marches.models import Route
from marches.records import RouteRecord

# By how many times the rows and documents of a passage take the time of those of a claim
COST_OF_PASSAGE = 2
CLAIM_ROLES = (Role.STATEMENT, Role.DATE, Role.QUANTITY)
# The owner of the anchors and numbers of all routes, which come after those of the claims
ROUTES = ""


class UpdatePlan:
    """The changes of an edition: sources, and claims and routes that quote these or refer to what changes.

    It is made while the tables are as they were, and writes none. Its ``keys`` are completed as rows are inserted.
    """

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
        for batch in bulk.iterate_batches(pk for name, pk in self.old_claims.items() if self.is_document_changed(name)):
            anchors = Anchor.objects.filter(claim__in=batch, role=Role.STATEMENT).order_by()
            self.stating |= set(map(PassageKey._make, anchors.values_list("passage__source__identifier", "passage__ref")))
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
        rows = select_readings(source, refs).values_list("passage__ref", "passage__start", "passage__end", "status")
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
        sort_keys += [make_claim_sort_key(self.archive.claim_places[name], self.keys) for name in self.claims]
        self.keys.claims |= {sort_key[-1]: pk for pk, sort_key in enumerate(sorted(sort_keys), 1)}

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

    def is_document_changed(self, claim: str) -> bool:
        """Return whether a claim's document may change."""
        return claim in self.changed_claims and claim not in self.rewritten_claims

    def measure_replaced_share(self) -> float:
        """Return the share of the claims and passages whose rows and documents are replaced."""
        sizes = self.new_blocks[Passage].blocks if self.sources else {}
        passages = sum(sizes[name][1] for name in self.sources.intersection(sizes)) + sum(map(len, self.reread.values()))
        replaced = len(self.claims) + COST_OF_PASSAGE * passages
        return replaced / max(1, len(self.names) + COST_OF_PASSAGE * Passage.objects.count())


def select_readings(source: str, refs: set[str]) -> QuerySet[Reading]:
    """Select the readings of some sentences of a source, in their order."""
    readings = Reading.objects.filter(passage__source__identifier=source, passage__ref__in=refs)
    return readings.order_by("passage__start", "number")
