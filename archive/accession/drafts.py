"""The draft records of a document as files: source, passages, mentions, and a claim for every date. Pure; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.accession.dates import Left, Proposal
from archive.accession.document import Incoming, Named, Sentence
from archive.accession.names import distinguish
from archive.accession.sourcedraft import source_draft
from archive.accession.yamlwriting import Lines
from archive.anchoring import Span
from archive.labels import letter
from archive.record_keys import PassageKey

SCHEMAS = "../../schemas"


@dataclass(frozen=True)
class Drafts:
    """``files``: by path below the fixtures' root; the counts of what is proposed, and the dates that are left, with their sentences."""

    files: dict[str, bytes]
    paragraphs: int
    sentences: int
    mentions: int
    dates: int
    left: list[tuple[Sentence, Left]]


def drafts(incoming: Incoming, labels: Iterable[tuple[str, str]]) -> Drafts:
    """Every file that an accession writes; ``labels``: the names of known places, as place and label."""
    folder = f"sources/{incoming.identifier}"
    mentions, dated = incoming.named(labels), list(incoming.dates())
    claims = dict(_claims(incoming, dated))
    left = [(sentence, one) for sentence, _dates, others in dated for one in others]
    kept = [part for part in (incoming.text, incoming.received) if part]
    files = {
        **{f"{folder}/{part.file}": part.content for part in kept},
        f"{folder}/source.yaml": source_draft(incoming, SCHEMAS),
        f"{folder}/passages.yaml": _passages(incoming, left),
        f"{folder}/mentions.yaml": _mentions(incoming, mentions),
        **claims,
    }
    count = sum(map(len, incoming.paragraphs))
    return Drafts(files, len(incoming.paragraphs), count, len(mentions), len(claims), left)


def _passages(incoming: Incoming, left: list[tuple[Sentence, Left]]) -> bytes:
    lines = Lines(SCHEMAS, "passages")
    for remark in ("passages", "passages-spans", "passages-reading"):
        lines.remark(remark)
    lines.mark()
    lines.field("source", incoming.identifier)
    lines.open("paragraphs")
    reading = "ar" if incoming.language.partition("-")[0] == "en" else "en"
    sentences = {sentence.span: sentence for sentence in incoming.sentences()}
    remarked: dict[Span, list[Left]] = {}
    for sentence, one in left:
        remarked.setdefault(sentence.span, []).append(one)
    for number, spans in enumerate(incoming.paragraphs, 1):
        lines.text("- ref", str(number), 2)
        lines.field("start", spans[0].start, 4)
        lines.field("end", spans[-1].end, 4)
        lines.open("sentences", 4)
        for span in spans:
            _sentence(lines, sentences[span], reading, remarked.get(span, []))
    return lines.content()


def _sentence(lines: Lines, sentence: Sentence, reading: str, left: list[Left]) -> None:
    for one in left:
        lines.remark("left", 6, words=one.span.of(sentence.text), reason=one.reason)
    lines.text("- ref", sentence.ref, 6)
    lines.field("start", sentence.span.start, 8)
    lines.field("end", sentence.span.end, 8)
    lines.text("exact", sentence.text, 8)
    lines.open("reading", 8)
    lines.field("language", reading, 10)
    lines.field("status", "plain", 10)
    lines.text("text", "", 10)


def _mentions(incoming: Incoming, mentions: list[Named]) -> bytes:
    lines = Lines(SCHEMAS, "mentions")
    lines.remark("mentions")
    lines.field("source", incoming.identifier)
    lines.lines.append("mentions:" if mentions else "mentions: []")
    for one in mentions:
        if one.places[1:]:
            lines.remark("also", 2, places=", ".join(one.places[1:]))
        lines.lines.append("  - draft: true")
        lines.lines.append(f"    place: {one.places[0]}")
        _quote(lines, str(PassageKey(incoming.identifier, one.sentence.ref)), one.span.of(one.sentence.text), one.context, 4)
        lines.field("form", "name", 4)
    return lines.content()


def _quote(lines: Lines, passage: str, words: str, context: tuple[str, str], indent: int, first: str = "") -> None:
    """A quotation; prefix and suffix where they are needed."""
    lines.lines.append(f"{' ' * indent}{first}passage: {passage}")
    indent += len(first)
    lines.text("quote", words, indent)
    for name, value in zip(("prefix", "suffix"), context, strict=True):
        if value:
            lines.text(name, value, indent)


def _claims(incoming: Incoming, dated: list[tuple[Sentence, list[Proposal], list[Left]]]) -> Iterator[tuple[str, bytes]]:
    for sentence, dates, _left in dated:
        for at, date in enumerate(dates):
            name = f"{incoming.identifier}-{sentence.ref.replace('.', '-')}{letter(at) if len(dates) > 1 else ''}"
            yield f"claims/{name}.yaml", _claim(name, incoming.identifier, sentence, date)


def _claim(name: str, source: str, sentence: Sentence, date: Proposal) -> bytes:
    lines = Lines("../schemas", "claim")
    lines.remark("claim", ref=sentence.ref)
    lines.mark()
    lines.field("claim", name)
    lines.remark("claim-statement")
    lines.bilingual("statement", {})
    lines.open("evidence")
    _quote(lines, str(PassageKey(source, sentence.ref)), sentence.text, ("", ""), 2, "- ")
    for remark in ("claim-date", *date.rules):
        lines.remark(remark)
    lines.open("date")
    lines.text("edtf", date.edtf, 2)
    if date.sense:
        lines.field("sense", date.sense, 2)
    _quote(lines, str(PassageKey(source, sentence.ref)), date.span.of(sentence.text), distinguish(sentence.text, date.span), 2)
    return lines.content()
