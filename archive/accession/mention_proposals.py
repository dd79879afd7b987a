"""Mentions of places proposed for a source that is in the archive already, and their draft entries in its ``mentions.yaml``.

Words that a mention has, whether published or a draft, are not proposed, nor are those that were proposed before: a comment at the end
of the file records each proposal, so that one that was deleted as wrong does not come back.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

import yaml

from archive.accession.draft_records import write_mention
from archive.accession.draft_yaml import DraftWriter, make_one_line, translate_comment
from archive.accession.incoming import IncomingSentence, ProposedMention, assign_to_sentences, move_into_sentence
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import RejectedFile
from archive.fixtures.reading.yaml_documents import YamlDocument
from archive.text.anchoring import Span
from archive.text.names import NameMatch, find_names

# The comment that records a proposal: its span in code points of the source's text, and its words.
RECORD_MARK = "# propose_mentions: "
RECORD = re.compile(rf"^{RECORD_MARK}(\d{{1,9}})-(\d{{1,9}}) ", re.MULTILINE | re.ASCII)
DEFAULT_INDENT = 2


@dataclass(frozen=True)
class ArchivedSource:
    """A source of the archive: its text, its sentences, the spans of its mentions in the text, and its ``mentions.yaml``."""

    identifier: str
    language: str
    text: str
    sentences: list[IncomingSentence]
    mentioned: list[Span]
    mentions: YamlDocument

    def propose(self, labels: Iterable[tuple[str, str]], chosen: Container[str] | None = None) -> list[ProposedMention]:
        """Return the mentions that are neither in the file nor were proposed before, in the order of the text.

        ``labels``: pairs of place and label, of all places; ``chosen``: the places that are proposed, None for all.
        """
        taken = bytearray(len(self.text) + 1)
        for span in [*self.mentioned, *list_recorded_spans(self.mentions.text())]:
            # A record may have been edited by hand.
            end = min(span.end, len(self.text))
            taken[span.start : end] = b"\1" * (end - span.start)
        names = [
            NameMatch(name.span, _put_first(name.places, chosen))
            for name in find_names(self.text, labels, self.language)
            if not any(taken[name.span.start : name.span.end]) and (chosen is None or any(place in chosen for place in name.places))
        ]
        return [
            ProposedMention(sentence, name.places, move_into_sentence(name.span, sentence))
            for name, sentence in assign_to_sentences(names, iter(self.sentences))
        ]


def list_recorded_spans(mentions: str) -> list[Span]:
    """Return the spans of the proposals that the text of a ``mentions.yaml`` records."""
    return [Span(int(start), int(end)) for start, end in RECORD.findall(mentions)]


def _put_first(places: tuple[str, ...], chosen: Container[str] | None) -> tuple[str, ...]:
    return tuple(sorted(places, key=lambda place: chosen is not None and place not in chosen))


def add_proposals(source: ArchivedSource, proposals: list[ProposedMention]) -> bytes:
    """Return ``mentions.yaml`` with the proposals as drafts at the end of its list; all else in it stays byte for byte.

    Raises RejectedFile if the list is written in brackets.
    """
    text = source.mentions.text()
    start, end, indent = _find_list(source.mentions, text)
    before, after = text[:start], text[end:]
    lines = list(_format_proposals(source, proposals, indent))
    records = [f"{RECORD_MARK}{span.start}-{span.end} “{words}”" for span, words in _list_records(proposals)]
    if not list_recorded_spans(text):
        records = [*(f"# {line}" for line in translate_comment("proposed-once")), *records]
    parts = [before.rstrip(), *lines, *([after.strip("\n")] if after.strip("\n") else []), *records]
    return ("\n".join(parts) + "\n").encode()


def _list_records(proposals: Iterable[ProposedMention]) -> Iterator[tuple[Span, str]]:
    for proposal in proposals:
        at = proposal.sentence.span.start
        words = make_one_line(proposal.span.of(proposal.sentence.text))
        yield Span(at + proposal.span.start, at + proposal.span.end), words


def _format_proposals(source: ArchivedSource, proposals: Iterable[ProposedMention], indent: int) -> list[str]:
    lines = DraftWriter("", "mentions")
    lines.lines.clear()
    lines.add_comment("proposed", indent)
    for proposal in proposals:
        write_mention(lines, source.identifier, proposal, indent)
    return lines.lines


def _find_list(document: YamlDocument, text: str) -> tuple[int, int, int]:
    """Return where the proposals are put, up to where the text is replaced, in code points, and the indent of the list's hyphens."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    items = next(value for key, value in pairs if key.value == "mentions")
    if not items.value:
        return items.start_mark.index, items.end_mark.index, DEFAULT_INDENT
    if items.flow_style:
        raise RejectedFile(Problem("mention.list-in-brackets", document.locate("mentions")))
    following = [key.start_mark.index for key, _value in pairs if key.start_mark.index > items.start_mark.index]
    end = min(following, default=_find_records(text))
    return end, end, items.start_mark.column


def _find_records(text: str) -> int:
    """Return where the comments that record proposals begin, or the end of the text."""
    match = RECORD.search(text)
    if not match:
        return len(text)
    at = match.start()
    heading = [f"# {line}\n" for line in translate_comment("proposed-once")]
    return at - len("".join(heading)) if text[:at].endswith("".join(heading)) else at
