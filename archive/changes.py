"""What the fixtures would change of what is published. Pure: each record is known by the digests of its fields, and these are compared."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

# By kind and identifier, the digest of each field of a record.
Digests = Mapping[tuple[str, str], Mapping[str, str]]


@dataclass(frozen=True)
class Change:
    """A record ``added``, ``changed`` in some ``fields``, or ``withdrawn``."""

    outcome: str
    kind: str
    identifier: str
    fields: tuple[str, ...] = ()


def digests(record: Mapping[str, object]) -> dict[str, str]:
    """The SHA-256, as hex, of every field by its path, such as ``statement.en``; a list is one field."""
    return {path: sha256(_canonical(value)).hexdigest() for path, value in _fields(record)}


def compare(published: Digests, given: Digests) -> list[Change]:
    """What is to be done to the records ``published`` to make them those ``given``, in the order of the latter."""
    changes = []
    for (kind, identifier), fields in given.items():
        before = published.get((kind, identifier))
        if before is None:
            changes.append(Change("added", kind, identifier))
        elif before != fields:
            changes.append(Change("changed", kind, identifier, _differing(before, fields)))
    return [*changes, *(Change("withdrawn", *key) for key in published if key not in given)]


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(path for path in dict.fromkeys([*after, *before]) if before.get(path) != after.get(path))


def _fields(record: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in record.items():
        if isinstance(value, Mapping):
            yield from _fields(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
