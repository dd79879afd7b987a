"""What is published, and what has been promised of it: kept at each load, compared before the next. Used by the desk and the commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from archive.changes import Digests, digests
from archive.models import Claim, Published, Retired, Source, Subject
from archive.problems import Problem
from archive.recordtypes import Record

if TYPE_CHECKING:
    from archive.management.desk import Fixtures

# Kinds whose identifiers are in the register when they are given up.
LASTING = ("source", "claim", "camp", "place", "route")


def given(fixtures: Fixtures) -> Digests:
    """Every record of the fixtures by kind and identifier, in the order in which changes are told."""
    return {key: digests(data) for key, data in _records(fixtures)}


def held() -> Digests:
    """The same of the records that the database holds."""
    return {(row.kind, row.identifier): row.fields for row in Published.objects.all()}


def keep(fixtures: Fixtures) -> None:
    """Replaces what is held by what is given; part of loading."""
    Published.objects.all().delete()
    rows = enumerate(given(fixtures).items(), 1)
    Published.objects.bulk_create([Published(pk=pk, kind=key[0], identifier=key[1], fields=fields) for pk, (key, fields) in rows])


def broken(fixtures: Fixtures) -> Iterator[Problem]:
    """Promises to those who cite that loading would break; none in an empty database. The fixtures must be sound in themselves."""
    texts = dict(Source.objects.values_list("identifier", "sha256"))
    for kept in fixtures.archive.sources:
        name, found = kept.record.source, kept.record.text.sha256
        if texts.get(name, found) != found:
            values = {"identifier": name, "found": found, "published": texts[name]}
            yield Problem("source.published-text", kept.spot("text", "sha256"), values)
    register = fixtures.archive.register
    retired = {f"{one.kind}:{one.identifier}" for one in register.record.retired}
    used = {f"{kind}:{identifier}" for kind, identifier in given(fixtures) if kind in LASTING}
    for id_, missing in (
        ("register.missing-entry", _in_use() - used - retired),
        ("register.dropped-entry", {str(row) for row in Retired.objects.all()} - retired),
    ):
        yield from (Problem(id_, register.spot("retired"), {"identifier": name}) for name in sorted(missing))


def _in_use() -> set[str]:
    """The published identifiers of records, by the tables themselves."""
    return {
        *(f"source:{name}" for name in Source.objects.values_list("identifier", flat=True)),
        *(f"claim:{name}" for name in Claim.objects.values_list("identifier", flat=True)),
        *map(str, Subject.objects.all()),
    }


def _records(fixtures: Fixtures) -> Iterator[tuple[tuple[str, str], dict[str, object]]]:
    texts = fixtures.archive
    mentions = {kept.record.source: _data(kept.record)["mentions"] for kept in texts.mentions}
    for kept in texts.sources:
        name = kept.record.source
        yield ("source", name), {**_data(kept.record), **({"mentions": mentions[name]} if name in mentions else {})}
    for kept in texts.passages:
        for paragraph in kept.record.paragraphs:
            for part in (paragraph, *paragraph.sentences):
                yield ("passage", f"{kept.record.source}:{part.ref}"), _data(part, without={"sentences"})
    yield from ((("claim", kept.record.claim), _data(kept.record)) for kept in texts.claims)
    for kept in fixtures.places:
        kind, _colon, name = kept.record.subject.partition(":")
        yield (kind, name), _data(kept.record)
    yield from ((("route", kept.record.route), _data(kept.record)) for kept in fixtures.routes)
    yield from ((("question", one.question), _data(one)) for one in texts.questions.record.questions)
    yield from ((("retired", f"{one.kind}:{one.identifier}"), _data(one)) for one in texts.register.record.retired)


def _data(record: Record, without: set[str] | None = None) -> dict[str, object]:
    """Plain data; a field that has its default is left out, so that a new optional field changes no record."""
    return record.model_dump(mode="json", exclude_defaults=True, exclude=without)
