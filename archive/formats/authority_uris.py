"""URIs by which linked data name records of authority files; their web addresses may have another form."""

from __future__ import annotations

import re

# Web addresses whose URI has another scheme or path, as the authority itself writes it: pattern and replacement
URI_FORMS = (
    (
        re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:entity|wiki)/(?:Special:EntityData/)?(Q\d+)"),
        r"http://www.wikidata.org/entity/\1",
    ),
    (re.compile(r"https?://(?:www\.)?viaf\.org/viaf/(\d+)/?"), r"http://viaf.org/viaf/\1"),
    (re.compile(r"https?://vocab\.getty\.edu/(?:page/)?(tgn|aat)/(\d+)"), r"http://vocab.getty.edu/\1/\2"),
    (re.compile(r"https?://id\.loc\.gov/authorities/(names|subjects)/(\w+)"), r"http://id.loc.gov/authorities/\1/\2"),
    (re.compile(r"https?://(?:www\.|sws\.)?geonames\.org/(\d+)(?:/.*)?"), r"https://sws.geonames.org/\1/"),
    (re.compile(r"https?://d-nb\.info/gnd/([\dX-]+)"), r"https://d-nb.info/gnd/\1"),
)


def build_authority_uri(address: str) -> str:
    """Return the URI of the record at a web address; the address itself if none of the forms is known."""
    for pattern, replacement in URI_FORMS:
        if match := pattern.fullmatch(address):
            return match.expand(replacement)
    return address
