"""Steps of the search benchmark, each in a separate process: build an archive of invented sentences, and search it."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from itertools import islice

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from archive.edition_cache import CURRENT_EDITION
from archive.models import Anchor, Claim, Mention, Passage, Reading, Source, Subject, bulk
from archive.search.find import find_documents, find_levels, parse_filters, suggest_queries
from archive.search.index import clear_search_index
from archive.search.query import parse_query
from archive.search.query_plan import plan_queries
from archive.search.query_reading import read_query
from archive.search.results import build_hits
from archive.search.url_state import PAGE_SIZE
from tests.bench.archives import digest_answer, digest_rows
from tests.bench.searchtexts import CAMPS, Sentence, queries, sentences
from tests.bench.steps import migrate

OF_A_SOURCE, OF_A_CLAIM, BATCH = 1000, 10, 20_000
PLAIN = {
    "sqlite": "CREATE VIRTUAL TABLE plain USING fts5(text)",
    "postgresql": "CREATE TABLE plain (id bigint PRIMARY KEY, text text, tokens tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED)",
}
ASK_PLAIN = {
    "sqlite": "SELECT rowid FROM plain WHERE plain MATCH %s ORDER BY rank LIMIT 20",
    "postgresql": "SELECT id FROM plain, phraseto_tsquery('simple', %s) asked WHERE tokens @@ asked ORDER BY ts_rank(tokens, asked) DESC LIMIT 20",
}
SIZES = {
    "sqlite": "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%archive_search%'",
    "postgresql": "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relname LIKE 'archive_search%' AND relkind = 'r'",
}


def build(size: int) -> dict[str, float]:
    """Fill the tables, then build the index with the archive’s own code; return bytes, seconds, and seconds of this process’s own time."""
    migrate(None)
    call_command("load_fixtures", verbosity=0)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(PLAIN[connection.vendor])
        texts = fill(size, on_batch=_insert_plain)
        clear_search_index()
        begun, worked = time.perf_counter(), time.process_time()
        index()
        seconds, cpu = time.perf_counter() - begun, time.process_time() - worked
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE INDEX plain_tokens ON plain USING gin (tokens)")
            cursor.execute("ANALYZE")
        cursor.execute(SIZES[connection.vendor])
        return {"text": texts, "index": float(cursor.fetchone()[0]), "seconds": seconds, "cpu": cpu}


def index() -> None:
    """Build the complete index, as loading does."""
    from archive.editions.edition_load import build_search_index

    build_search_index()


def fill(size: int, on_batch: Callable[[list[Sentence], int], None] | None = None, records: bool = True) -> int:
    """Insert sources, passages and readings, and, with ``records``, mentions and claims; return the bytes of all texts and readings.

    ``on_batch`` is called with every batch of sentences and the number of its first.
    """
    sizes = 0
    first = Source.objects.get()
    subjects = dict(Subject.objects.filter(kind="camp").values_list("identifier", "pk"))
    remaining, number = sentences(size), 0
    while batch := list(islice(remaining, BATCH)):
        sizes += sum(len(sentence.text.encode()) + len(sentence.reading.encode()) for sentence in batch)
        _insert_batch(batch, number, first, subjects if records else {})
        if on_batch:
            on_batch(batch, number)
        number += len(batch)
    return sizes


def _insert_batch(batch: list[Sentence], number: int, like: Source, subjects: dict[str, int]) -> None:
    texts = [batch[at : at + OF_A_SOURCE] for at in range(0, len(batch), OF_A_SOURCE)]
    bulk.insert_rows(Source, (_build_source(like, 10 + (number // OF_A_SOURCE) + at, part) for at, part in enumerate(texts)))
    spans = [(at, *span) for at, part in enumerate(texts) for span in _locate_sentences(part)]
    source = 10 + number // OF_A_SOURCE
    paragraphs = (
        {
            "id": 1_000 + number * 2 + at * OF_A_SOURCE * 2,
            "source_id": source + at,
            "kind": "paragraph",
            "ref": "1",
            "start": 0,
            "end": sum(len(sentence.text) + 1 for sentence in part) - 1,
            "paragraph_id": None,
        }
        for at, part in enumerate(texts)
    )
    bulk.insert_rows(Passage, paragraphs)
    keys = [1_001 + number * 2 + at * OF_A_SOURCE * 2 + nth for at, nth, *_span in spans]
    rows = zip(keys, spans, strict=True)
    bulk.insert_rows(
        Passage,
        (
            {
                "id": pk,
                "source_id": source + at,
                "kind": "sentence",
                "ref": f"1.{nth + 1}",
                "start": start,
                "end": end,
                "paragraph_id": 1_000 + number * 2 + at * OF_A_SOURCE * 2,
            }
            for pk, (at, nth, start, end) in rows
        ),
    )
    note = {"note_ar": "", "note_en": ""}
    bulk.insert_rows(
        Reading,
        (
            {"id": pk, "passage_id": pk, "language": "en", "status": "plain", "text": sentence.reading, **note}
            for pk, sentence in zip(keys, batch, strict=True)
        ),
    )
    if not subjects:
        return
    naming = [(pk, sentence) for pk, sentence in zip(keys, batch, strict=True) if sentence.camp]
    bulk.insert_rows(
        Mention,
        (
            {"id": pk + 1000, "passage_id": pk, "subject_id": subjects[sentence.camp], "form": "name", **_locate_name(sentence)}
            for pk, sentence in naming
        ),
    )
    _insert_claims(list(zip(keys, batch, strict=True))[::OF_A_CLAIM], number)


def _locate_sentences(part: list[Sentence]) -> Iterator[tuple[int, int, int]]:
    at = 0
    for nth, sentence in enumerate(part):
        yield nth, at, at + len(sentence.text)
        at += len(sentence.text) + 1


def _locate_name(sentence: Sentence) -> dict[str, object]:
    name = CAMPS[sentence.camp][0]
    start = sentence.text.rindex(name)
    return {"start": start, "end": start + len(name), "exact": name, "prefix": "", "suffix": ""}


def _build_source(like: Source, pk: int, part: list[Sentence]) -> dict[str, object]:
    text = " ".join(sentence.text for sentence in part)
    row = {field.column: getattr(like, field.attname) for field in Source._meta.concrete_fields}
    content = text.encode()
    size = {"byte_length": len(content), "character_length": len(text), "sha256": sha256(content).hexdigest()}
    return {**row, "id": pk, "identifier": f"invented-{pk}", "text": text, **size}


def _insert_claims(pairs: list[tuple[int, Sentence]], number: int) -> None:
    first = 1000 + number // OF_A_CLAIM
    rows = []
    for at, (_pk, sentence) in enumerate(pairs):
        day = date(1944 + (at % 2), 1 + at % 12, 1)
        statement = {
            "statement_ar": sentence.text,
            "statement_en": sentence.reading,
            "edtf": day.strftime("%Y-%m"),
            "sense": "",
            "earliest": day,
            "latest": day,
        }
        words = {f"{name}_{language}": "" for name in ("date_words", "date_note") for language in ("ar", "en")}
        rows.append({"id": first + at, "identifier": f"invented-{first + at}", **statement, **words})
    bulk.insert_rows(Claim, rows)
    spans = (
        {
            "id": 10_000 + first + at,
            "claim_id": first + at,
            "role": "statement",
            "status": "plain",
            "passage_id": pk,
            "start": 0,
            "end": len(sentence.text),
            "exact": sentence.text,
            "prefix": "",
            "suffix": "",
        }
        for at, (pk, sentence) in enumerate(pairs)
    )
    bulk.insert_rows(Anchor, spans)


def _insert_plain(batch: list[Sentence], number: int) -> None:
    with connection.cursor() as cursor:
        rows = [(number + at, f"{sentence.text} {sentence.reading}") for at, sentence in enumerate(batch, 1)]
        if connection.vendor == "postgresql":
            with cursor.copy("COPY plain (id, text) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany("INSERT INTO plain (rowid, text) VALUES (%s, %s)", rows)


def ask(_size: int) -> dict[str, object]:
    """Return ``times`` and ``answers``.

    Times are median and 99th percentile in milliseconds, and the median of this process’s own time, by sort of query: of the search,
    of its page, and of the engine’s own query. Answers are the digest of the complete answer to each query.
    """
    # As in production, the names of places and the glossary are read once for an edition.
    settings.RESPONSE_CACHE_MB = 1
    CURRENT_EDITION.set("bench")
    pairs = queries()
    client = Client(HTTP_HOST="127.0.0.1")
    ways: dict[str, Callable[[str], object]] = {
        "search": _search,
        "engine part": lambda text: find_levels(_plan_queries(text)),
        "page": lambda text: client.get("/en/search/", {"q": text}).content,
        "plain": _ask_plain,
    }
    times = {name: _time_queries(way, pairs) for name, way in ways.items()}
    return {"times": times, "answers": {text: digest_answer(_answer(client, text)) for _sort, text in pairs}}


def _answer(client: Client, text: str) -> list[object]:
    """Return the keys of all documents found, the kinds that may have more, and the first page as JSON."""
    results = find_documents(parse_query(text), parse_filters([]))
    keys = [document.pk for document in results.documents]
    return [keys, sorted(results.truncated_kinds), client.get("/en/search.json", {"q": text}).json()]


def _search(text: str) -> object:
    query = parse_query(text)
    results = find_documents(query, parse_filters([]))
    return build_hits(results.documents[:PAGE_SIZE], results) if results.documents else suggest_queries(results)


def _plan_queries(text: str):
    query = parse_query(text)
    return plan_queries(query, [], read_query(query), {})


def _ask_plain(text: str) -> object:
    words = text if connection.vendor == "postgresql" else '"' + text.strip('"') + '"'
    with connection.cursor() as cursor:
        cursor.execute(ASK_PLAIN[connection.vendor], [words])
        return cursor.fetchall()


def _time_queries(way: Callable[[str], object], pairs: list[tuple[str, str]]) -> dict[str, tuple[float, float, float]]:
    times, own_times = defaultdict(list), defaultdict(list)
    for _sort, text in pairs[::10]:
        way(text)
    for sort, text in pairs:
        begun, worked = time.perf_counter(), time.process_time()
        way(text)
        took, own = (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000
        for name in (sort, "all"):
            times[name].append(took)
            own_times[name].append(own)
    return {
        sort: (statistics.median(values), statistics.quantiles(values, n=100)[98], statistics.median(own_times[sort]))
        for sort, values in times.items()
    }


STEPS = {"name": lambda size: digest_rows(sentences(size)), "build": build, "ask": ask}
