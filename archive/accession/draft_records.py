"""Draft records of a document: source, passages, mentions, and a claim for each date; no file is written here.

Known fields are filled in, unknown ones are empty or commented out, each below a comment in both languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from archive.accession.draft_yaml import DraftWriter, quote_scalar
from archive.accession.incoming import IncomingDocument, IncomingSentence, ProposedMention, StoredFile, UnresolvedName
from archive.accession.sentence_dates import DateProposal, UnresolvedDate
from archive.accession.tei_markup import PlaceIdentifier
from archive.addresses import PassageKey
from archive.fixtures.documents.tei_text import LeftOutElement
from archive.text.anchoring import Span, find_unique_context
from archive.text.gaps import GAP_MARK
from archive.text.languages import get_primary_language
from archive.text.segmentation import trim_span
from archive.vocabulary import letter

FROM_HEADER, FROM_DEFAULTS = "from-header", "from-defaults"


@dataclass(frozen=True)
class SourceDefaults:
    """Texts by language and single values of a source’s record for what its document does not state itself."""

    author: Mapping[str, str] = field(default_factory=dict)
    publisher: Mapping[str, str] = field(default_factory=dict)
    published_in: Mapping[str, str] = field(default_factory=dict)
    published: str = ""
    address: str = ""
    origin_note: Mapping[str, str] = field(default_factory=dict)
    remark: Mapping[str, str] = field(default_factory=dict)
    rights: str = ""
    rights_note: Mapping[str, str] = field(default_factory=dict)


def build_source_draft(incoming: IncomingDocument, schemas: str, defaults: SourceDefaults) -> bytes:
    """Return the bytes of ``source.yaml``; ``schemas``: the folder of the schemas, relative to it."""
    lines, header = DraftWriter(schemas, "source"), incoming.header
    lines.add_comment("source")
    lines.add_draft_mark()
    lines.add_field("source", incoming.identifier)
    _write_file(lines, "text", incoming.text, "language", incoming.language)
    lines.add_field("characters", len(incoming.characters), 2)
    if incoming.received:
        _write_file(lines, "received", incoming.received, "encoding", incoming.encoding)
        _write_left_out(lines, incoming.left_out or [])
    _write_proposal(lines, "title", header.title)
    if header.title_supplied and header.title:
        lines.lines.append("  supplied: true")
    if header.author or defaults.author:
        _write_proposal(lines, "author", header.author, "author-found", defaults.author)
    else:
        _write_optional(lines, "author")
    _write_proposal(lines, "publisher", header.publisher, default=defaults.publisher)
    _write_optional(lines, "published_in", defaults.published_in)
    if published := header.published or defaults.published:
        lines.add_comment("published-found")
        lines.add_comment(FROM_HEADER if header.published else FROM_DEFAULTS)
        lines.add_text("published", published)
    else:
        lines.add_comment("published")
        lines.add_commented_lines('published: ""')
    _write_address(lines, "origin", "address", header.address, defaults.address, defaults.origin_note)
    _write_optional(lines, "remark", defaults.remark)
    _write_address(lines, "rights", "statement", header.rights, defaults.rights, defaults.rights_note)
    lines.add_comment("accessioned")
    lines.add_field("accessioned", incoming.today.isoformat())
    lines.add_comment("supersedes")
    lines.add_commented_lines('supersedes: ""')
    return lines.content()


def _write_file(lines: DraftWriter, name: str, file: StoredFile, property_name: str, property_value: str) -> None:
    lines.add_comment(name)
    lines.open_field(name)
    lines.add_field("file", file.file, 2)
    lines.add_field(property_name, property_value, 2)
    lines.add_field("sha256", file.sha256, 2)
    lines.add_field("bytes", len(file.content), 2)


def _write_left_out(lines: DraftWriter, left_out: list[LeftOutElement]) -> None:
    if left_out:
        lines.add_comment("left-out", 2)
        lines.open_field("left_out", 2)
    for item in left_out:
        lines.add_text("- element", item.element, 4)
        for name in ("count", "letters", "line", "column"):
            lines.add_field(name, getattr(item, name), 6)


def _write_proposal(
    lines: DraftWriter, name: str, values: Mapping[str, str], remark: str = "", default: Mapping[str, str] | None = None
) -> None:
    """Write a text that the header states, or else the default, or an empty one."""
    lines.add_comment(remark or name)
    if values or default:
        lines.add_comment(FROM_HEADER if values else FROM_DEFAULTS)
    lines.add_bilingual(name, dict(values or default or {}))


def _write_optional(lines: DraftWriter, name: str, default: Mapping[str, str] | None = None) -> None:
    """Write the default of an optional text, or the text commented out."""
    if default:
        lines.add_comment(FROM_DEFAULTS)
        lines.add_bilingual(name, dict(default))
    else:
        lines.add_comment(name.replace("_", "-"))
        lines.add_commented_lines(f"{name}:", '  ar: ""', '  en: ""')


def _write_address(
    lines: DraftWriter, name: str, field_name: str, address: str, default: str = "", note: Mapping[str, str] | None = None
) -> None:
    """Write an address from the header, or else the default, or an empty one, and a note."""
    lines.add_comment(name)
    if address or default:
        lines.add_comment(FROM_HEADER if address else FROM_DEFAULTS)
    lines.lines += [f"{name}:", f"  {field_name}: {quote_scalar(address or default)}"]
    lines.add_bilingual("note", dict(note or {}), 2)


SCHEMA_FOLDER = "../../schemas"


@dataclass(frozen=True)
class DraftFiles:
    """Draft ``files`` by path below the fixtures' root, counts of proposals, what is left to the archivist, and what is not in the text.

    ``left_out`` is None for a document that is its text.
    """

    files: dict[str, bytes]
    paragraphs: int
    sentences: int
    mentions: int
    dates: int
    unresolved: list[tuple[IncomingSentence, UnresolvedDate]]
    unresolved_names: list[UnresolvedName]
    left_out: list[LeftOutElement] | None = None


def build_drafts(
    incoming: IncomingDocument,
    labels: Iterable[tuple[str, str]],
    identifiers: Iterable[PlaceIdentifier] = (),
    defaults: SourceDefaults | None = None,
) -> DraftFiles:
    """Return every file of an accession; ``labels``: pairs of place and label; ``identifiers``: of places in authority files."""
    folder = f"sources/{incoming.identifier}"
    mentions, unresolved_names = incoming.find_mentions(labels, identifiers)
    dated = list(incoming.dates())
    claims = dict(_build_claims(incoming, dated))
    unresolved = [(sentence, date) for sentence, _, dates in dated for date in dates]
    files = {
        **{f"{folder}/{part.file}": part.content for part in (incoming.text, incoming.received) if part},
        f"{folder}/source.yaml": build_source_draft(incoming, SCHEMA_FOLDER, defaults or SourceDefaults()),
        f"{folder}/passages.yaml": _build_passages(incoming, unresolved),
        f"{folder}/mentions.yaml": _build_mentions(incoming, mentions, unresolved_names),
        **claims,
    }
    count = sum(map(len, incoming.paragraphs))
    return DraftFiles(
        files, len(incoming.paragraphs), count, len(mentions), len(claims), unresolved, unresolved_names, incoming.left_out
    )


def _build_passages(incoming: IncomingDocument, unresolved: list[tuple[IncomingSentence, UnresolvedDate]]) -> bytes:
    lines = DraftWriter(SCHEMA_FOLDER, "passages")
    for remark in ("passages", "passages-spans", "passages-reading"):
        lines.add_comment(remark)
    lines.add_draft_mark()
    lines.add_field("source", incoming.identifier)
    lines.open_field("paragraphs")
    reading = "ar" if get_primary_language(incoming.language) == "en" else "en"
    sentences = {sentence.span: sentence for sentence in incoming.sentences()}
    remarked: dict[Span, list[UnresolvedDate]] = {}
    for sentence, date in unresolved:
        remarked.setdefault(sentence.span, []).append(date)
    for number, spans in enumerate(incoming.paragraphs, 1):
        lines.add_text("- ref", str(number), 2)
        lines.add_field("start", spans[0].start, 4)
        lines.add_field("end", spans[-1].end, 4)
        lines.open_field("sentences", 4)
        for span in spans:
            _write_sentence(lines, sentences[span], reading, remarked.get(span, []))
    return lines.content()


def _write_sentence(lines: DraftWriter, sentence: IncomingSentence, reading: str, unresolved: list[UnresolvedDate]) -> None:
    for date in unresolved:
        lines.add_comment("left", 6, words=date.span.of(sentence.text), reason=date.reason)
    lines.add_text("- ref", sentence.ref, 6)
    lines.add_field("start", sentence.span.start, 8)
    lines.add_field("end", sentence.span.end, 8)
    lines.add_text("exact", sentence.text, 8)
    lines.open_field("reading", 8)
    lines.add_field("language", reading, 10)
    lines.add_field("status", "plain", 10)
    lines.add_text("text", "", 10)


def _build_mentions(incoming: IncomingDocument, mentions: list[ProposedMention], unresolved: list[UnresolvedName]) -> bytes:
    lines = DraftWriter(SCHEMA_FOLDER, "mentions")
    lines.add_comment("mentions")
    for name in unresolved:
        lines.add_comment("name-left", words=name.span.of(name.sentence.text), ref=name.sentence.ref, address=name.address)
    lines.add_field("source", incoming.identifier)
    lines.lines.append("mentions:" if mentions else "mentions: []")
    for mention in mentions:
        write_mention(lines, incoming.identifier, mention, 2)
    return lines.content()


def write_mention(lines: DraftWriter, source: str, mention: ProposedMention, indent: int) -> None:
    """Write a proposed mention as an item of a list; ``indent``: of its hyphen, in spaces."""
    if mention.places[1:]:
        lines.add_comment("also", indent, places=", ".join(mention.places[1:]))
    if mention.address:
        lines.add_comment("refers", indent, address=mention.address)
    lines.lines += [f"{' ' * indent}- draft: true", f"{' ' * indent}  place: {mention.places[0]}"]
    passage = str(PassageKey(source, mention.sentence.ref))
    _write_quote(lines, passage, mention.span.of(mention.sentence.text), mention.context, indent + 2)
    lines.add_field("form", "name", indent + 2)


def _write_quote(lines: DraftWriter, passage: str, words: str, context: tuple[str, str], indent: int, first: str = "") -> None:
    """Write a quotation, with prefix and suffix where needed."""
    lines.lines.append(f"{' ' * indent}{first}passage: {passage}")
    indent += len(first)
    lines.add_text("quote", words, indent)
    for name, value in zip(("prefix", "suffix"), context, strict=True):
        if value:
            lines.add_text(name, value, indent)


def _build_claims(
    incoming: IncomingDocument, dated: list[tuple[IncomingSentence, list[DateProposal], list[UnresolvedDate]]]
) -> Iterator[tuple[str, bytes]]:
    for sentence, dates, _ in dated:
        for at, date in enumerate(dates):
            name = f"{incoming.identifier}-{sentence.ref.replace('.', '-')}{letter(at) if len(dates) > 1 else ''}"
            yield f"claims/{name}.yaml", _build_claim(name, incoming.identifier, sentence, date)


def _build_claim(name: str, source: str, sentence: IncomingSentence, date: DateProposal) -> bytes:
    lines, passage = DraftWriter("../schemas", "claim"), str(PassageKey(source, sentence.ref))
    lines.add_comment("claim", ref=sentence.ref)
    lines.add_draft_mark()
    lines.add_field("claim", name)
    lines.add_comment("claim-statement")
    lines.add_bilingual("statement", {})
    lines.open_field("evidence")
    evidence = _find_part(sentence.text, date.span)
    context = find_unique_context(sentence.text, evidence)
    _write_quote(lines, passage, evidence.of(sentence.text), context, 2, "- ")
    for remark in ("claim-date", *date.rules):
        lines.add_comment(remark)
    lines.open_field("date")
    lines.add_text("edtf", date.edtf, 2)
    if date.sense:
        lines.add_field("sense", date.sense, 2)
    _write_quote(lines, passage, date.span.of(sentence.text), find_unique_context(sentence.text, date.span), 2)
    return lines.content()


def _find_part(sentence: str, span: Span) -> Span:
    """Return the part of a sentence with the span up to the gaps next to it; the whole if it has none."""
    start = sentence.rfind(GAP_MARK, 0, span.start)
    end = sentence.find(GAP_MARK, span.end)
    return trim_span(sentence, Span(start + len(GAP_MARK) if start >= 0 else 0, end if end >= 0 else len(sentence)))
