"""All problem ids with their sentences, as a page of the archivists' handbook: Markdown as GitHub shows it (CommonMark with tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from archive.cautions import CAUTIONS
from archive.problems import SENTENCES

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
# What Markdown, or GitHub's own, would take for a sign of its own.
SIGNS = re.compile(r"([\\`*_~\[\]<>|])")
TITLE = _("All problems and warnings")
INTRODUCTION = (
    _("This page is made by “manage.py write_handbook” from the sentences that the commands print; do not write into it."),
    _("Of each id: what is wrong, what was expected, what to try. Between %(marks)s stands what the report says of your own file."),
    _("A warning refuses nothing."),
)

# By the first part of an id, in the order in which they are told.
GROUPS = {
    "file": _("Files"),
    "yaml": _("YAML"),
    "record": _("Any record"),
    "source": _("Sources: source.yaml and the text"),
    "passage": _("Passages: passages.yaml"),
    "anchor": _("Quotations"),
    "mention": _("Mentions: mentions.yaml"),
    "claim": _("Claims"),
    "date": _("Dates"),
    "question": _("Questions"),
    "subject": _("Places"),
    "route": _("Routes"),
    "draft": _("Drafts"),
    "register": _("The register of identifiers given up"),
    "text": _("The characters of a text"),
    "accession": _("Accession"),
}

# What each placeholder of the sentences stands for. The nearest name is told after a comma, or not at all.
MEANT = {
    "between": _("the characters"),
    "byte": _("byte"),
    "character": _("character"),
    "claim": _("claim"),
    "count": _("how many"),
    "elsewhere": _("another passage"),
    "encoding": _("encoding"),
    "end": _("end"),
    "expected": _("what belongs there"),
    "field": _("field"),
    "first": _("the first place"),
    "found": _("what stands there"),
    "given": _("what is given"),
    "here": _("one character"),
    "identifier": _("identifier"),
    "key": _("key"),
    "kind": _("kind"),
    "length": _("length"),
    "limit": _("limit"),
    "matter": _("matter"),
    "most": _("at most"),
    "name": _("name"),
    "nearest": "",
    "offset": _("number"),
    "other": _("the other"),
    "passage": _("passage"),
    "place": _("place"),
    "prefix": _("what stands before"),
    "previous": _("the passage before"),
    "published": _("what is published"),
    "quote": _("quotation"),
    "reason": _("reason"),
    "ref": _("reference"),
    "sense": _("sense"),
    "source": _("source"),
    "stands": _("what stands in the source"),
    "start": _("start"),
    "suffix": _("what stands after"),
    "there": _("another character"),
    "unit": _("unit"),
    "what": _("what is not allowed"),
    "word": _("word"),
}


def page(language: str) -> str:
    """The page in ``ar`` or ``en``; ``#anchor.quote-not-found`` leads to the id of that name."""
    with override(language):
        direction = "rtl" if language == "ar" else "ltr"
        parts = [
            f'<div dir="{direction}" lang="{language}">',
            f"# {gettext(TITLE)}",
            "\n".join(gettext(line) % {"marks": "‹ ›"} for line in INTRODUCTION),
        ]
        order = sorted(SENTENCES, key=lambda id_: list(GROUPS).index(_group(id_)))
        groups = [(group, list(ids)) for group, ids in groupby(order, key=_group)]
        parts.append("\n".join(f"- [{gettext(GROUPS[group])}](#{group})" for group, _ids in groups))
        for group, ids in groups:
            parts += [f'## <a id="{group}"></a>{gettext(GROUPS[group])}', *(part for id_ in ids for part in _entry(id_))]
        return "\n\n".join([*parts, "</div>"]) + "\n"


def _group(id_: str) -> str:
    return id_.partition(".")[0]


def _entry(id_: str) -> Iterator[str]:
    """The heading of an id, and its sentences as a list."""
    caution = gettext("warning") if id_ in CAUTIONS else ""
    yield f'### <a id="{id_}"></a>`{id_}`' + (f" ({caution})" if caution else "")
    yield "\n".join(f"- {_readable(sentence)}" for sentence in SENTENCES[id_])


def _readable(sentence: str) -> str:
    """The sentence in the language that is active, its placeholders as words between ‹ and ›."""
    meant = {name: f"‹{gettext(MEANT[name])}›" if MEANT[name] else "" for name in PLACEHOLDER.findall(sentence)}
    return SIGNS.sub(r"\\\1", gettext(sentence) % meant)
