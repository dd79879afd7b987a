"""Plain dicts, as the representations give them, in the formats of the wider world: a module a format, none knows the database."""

ARCHIVE_NAME = {"ar": "شواهد", "en": "Shawahid"}
MEDIA_TYPES = {
    "txt": "text/plain; charset=utf-8",
    "jsonld": "application/ld+json",
    "geojson": "application/geo+json",
    "tei.xml": "application/tei+xml",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "csv": "text/csv; charset=utf-8",
}
FORMAT_NAMES = {
    "txt": "TXT",
    "jsonld": "JSON-LD",
    "geojson": "GeoJSON",
    "tei.xml": "TEI",
    "bib": "BibTeX",
    "ris": "RIS",
    "csl.json": "CSL-JSON",
    "csv": "CSV",
}
