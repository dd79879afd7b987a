"""The metadata of a package as an RO-Crate 1.2: what it contains, under which rights, and which code wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from archive.editions.deposit.bag import list_files
from archive.editions.deposit.code_state import CodeState
from archive.fixtures.records.sources import SourceRecord
from archive.ledger.chain import LedgerEdition
from archive.text.swhid import compute_swhid

Entity = dict[str, object]

METADATA_FILE = "ro-crate-metadata.json"
PROFILE = "https://w3id.org/ro/crate/1.2"
CONTENT_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CODE_LICENCE = "https://spdx.org/licenses/MIT"
PUBLISHER, CODE, ACTION, IDENTIFIER = "#maintainers", "#code", "#deposit", "#identifier"
DATABASE_FILE = "shawahid.sqlite3"
ENCODING_FORMATS = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".md": "text/markdown",
    ".sqlite3": "application/vnd.sqlite3",
    ".txt": "text/plain",
    ".xml": "application/tei+xml",
}
FOLDERS = {
    "fixtures/editions/": "The ledger: all editions, with every version of every record",
    "sources/": "The verbatim text of each source, and the document as received",
    "tables/": "The records as CSV",
    "tei/": "The sources as TEI P5",
}
# By a pattern of the names of files, the first that matches
FILES = {
    r"LICENSE": "Licences of the code and the content",
    r"README\.ar\.md": "What this is, how to verify it and how to rebuild the site, in Arabic",
    r"README\.md": "What this is, how to verify it and how to rebuild the site, in English",
    re.escape(DATABASE_FILE): "The edition as a SQLite database",
    r"fixtures/editions/\d+\.jsonl": "An edition: its header, and the versions that are new in it",
    r"fixtures/editions/texts/.+": "A text or a received document, named by its SHA-256",
    r"fixtures/editions/.+": "A signature or time stamp of an edition, or who may sign",
    r"sources/.+": "A document as received, from which the text was made",
    r"tables/datapackage\.json": "Description of the tables (Frictionless Data Package)",
    r"tables/.+": "Records of one kind, one a row",
    r"tei/.+": "A source with the archive’s readings and claims",
}


def build_crate(
    folder: Path, edition: LedgerEdition, sources: Mapping[str, SourceRecord], origin: str, code: CodeState
) -> dict[str, object]:
    """Return the metadata of the files in ``folder``, which are complete but for this metadata."""
    header = edition.header
    files = {path.relative_to(folder).as_posix(): path for path in list_files(folder)}
    contents = {name: members for name in FOLDERS if (members := [file for file in files if file.startswith(name)])}
    top_level = [name for name in files if not name.startswith(tuple(FOLDERS))]
    source_folders = {f"sources/{identifier}": source for identifier, source in sources.items()}
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Shawahid (شواهد), edition {header.edition}",
        "description": (
            "An archive of record of the evacuations and death marches from the Nazi concentration camps, 1944–1945. "
            "أرشيف موثَّق لعمليات الإخلاء ومسيرات الموت من معسكرات الاعتقال النازية، 1944–1945."
        ),
        "identifier": {"@id": IDENTIFIER},
        "version": str(header.edition),
        "datePublished": header.published,
        "inLanguage": ["ar", "en"],
        "publisher": {"@id": PUBLISHER},
        "author": {"@id": PUBLISHER},
        "license": {"@id": CONTENT_LICENCE},
        "mentions": {"@id": ACTION},
        "hasPart": _refer([*contents, *top_level]),
    }
    descriptor = {"@id": METADATA_FILE, "@type": "CreativeWork", "conformsTo": {"@id": PROFILE}, "about": {"@id": "./"}}
    folders = [
        {"@id": name, "@type": "Dataset", "name": name, "description": FOLDERS[name], "hasPart": _refer(members)}
        for name, members in contents.items()
    ]
    described = [_describe_file(name, path, source_folders) for name, path in files.items()]
    graph = [descriptor, root, *folders, *described, *_describe_rights(sources), *_describe_origin(header.edition, origin, code)]
    return {"@context": f"{PROFILE}/context", "@graph": graph}


def _describe_file(name: str, path: Path, sources: Mapping[str, SourceRecord]) -> Entity:
    entity: Entity = {
        "@id": name,
        "@type": "File",
        "name": path.name,
        "description": next(description for pattern, description in FILES.items() if re.fullmatch(pattern, name)),
        "encodingFormat": ENCODING_FORMATS.get(path.suffix, "text/plain" if name == "LICENSE" else "application/octet-stream"),
    }
    if name != DATABASE_FILE:  # another version of SQLite may write another number of bytes
        entity["contentSize"] = str(path.stat().st_size)
    if source := sources.get("/".join(name.split("/")[:2])):
        entity |= {"name": source.title.en, "license": {"@id": source.rights.statement}}
        if path.name == source.text.file:
            entity |= {"description": "The verbatim text of a source", "inLanguage": source.text.language}
            entity["identifier"] = compute_swhid(path.read_bytes())
    return entity


def _describe_rights(sources: Mapping[str, SourceRecord]) -> Iterator[Entity]:
    """Yield the licences of content and code, and each rights statement of a source once."""
    notes = {source.rights.statement: ("Rights of sources", source.rights.note.en) for source in sources.values()}
    notes |= {
        CONTENT_LICENCE: ("CC BY 4.0", "Licence of what the archive itself wrote. The sources have rights of their own."),
        CODE_LICENCE: ("MIT", "Licence of the code."),
    }
    for address, (name, description) in sorted(notes.items()):
        yield {"@id": address, "@type": "CreativeWork", "name": name, "description": description}


def _describe_origin(edition: int, origin: str, code: CodeState) -> list[Entity]:
    """Return the entities of the edition's identifier, its publisher and the code, and of the writing of the package."""
    return [
        {
            "@id": IDENTIFIER,
            "@type": "PropertyValue",
            "name": "Permanent address of the edition",
            "value": f"{origin}/id/edition/{edition}",
        },
        {"@id": PUBLISHER, "@type": "Organization", "name": "The Shawahid maintainers", "url": origin},
        {
            "@id": CODE,
            "@type": "SoftwareApplication",
            "name": "Shawahid",
            "url": origin,
            "version": code.version,
            "identifier": f"git commit {code.commit}" if code.commit else f"SHA-256 of the modules {code.digest}",
            "license": {"@id": CODE_LICENCE},
        },
        {
            "@id": ACTION,
            "@type": "CreateAction",
            "name": "Writing of this package from the ledger",
            "instrument": {"@id": CODE},
            "object": {"@id": "fixtures/editions/"},
            "result": {"@id": "./"},
        },
    ]


def _refer(identifiers: list[str]) -> Entity | list[Entity]:
    """Return references to entities; a single one is not in a list (RO-Crate 1.2)."""
    references: list[Entity] = [{"@id": identifier} for identifier in identifiers]
    return references[0] if len(references) == 1 else references
