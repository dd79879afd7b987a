"""What the fixtures would change of what is published. Pure: each record is a text in JSON; those that differ are compared by field."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

# Kind and identifier of a record.
Key = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """A record ``added``, ``changed`` in some ``fields``, or ``withdrawn``."""

    outcome: str
    kind: str
    identifier: str
    fields: tuple[str, ...] = ()


def digest(record: str) -> bytes:
    """What stands for a record, as JSON, where many are compared."""
    return sha256(record.encode()).digest()


def compare(published: Mapping[Key, bytes], given: Iterable[tuple[Key, str]], before: Callable[[Key], str]) -> Iterator[Change]:
    """What is to be done to the records ``published`` to make them those ``given``, in the order of the latter.

    ``published`` has the digests of records; ``before`` gives one of them whole.
    """
    seen = set()
    for key, record in given:
        seen.add(key)
        if key not in published:
            yield Change("added", *key)
        elif published[key] != digest(record) and (fields := differing(before(key), record)):
            yield Change("changed", *key, fields)
    yield from (Change("withdrawn", *key) for key in published if key not in seen)


def differing(before: str, after: str) -> tuple[str, ...]:
    """The paths, such as ``statement.en``, of the fields in which two records differ; a list is one field."""
    one, other = (dict(_fields(json.loads(record))) for record in (before, after))
    return tuple(path for path in dict.fromkeys([*other, *one]) if path not in one or path not in other or one[path] != other[path])


def _fields(record: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in record.items():
        if isinstance(value, Mapping):
            yield from _fields(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value
