"""The draft of ``source.yaml``: what is known filled in, what is not empty or commented out, a comment in both languages above each."""

from __future__ import annotations

from archive.accession.document import Incoming
from archive.accession.yamlwriting import Lines, quoted


def source_draft(incoming: Incoming, schemas: str) -> bytes:
    """The file's bytes; ``schemas``: the folder of the schemas, as seen from the file."""
    lines, header = Lines(schemas, "source"), incoming.header
    lines.remark("source")
    lines.mark()
    lines.field("source", incoming.identifier)
    _files(lines, incoming)
    _proposed(lines, "title", header.title)
    if header.title_supplied and header.title:
        lines.lines.append("  supplied: true")
    if header.author:
        _proposed(lines, "author", header.author, "author-found")
    else:
        _optional(lines, "author")
    _proposed(lines, "publisher", header.publisher)
    _optional(lines, "published_in")
    if header.published:
        lines.remark("published-found")
        lines.remark("from-header")
        lines.text("published", header.published)
    else:
        lines.remark("published")
        lines.unused('published: ""')
    _addressed(lines, "origin", "address", header.address)
    _optional(lines, "remark")
    _addressed(lines, "rights", "statement", header.rights)
    lines.remark("accessioned")
    lines.field("accessioned", incoming.today.isoformat())
    lines.remark("supersedes")
    lines.unused('supersedes: ""')
    return lines.content()


def _files(lines: Lines, incoming: Incoming) -> None:
    lines.remark("text")
    lines.open("text")
    lines.field("file", incoming.text.file, 2)
    lines.field("language", incoming.language, 2)
    lines.field("sha256", incoming.text.sha256, 2)
    lines.field("bytes", len(incoming.text.content), 2)
    lines.field("characters", len(incoming.characters), 2)
    if incoming.received:
        lines.remark("received")
        lines.open("received")
        lines.field("file", incoming.received.file, 2)
        lines.field("encoding", incoming.encoding, 2)
        lines.field("sha256", incoming.received.sha256, 2)
        lines.field("bytes", len(incoming.received.content), 2)


def _proposed(lines: Lines, name: str, values: dict[str, str], remark: str = "") -> None:
    lines.remark(remark or name)
    if values:
        lines.remark("from-header")
    lines.bilingual(name, values)


def _optional(lines: Lines, name: str) -> None:
    lines.remark(name.replace("_", "-"))
    lines.unused(f"{name}:", '  ar: ""', '  en: ""')


def _addressed(lines: Lines, name: str, field: str, address: str) -> None:
    """An address, found in the header or empty, and a note."""
    lines.remark(name)
    if address:
        lines.remark("from-header")
    lines.lines += [f"{name}:", f"  {field}: {quoted(address)}"]
    lines.bilingual("note", {}, 2)
