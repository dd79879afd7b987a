"""Changes of what is published, as they are told to the archivist: by kind and outcome, a record a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from archive.changes import Change

INDENT = "  "
# In the order in which they are told.
KINDS = {
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
OUTCOMES = {
    "added": gettext_noop("would be added: %(count)s"),
    "changed": gettext_noop("would be changed: %(count)s"),
    "withdrawn": gettext_noop("would be withdrawn: %(count)s"),
}
# What has no page of its own.
PAGELESS = ("question", "term", "story", "retired")


def as_text(changes: Sequence[Change]) -> str:
    """All of it in the language that is on, and how many pages it concerns."""
    return "\n".join([*_lists(changes), _pages(changes)]) if changes else _("No record would be added, changed or withdrawn.")


def _lists(changes: Sequence[Change]) -> Iterator[str]:
    for kind, heading in KINDS.items():
        of_kind = [change for change in changes if change.kind == kind]
        if of_kind:
            yield _(heading)
        for outcome, words in OUTCOMES.items():
            chosen = [change for change in of_kind if change.outcome == outcome]
            if chosen:
                yield INDENT + _(words) % {"count": len(chosen)}
                yield from (f"{INDENT * 2}{_line(change)}" for change in chosen)


def _line(change: Change) -> str:
    """The identifier, and the fields that differ; no word of either language stands here, so the line runs from left to right."""
    return f"{change.identifier}: {', '.join(change.fields)}" if change.fields else change.identifier


def _pages(changes: Sequence[Change]) -> str:
    """A record has a page in each language; lists, and pages of other records that name it, are not counted."""
    counts = {outcome: sum(change.outcome == outcome and change.kind not in PAGELESS for change in changes) for outcome in OUTCOMES}
    return _(
        "Pages of their own in each of the two languages: %(added)s would be added, %(changed)s changed, %(withdrawn)s withdrawn; lists and pages that name them are not counted."
    ) % {**counts}
