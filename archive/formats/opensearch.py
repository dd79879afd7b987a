"""Results of a search as JSON and as Atom (RFC 4287) with the elements of OpenSearch 1.1, and the description of the search itself."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

OPENSEARCH_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"


def format_results(told: dict, hits: list[dict], facets: dict, suggested: list[str]) -> dict[str, object]:
    """Plain data for JSON; addresses are whole."""
    queries = told["queries"]
    links = {name: _absolute_url("search-json", query) for name, query in queries.items()}
    shown = [{**hit, "address": settings.CANONICAL_ORIGIN + hit["address"]} for hit in hits]
    rest = {name: value for name, value in told.items() if name != "queries"}
    return {**rest, "links": links, "did_you_mean": suggested, "facets": facets, "hits": shown}


def render_feed(told: dict, hits: list[dict], updated: str) -> str:
    """A feed; ``updated``: a day, for the archive changes as a whole."""
    moment, queries = f"{updated}T00:00:00Z", told["queries"]
    links = [_render_link(name, "application/atom+xml", _absolute_url("search-atom", query)) for name, query in queries.items()]
    links += [_render_link("alternate", "text/html", _absolute_url("search", queries["self"]))]
    links += [_render_link("search", "application/opensearchdescription+xml", _absolute_url("opensearch"))]
    title, author = _("Shawahid: search for “%(query)s”") % {"query": told["query"]}, _("Shawahid")
    head = [
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="{OPENSEARCH_NAMESPACE}" xml:lang="{get_language()}">',
        f"<title>{_escape_text(title)}</title><id>{_escape_text(_absolute_url('search', queries['self']))}</id><updated>{moment}</updated>",
        f"<author><name>{_escape_text(author)}</name></author>",
        *links,
        f"<opensearch:totalResults>{told['total']}</opensearch:totalResults>",
        f"<opensearch:startIndex>{(told['page'] - 1) * told['per_page'] + 1}</opensearch:startIndex>",
        f"<opensearch:itemsPerPage>{told['per_page']}</opensearch:itemsPerPage>",
        f'<opensearch:Query role="request" searchTerms={quoteattr(_strip_invalid(told["query"]))} startPage="{told["page"]}"/>',
    ]
    lines = [*head, *(_render_entry(hit, moment) for hit in hits), "</feed>"]
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n"


def _render_entry(hit: dict, moment: str) -> str:
    texts = " — ".join(text["text"] for text in hit["texts"])
    why = "; ".join(hit["why"])
    summary = " ".join(filter(None, [texts, f"[{why}]" if why else ""]))
    return (
        f"<entry><id>{_escape_text(hit['permanent'])}</id><title>{_escape_text(hit['title'])}</title><updated>{moment}</updated>"
        f"{_render_link('alternate', 'text/html', settings.CANONICAL_ORIGIN + hit['address'])}"
        f"<category term={quoteattr(hit['kind'])}/><summary>{_escape_text(summary)}</summary></entry>"
    )


def render_description() -> str:
    """The OpenSearch description document, in the active language."""
    name, said = _("Shawahid"), _("Search the sources and claims of the archive")
    urls = (
        ("text/html", "search", "results"),
        ("application/atom+xml", "search-atom", "results"),
        ("application/json", "search-json", "results"),
    )
    templates = [(kind, f"{_absolute_url(page)}?q={{searchTerms}}&page={{startPage?}}", role) for kind, page, role in urls]
    templates.append(("application/x-suggestions+json", f"{_absolute_url('suggest')}?q={{searchTerms}}", "suggestions"))
    templates.append(("application/opensearchdescription+xml", _absolute_url("opensearch"), "self"))
    lines = [
        f'<OpenSearchDescription xmlns="{OPENSEARCH_NAMESPACE}">',
        f"<ShortName>{_escape_text(name)}</ShortName>",
        f"<Description>{_escape_text(said)}</Description>",
        *(f'<Url type="{kind}" rel="{role}" template={quoteattr(address)}/>' for kind, address, role in templates),
        f"<Language>{get_language()}</Language><InputEncoding>UTF-8</InputEncoding><OutputEncoding>UTF-8</OutputEncoding>",
        "</OpenSearchDescription>",
    ]
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n"


def _absolute_url(name: str, query: str = "") -> str:
    return settings.CANONICAL_ORIGIN + reverse(name) + (f"?{query}" if query else "")


def _render_link(relation: str, kind: str, address: str) -> str:
    return f'<link rel="{relation}" type="{kind}" href={quoteattr(address)}/>'


def _escape_text(text: str) -> str:
    return escape(_strip_invalid(text))


def _strip_invalid(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return "".join(
        one for one in text if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff" and not "\ud800" <= one <= "\udfff")
    )
