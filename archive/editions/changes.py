"""What the fixtures would change of what is published. Pure: each record is a text in JSON; those that differ are compared by field.

Changes of what is published, as they are told to the archivist: by kind and outcome, a record a line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# Kind and identifier of a record.
ChangeKey = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """A record ``added``, ``changed`` in some ``fields``, or ``withdrawn``."""

    outcome: str
    kind: str
    identifier: str
    fields: tuple[str, ...] = ()


def digest_record(record: str) -> bytes:
    """What stands for a record, as JSON, where many are compared."""
    return sha256(record.encode()).digest()


def compare_records(
    published: Mapping[ChangeKey, bytes], given: Iterable[tuple[ChangeKey, str]], before: Callable[[ChangeKey], str]
) -> Iterator[Change]:
    """What is to be done to the records ``published`` to make them those ``given``, in the order of the latter.

    ``published`` has the digests of records; ``before`` gives one of them whole.
    """
    seen = set()
    for key, record in given:
        seen.add(key)
        if key not in published:
            yield Change("added", *key)
        elif published[key] != digest_record(record) and (fields := list_changed_fields(before(key), record)):
            yield Change("changed", *key, fields)
    yield from (Change("withdrawn", *key) for key in published if key not in seen)


def list_changed_fields(before: str, after: str) -> tuple[str, ...]:
    """The paths, such as ``statement.en``, of the fields in which two records differ; a list is one field."""
    one, other = (dict(_flatten_fields(json.loads(record))) for record in (before, after))
    return tuple(path for path in dict.fromkeys([*other, *one]) if path not in one or path not in other or one[path] != other[path])


def _flatten_fields(record: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in record.items():
        if isinstance(value, Mapping):
            yield from _flatten_fields(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


INDENT = "  "
# In the order in which they are told.
KIND_HEADINGS = {
    "source": gettext_noop("Sources"),
    "passage": gettext_noop("Passages"),
    "claim": gettext_noop("Claims"),
    "camp": gettext_noop("Camps"),
    "place": gettext_noop("Other places"),
    "route": gettext_noop("Routes"),
    "question": gettext_noop("Questions"),
    "term": gettext_noop("Words explained"),
    "story": gettext_noop("Sentences of the story, by their number"),
    "retired": gettext_noop("Identifiers given up"),
}
OUTCOME_HEADINGS = {
    "added": gettext_noop("would be added: %(count)s"),
    "changed": gettext_noop("would be changed: %(count)s"),
    "withdrawn": gettext_noop("would be withdrawn: %(count)s"),
}
# What has no page of its own.
KINDS_WITHOUT_PAGE = ("question", "term", "story", "retired")


def render_changes(changes: Sequence[Change]) -> str:
    """All of it in the language that is on, and how many pages it concerns."""
    return (
        "\n".join([*_render_lists(changes), _render_page_counts(changes)])
        if changes
        else _("No record would be added, changed or withdrawn.")
    )


def _render_lists(changes: Sequence[Change]) -> Iterator[str]:
    for kind, heading in KIND_HEADINGS.items():
        of_kind = [change for change in changes if change.kind == kind]
        if of_kind:
            yield _(heading)
        for outcome, words in OUTCOME_HEADINGS.items():
            chosen = [change for change in of_kind if change.outcome == outcome]
            if chosen:
                yield INDENT + _(words) % {"count": len(chosen)}
                yield from (f"{INDENT * 2}{_render_change(change)}" for change in chosen)


def _render_change(change: Change) -> str:
    """The identifier, and the fields that differ; no word of either language stands here, so the line runs from left to right."""
    return f"{change.identifier}: {', '.join(change.fields)}" if change.fields else change.identifier


def _render_page_counts(changes: Sequence[Change]) -> str:
    """A record has a page in each language; lists, and pages of other records that name it, are not counted."""
    counts = {
        outcome: sum(change.outcome == outcome and change.kind not in KINDS_WITHOUT_PAGE for change in changes)
        for outcome in OUTCOME_HEADINGS
    }
    return _(
        "Pages of their own in each of the two languages: %(added)s would be added, %(changed)s changed, %(withdrawn)s withdrawn; lists and pages that name them are not counted."
    ) % {**counts}
