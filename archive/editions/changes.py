"""Differences between the working copy and the ledger, and their report to the archivist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop


@dataclass(frozen=True, slots=True)
class Change:
    """A record that would be ``added``, ``changed`` in some ``fields``, ``withdrawn``, ``renamed`` or ``returned``: the ``outcome``."""

    outcome: str
    kind: str
    identifier: str
    fields: tuple[str, ...] = ()


def list_changed_fields(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    """Return the paths, such as ``statement.en``, of the fields in which two records differ; a list is one field."""
    old, new = (dict(_flatten_fields(record)) for record in (before, after))
    return tuple(path for path in {**new, **old} if path not in old or path not in new or old[path] != new[path])


def _flatten_fields(record: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in record.items():
        if isinstance(value, Mapping):
            yield from _flatten_fields(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


INDENT = "  "
# Headings of the report, in its order.
KIND_HEADINGS = {
    "source": gettext_noop("Sources"),
    "sentence": gettext_noop("Sentences"),
    "claim": gettext_noop("Claims"),
    "camp": gettext_noop("Camps"),
    "place": gettext_noop("Other places"),
    "route": gettext_noop("Routes"),
    "movement": gettext_noop("Movements"),
    "question": gettext_noop("Questions"),
    "term": gettext_noop("Words explained"),
    "story": gettext_noop("Sentences of the story"),
    "authority": gettext_noop("Authority files"),
}
OUTCOME_HEADINGS = {
    "added": gettext_noop("would be added: %(count)s"),
    "changed": gettext_noop("would be changed: %(count)s"),
    "renamed": gettext_noop("would be renamed: %(count)s"),
    "withdrawn": gettext_noop("would be withdrawn: %(count)s"),
    "returned": gettext_noop("would be published again: %(count)s"),
}
# Kinds without a page of their own.
KINDS_WITHOUT_PAGE = ("question", "term", "story", "authority")


def render_changes(changes: Sequence[Change]) -> str:
    """Return the report in the active language: the changes by kind and outcome, and how many pages they concern."""
    if not changes:
        return _("Nothing differs from the last edition.")
    return "\n".join([*_render_lists(changes), _render_page_counts(changes)])


def _render_lists(changes: Sequence[Change]) -> Iterator[str]:
    for kind, heading in KIND_HEADINGS.items():
        of_kind = [change for change in changes if change.kind == kind]
        if of_kind:
            yield _(heading)
        for outcome, outcome_heading in OUTCOME_HEADINGS.items():
            chosen = [change for change in of_kind if change.outcome == outcome]
            if chosen:
                yield INDENT + _(outcome_heading) % {"count": len(chosen)}
                yield from (f"{INDENT * 2}{_render_change(change)}" for change in chosen)


def _render_change(change: Change) -> str:
    """Return the identifier and the fields that differ; the line has no word of a language, and so runs from left to right."""
    return f"{change.identifier}: {', '.join(change.fields)}" if change.fields else change.identifier


def _render_page_counts(changes: Sequence[Change]) -> str:
    """Return how many records with a page of their own would change; each has one page in each language."""
    counts = {
        outcome: sum(change.outcome == outcome and change.kind not in KINDS_WITHOUT_PAGE for change in changes)
        for outcome in OUTCOME_HEADINGS
    }
    return (
        _(
            "Pages of their own in each of the two languages: %(added)s would be added, %(changed)s changed, %(withdrawn)s withdrawn; lists and pages that name them are not counted."
        )
        % counts
    )
