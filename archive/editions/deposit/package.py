"""The whole package of an edition: its payload, written from the ledger and a temporary database, and the bag around it.

Every date in it is that of the edition, so that the same ledger, code and origin give the same bytes on every machine. Only the
SQLite file, with its checksum and size, may differ between versions of SQLite; its dump is the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template

from django.conf import settings
from django.utils.translation import override

from archive.editions.database_digest import digest_database
from archive.editions.deposit.bag import PAYLOAD_FOLDER, set_modes_and_times, write_tag_files, write_text
from archive.editions.deposit.code_state import CodeState, read_code_state
from archive.editions.deposit.crate import DATABASE_FILE, METADATA_FILE, build_crate
from archive.editions.deposit.data_package import describe_tables
from archive.editions.deposit.database import copy_database, open_edition_database
from archive.editions.ledger_archive import read_edition
from archive.environment.code_digest import ROOT
from archive.fixtures.records.sources import SourceRecord
from archive.formats import write_json
from archive.formats.cited_states import VERSION_KINDS
from archive.ledger.chain import LEDGER_FOLDER, TEXTS_FOLDER, Ledger, LedgerEdition
from archive.web.cited_state import add_cited_state, add_cited_states
from archive.web.record_kinds import RecordKind

README_TEMPLATES = {"README.md": "en", "README.ar.md": "ar"}


def write_package(ledger: Ledger, kinds: Iterable[RecordKind], folder: Path) -> None:
    """Write the package of the last edition of a ledger into ``folder``, which is empty.

    Raises LedgerFault, OSError, DatabaseError and sqlite3.Error.
    """
    edition, code, origin = ledger.editions[-1], read_code_state(), settings.CANONICAL_ORIGIN
    payload, loaded = folder / PAYLOAD_FOLDER, folder / "loading.sqlite3"
    payload.mkdir()
    copy_ledger(ledger, payload / "fixtures" / LEDGER_FOLDER)
    sources = dict(read_edition(ledger).archive.sources)
    copy_texts(ledger, sources, payload / "sources")
    # Names are sorted and texts chosen in one language, whatever the language of the messages is.
    with override("en"), open_edition_database(ledger, loaded, instant=edition.header.instant):
        archive_digest = digest_database()
        write_tables(kinds, edition, origin, payload / "tables")
        write_tei(kinds, sources, payload / "tei")
    copy_database(loaded, payload / DATABASE_FILE, edition.header.published)
    loaded.unlink()
    shutil.copyfile(ROOT / "LICENSE", payload / "LICENSE")
    for name, language in README_TEMPLATES.items():
        write_text(payload / name, render_readme(language, edition, archive_digest, origin, code))
    write_text(payload / METADATA_FILE, write_json(build_crate(payload, edition, sources, origin, code)))
    write_tag_files(folder, describe_bag(edition, archive_digest, origin, code))
    set_modes_and_times(folder, edition.header.instant)


def copy_ledger(ledger: Ledger, folder: Path) -> None:
    """Copy the ledger files, what is beside them, and all texts, which are verified."""
    (folder / TEXTS_FOLDER).mkdir(parents=True)
    for path in ledger.folder.iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copyfile(path, folder / path.name)
    for path in (ledger.folder / TEXTS_FOLDER).iterdir():
        if not path.name.startswith("."):
            (folder / TEXTS_FOLDER / path.name).write_bytes(ledger.read_text(path.name))


def copy_texts(ledger: Ledger, sources: Mapping[str, SourceRecord], folder: Path) -> None:
    """Write the text of each source and the document as received, under the names that they were accessioned with."""
    for identifier, source in sources.items():
        (folder / identifier).mkdir(parents=True)
        for file in (source.text, source.received):
            if file:
                (folder / identifier / file.file).write_bytes(ledger.read_text(file.sha256))


def write_tables(kinds: Iterable[RecordKind], edition: LedgerEdition, origin: str, folder: Path) -> None:
    """Write the lists that the site offers as CSV, with their description; a list without records is left out."""
    tables = {}
    for kind in kinds:
        if "csv" in kind.lists and kind.load_all().exists():
            for suffix in (suffix for suffix in kind.lists if suffix.endswith("csv")):
                rows = kind.iterate_records(suffix)
                cited = add_cited_states(kind.name, rows) if kind.name in VERSION_KINDS else rows
                table = "".join(kind.lists[suffix](cited))
                if table.count("\n") > 1:  # more than the header
                    tables[f"{kind.name}s.{suffix}".removesuffix(".csv")] = table.encode()
    for name, content in tables.items():
        write_text(folder / f"{name}.csv", content.decode())
    write_text(folder / "datapackage.json", write_json(describe_tables(tables, edition.header, origin)))


def write_tei(kinds: Iterable[RecordKind], sources: Iterable[str], folder: Path) -> None:
    """Write each source as TEI."""
    kind = next(kind for kind in kinds if "tei.xml" in kind.formats)
    for identifier in sources:
        write_text(folder / f"{identifier}.xml", kind.formats["tei.xml"](add_cited_state(kind.represent(kind.find(identifier)))))


def render_readme(language: str, edition: LedgerEdition, archive_digest: str, origin: str, code: CodeState) -> str:
    """Return the README in a language."""
    template = (Path(__file__).parent / f"readme.{language}.md").read_text(encoding="utf-8")
    return Template(template).substitute(
        edition=edition.header.edition,
        published=edition.header.published,
        note=edition.header.note[language],
        digest=edition.digest,
        ledger_file=edition.path.name,
        archive_digest=archive_digest,
        origin=origin,
        version=code.version,
        commit=f", git {code.commit}" if code.commit else "",
        code_digest=code.digest,
    )


def describe_bag(edition: LedgerEdition, archive_digest: str, origin: str, code: CodeState) -> dict[str, object]:
    """Return the metadata of the bag."""
    header = edition.header
    return {
        "Source-Organization": "The Shawahid maintainers",
        "External-Identifier": f"{origin}/id/edition/{header.edition}",
        "External-Description": f"Shawahid, an archive of the death marches of 1944–1945, edition {header.edition}",
        "Bagging-Date": f"{header.instant:%Y-%m-%d}",
        "Bag-Software-Agent": f"Shawahid {code.version}",
        "Edition-Digest": edition.digest,
        "Archive-Digest": archive_digest,
        "Code-Digest": code.digest,
        **({"Code-Commit": code.commit} if code.commit else {}),
    }
