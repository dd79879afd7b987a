"""Field-by-field comparison of two versions of a record, which are plain JSON: objects, lists, texts, whole numbers, booleans, null.

Applied to the old record, the changes give the new one. Values are equal if they are equal as JSON: ``true`` is not 1.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz.distance import LCSseq

Path = tuple[str | int, ...]
FieldChangeKind = Literal["added", "removed", "changed", "reordered"]

# By the name of a list, the fields that identify an item: all of the first group, or else all of the next.
ITEM_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "authorities": (("authority", "identifier"), ("authority",)),
    "differs_from": (("claim",),),
    "evidence": (("passage", "quote"), ("passage",)),
    "means": (("value",),),
    "mentions": (("passage", "place", "start"), ("passage", "place"), ("passage", "start")),
    "paragraphs": (("ref",),),
    "quantities": (("of", "unit", "passage", "quote"), ("of", "passage", "quote"), ("of", "passage"), ("of",)),
    "readings": (("language", "text"), ("language",)),
    "stops": (("stop",),),
    "variants": (("language", "name"), ("name",)),
}


@dataclass(frozen=True)
class FieldChange:
    """A change of one field or list item.

    ``path``: names of fields and positions of list items, from 0. Positions are those in the new record, except the last one of a
    removed item, which is its position in the old list; those of ``old_path`` are all in the old record. ``old`` or ``new`` is None
    where there is no such value. An added item has the ``old_path`` of its list.
    ``order``: if the list was reordered, the old positions of the items that both lists have, in their new order; ``old`` and ``new``
    are then these items.
    """

    path: Path
    kind: FieldChangeKind
    old: Any = None
    new: Any = None
    order: tuple[int, ...] = ()
    old_path: Path = ()


def compare_records(old: Mapping[str, object], new: Mapping[str, object]) -> list[FieldChange]:
    """Return the changes from one version of a record to another, sorted by field; none if they are equal."""
    return list(_compare((), (), old, new))


def _compare(path: Path, old_path: Path, old: object, new: object) -> Iterator[FieldChange]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _compare_objects(path, old_path, old, new)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _compare_lists(path, old_path, old, new)
    elif _encode(old) != _encode(new):
        yield FieldChange(path, "changed", old, new, old_path=old_path)


def _compare_objects(path: Path, old_path: Path, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[FieldChange]:
    for name in sorted({*old, *new}):
        field, old_field = (*path, name), (*old_path, name)
        if name not in new:
            yield FieldChange(field, "removed", old=old[name], old_path=old_field)
        elif name not in old:
            yield FieldChange(field, "added", new=new[name], old_path=old_field)
        else:
            yield from _compare(field, old_field, old[name], new[name])


def _compare_lists(path: Path, old_path: Path, old: list, new: list) -> Iterator[FieldChange]:
    matches = _match_items(_get_list_name(path), old, new)
    order = tuple(matches[at] for at in sorted(matches))
    ascending = sorted(order)
    if list(order) != ascending:
        items = [old[at] for at in ascending], [new[at] for at in sorted(matches)]
        yield FieldChange(path, "reordered", *items, order, old_path)
    for at in sorted(set(range(len(old))).difference(order)):
        yield FieldChange((*path, at), "removed", old=old[at], old_path=(*old_path, at))
    for at, item in enumerate(new):
        if at in matches:
            yield from _compare((*path, at), (*old_path, matches[at]), old[matches[at]], item)
        else:
            yield FieldChange((*path, at), "added", new=item, old_path=old_path)


def _get_list_name(path: Path) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _match_items(name: str, old: list, new: list) -> dict[int, int]:
    """Return for positions in the new list those of the same items in the old one."""
    exact_old, exact_new = list(map(_encode, old)), list(map(_encode, new))
    matches = dict(_align(exact_old, exact_new))
    _match_by_key(matches, exact_old, exact_new)
    for fields in ITEM_KEYS.get(name, ()):
        _match_by_key(matches, [_make_key(item, fields) for item in old], [_make_key(item, fields) for item in new])
    if name not in ITEM_KEYS:
        matches |= dict(_match_between(matches, old, new))
    return matches


def _match_by_key(matches: dict[int, int], old_keys: Sequence[Hashable], new_keys: Sequence[Hashable]) -> None:
    """Add matches of items that have none yet and the same key, which is not None; the first with the first."""
    taken = set(matches.values())
    positions: dict[Hashable, deque[int]] = defaultdict(deque)
    for at, key in enumerate(old_keys):
        if at not in taken and key is not None:
            positions[key].append(at)
    for at, key in enumerate(new_keys):
        if at not in matches and positions.get(key):
            matches[at] = positions[key].popleft()


def _match_between(matches: Mapping[int, int], old: list, new: list) -> Iterator[tuple[int, int]]:
    """Yield matches of objects, or lists, without a match that follow the same item, in their order."""
    old_groups, new_groups = _group_unmatched(matches.values(), old), _group_unmatched(matches, new)
    for last, group in new_groups.items():
        anchor = matches.get(last, -1) if last >= 0 else -1
        for shape in (Mapping, list):
            in_old = (at for at in old_groups.get(anchor, ()) if isinstance(old[at], shape))
            in_new = (at for at in group if isinstance(new[at], shape))
            yield from zip(in_new, in_old, strict=False)


def _group_unmatched(matched: Iterable[int], items: list) -> dict[int, list[int]]:
    """Return the positions of items without a match, by the position of the matched item before them, or -1."""
    taken, last = set(matched), -1
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(len(items)):
        if at in taken:
            last = at
        else:
            groups[last].append(at)
    return groups


def _align(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of positions, new and old, of a longest common subsequence."""
    for opcode in LCSseq.opcodes(*number_items(old, new)):
        if opcode.tag == "equal":
            yield from zip(range(opcode.dest_start, opcode.dest_end), range(opcode.src_start, opcode.src_end), strict=True)


def number_items(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[list[int], list[int]]:
    """Return both sequences with the same number for equal items: rapidfuzz compares hashes, which may collide."""
    numbers: dict[Hashable, int] = {}
    first, second = ([numbers.setdefault(item, len(numbers)) for item in items] for items in (old, new))
    return first, second


def _make_key(item: object, fields: tuple[str, ...]) -> str | None:
    if isinstance(item, Mapping) and all(name in item for name in fields):
        return _encode([item[name] for name in fields])
    return None


def _encode(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
