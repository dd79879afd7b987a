"""Citable records as CSL-JSON (Citation Style Language data, 1.0.2): the one item that every citation is made from.

An item is a web page of the archive. Its title names the very words, their place and the source with its digest, because
styles print a title whole and leave most other fields out.
"""

from __future__ import annotations

from archive.formats import ARCHIVE_NAME

DIGEST_LENGTH = 8
SOURCE_KINDS = ("source", "passage")
LOCATOR_PATTERNS = {"ar": {True: "الفقرة {}", False: "الجملة {}"}, "en": {True: "paragraph {}", False: "sentence {}"}}
TITLE_PATTERNS = {
    "ar": {"camp": "معسكر {}", "place": "{}", "route": "مسار: {}"},
    "en": {"camp": "{} camp", "place": "{}", "route": "Route: {}"},
}
SEPARATORS = {"ar": "، ", "en": ", "}
SOURCE_SEPARATORS = {"ar": "؛ ", "en": "; "}
MAX_SOURCES_NAMED = 3
MORE_SOURCES = {
    "ar": ("ومصدر آخر", "ومصدران آخران", "ومصادر أخرى عددها {}"),
    "en": ("and one more source", "and two more sources", "and {} more sources"),
}
ATTRIBUTION = {"ar": "، عن ", "en": ", after "}


def build_item(record: dict, language: str) -> dict[str, object]:
    """The item of a source, passage, claim, camp, place or route dict, worded in ``language``.

    It does not say when the page was read: that is the reader's to say, and her reference manager says it.
    """
    cited = list_cited_sources(record)
    return {
        "id": record["identifier"],
        "type": "webpage",
        "title": _format_title(record, cited, language),
        "container-title": ARCHIVE_NAME[language],
        **_format_author(record, cited, language),
        **_format_issued(cited),
        "URL": record["permanent"],
        "language": language,
        "note": "; ".join(f"SHA-256 {source['sha256']}" for source in cited),
    }


def list_cited_sources(record: dict) -> list[dict]:
    """The sources that a record's words are from, each once; a source is its own."""
    return [record] if record["kind"] == "source" else [record["source"]] if "source" in record else record["sources"]


def _format_title(record: dict, cited: list[dict], language: str) -> str:
    if record["kind"] == "source":
        return _describe_source(record, record, language)
    if record["kind"] == "passage":
        where = LOCATOR_PATTERNS[language][record["is_paragraph"]].format(record["ref"])
        return SEPARATORS[language].join([f"«{record['words']}»", where, _describe_source(record, record["source"], language)])
    said = (
        record["statement"][language]
        if record["kind"] == "claim"
        else TITLE_PATTERNS[language][record["kind"]].format(record["name"][language])
    )
    return f"{said.rstrip('.')}{ATTRIBUTION[language]}{_describe_sources(record, cited, language)}" if cited else said


def _describe_sources(record: dict, cited: list[dict], language: str) -> str:
    """Every source, none before the others but by the order of their accession; of many, the first, and how many more."""
    named = [_describe_source(record, source, language) for source in cited[:MAX_SOURCES_NAMED]]
    left = len(cited) + record.get("more_sources", 0) - len(named)
    return SOURCE_SEPARATORS[language].join([*named, *([MORE_SOURCES[language][min(left, 3) - 1].format(left)] if left else [])])


def _describe_source(record: dict, source: dict, language: str) -> str:
    """The source by its title, where it was published, its publisher unless that is named as the author, and its digest."""
    title = f"[{source['title'][language]}]" if source["title_supplied"] else source["title"][language]
    publisher = source["author"] or record["kind"] not in SOURCE_KINDS
    parts = [
        title,
        source["published_in"] and source["published_in"][language],
        source["publisher"][language] if publisher else "",
        f"SHA-256 {source['sha256'][:DIGEST_LENGTH]}",
    ]
    return SEPARATORS[language].join(filter(None, parts))


def _format_author(record: dict, cited: list[dict], language: str) -> dict[str, object]:
    """Of a source's own words: its author, or else whoever published it. Of the archive's pages: nobody by name."""
    named = record["kind"] in SOURCE_KINDS and (cited[0]["author"] or cited[0]["publisher"])
    return {"author": [{"literal": named[language]}]} if named else {}


def _format_issued(cited: list[dict]) -> dict[str, object]:
    """The year of the one source; several have none in common."""
    year = len(cited) == 1 and cited[0]["published"][:4]
    return {"issued": {"date-parts": [[int(year)]]}} if year and year.isascii() and year.isdigit() else {}
