"""Results of a search as JSON and as Atom (RFC 4287) with the elements of OpenSearch 1.1, and the description of the search.

Atom is written here, for ``django.utils.feedgenerator`` has no elements of OpenSearch and no relations of links.
"""

from __future__ import annotations

from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.formats import INVALID_IN_XML

OPENSEARCH_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
ATOM_TYPE, DESCRIPTION_TYPE = "application/atom+xml", "application/opensearchdescription+xml"


def format_results(page: dict, named: list[dict], hits: list[dict], facets: dict, suggestions: list[str]) -> dict[str, object]:
    """Return the results as plain data for JSON, with absolute addresses. ``named``: versions and records that the query names."""
    return {
        **{name: value for name, value in page.items() if name != "queries"},
        "links": {name: _absolute_url("search-json", query) for name, query in page["queries"].items()},
        "did_you_mean": suggestions,
        "facets": facets,
        "named": [{**line, "address": settings.CANONICAL_ORIGIN + line["address"]} for line in named],
        "hits": [{**hit, "address": settings.CANONICAL_ORIGIN + hit["address"]} for hit in hits],
    }


def render_feed(page: dict, named: list[dict], hits: list[dict], updated: str) -> str:
    """Return the results as a feed, first the versions and records that the query names; ``updated``: a day, for the archive changes as a whole."""
    moment, queries = f"{updated}T00:00:00Z", page["queries"]
    links = [render_link(name, ATOM_TYPE, _absolute_url("search-atom", query)) for name, query in queries.items()]
    title, author = _("Shawahid: search for “%(query)s”") % {"query": page["query"]}, _("Shawahid")
    return join_lines(
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="{OPENSEARCH_NAMESPACE}" xml:lang="{get_language()}">',
        f"<title>{escape_text(title)}</title><id>{escape_text(_absolute_url('search', queries['self']))}</id><updated>{moment}</updated>",
        f"<author><name>{escape_text(author)}</name></author>",
        *links,
        render_link("alternate", "text/html", _absolute_url("search", queries["self"])),
        render_link("search", DESCRIPTION_TYPE, _absolute_url("opensearch")),
        f"<opensearch:totalResults>{page['total']}</opensearch:totalResults>",
        f"<opensearch:startIndex>{(page['page'] - 1) * page['per_page'] + 1}</opensearch:startIndex>",
        f"<opensearch:itemsPerPage>{page['per_page']}</opensearch:itemsPerPage>",
        f'<opensearch:Query role="request" searchTerms="{quote(page["query"], safe="")}" startPage="{page["page"]}"/>',
        *(_render_entry({**line, "texts": [], "why": []}, line["published"]) for line in named),
        *(_render_entry(hit, moment) for hit in hits),
        "</feed>",
    )


def _render_entry(hit: dict, moment: str) -> str:
    texts, reasons = " — ".join(text["text"] for text in hit["texts"]), "; ".join(hit["why"])
    summary = " ".join(filter(None, [texts, f"[{reasons}]" if reasons else ""]))
    return (
        f"<entry><id>{escape_text(hit['permanent'])}</id><title>{escape_text(hit['title'])}</title><updated>{moment}</updated>"
        f"{render_link('alternate', 'text/html', settings.CANONICAL_ORIGIN + hit['address'])}"
        f"<category term={quoteattr(hit['kind'])}/><summary>{escape_text(summary)}</summary></entry>"
    )


def render_description() -> str:
    """Return the OpenSearch description document in the active language."""
    name, description = _("Shawahid"), _("Search the sources and claims of the archive")
    pages = (("text/html", "search"), (ATOM_TYPE, "search-atom"), ("application/json", "search-json"))
    urls = [(media_type, f"{_absolute_url(page)}?q={{searchTerms}}&page={{startPage?}}", "results") for media_type, page in pages]
    urls.append(("application/x-suggestions+json", f"{_absolute_url('suggest')}?q={{searchTerms}}", "suggestions"))
    urls.append((DESCRIPTION_TYPE, _absolute_url("opensearch"), "self"))
    return join_lines(
        f'<OpenSearchDescription xmlns="{OPENSEARCH_NAMESPACE}">',
        f"<ShortName>{escape_text(name)}</ShortName>",
        f"<Description>{escape_text(description)}</Description>",
        *(f'<Url type="{media_type}" rel="{relation}" template={quoteattr(url)}/>' for media_type, url, relation in urls),
        f"<Language>{get_language()}</Language><InputEncoding>UTF-8</InputEncoding><OutputEncoding>UTF-8</OutputEncoding>",
        "</OpenSearchDescription>",
    )


def join_lines(*lines: str) -> str:
    """Return lines as an XML document."""
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, ""])


def _absolute_url(name: str, query: str = "") -> str:
    return settings.CANONICAL_ORIGIN + reverse(name) + (f"?{query}" if query else "")


def render_link(relation: str, media_type: str, address: str) -> str:
    """Return a link element."""
    return f'<link rel="{relation}" type="{media_type}" href={quoteattr(address)}/>'


def escape_text(text: str) -> str:
    """Return text as the content of an element, without characters that XML cannot hold."""
    return escape(_strip_invalid(text))


def _strip_invalid(text: str) -> str:
    return INVALID_IN_XML.sub("", text)
