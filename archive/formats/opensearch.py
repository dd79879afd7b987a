"""Results of a search as JSON and as Atom (RFC 4287) with the elements of OpenSearch 1.1, and the description of the search itself."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

SEARCH = "http://a9.com/-/spec/opensearch/1.1/"


def results(told: dict, hits: list[dict], facets: dict, suggested: list[str]) -> dict[str, object]:
    """Plain data for JSON; addresses are whole."""
    queries = told["queries"]
    links = {name: _address("search-json", query) for name, query in queries.items()}
    shown = [{**hit, "address": settings.CANONICAL_ORIGIN + hit["address"]} for hit in hits]
    rest = {name: value for name, value in told.items() if name != "queries"}
    return {**rest, "links": links, "did_you_mean": suggested, "facets": facets, "hits": shown}


def atom(told: dict, hits: list[dict], updated: str) -> str:
    """A feed; ``updated``: a day, for the archive changes as a whole."""
    moment, queries = f"{updated}T00:00:00Z", told["queries"]
    links = [_link(name, "application/atom+xml", _address("search-atom", query)) for name, query in queries.items()]
    links += [_link("alternate", "text/html", _address("search", queries["self"]))]
    links += [_link("search", "application/opensearchdescription+xml", _address("opensearch"))]
    title, author = _("Shawahid: search for “%(query)s”") % {"query": told["query"]}, _("Shawahid")
    head = [
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="{SEARCH}" xml:lang="{get_language()}">',
        f"<title>{_text(title)}</title><id>{_text(_address('search', queries['self']))}</id><updated>{moment}</updated>",
        f"<author><name>{_text(author)}</name></author>",
        *links,
        f"<opensearch:totalResults>{told['total']}</opensearch:totalResults>",
        f"<opensearch:startIndex>{(told['page'] - 1) * told['per_page'] + 1}</opensearch:startIndex>",
        f"<opensearch:itemsPerPage>{told['per_page']}</opensearch:itemsPerPage>",
        f'<opensearch:Query role="request" searchTerms={quoteattr(_clean(told["query"]))} startPage="{told["page"]}"/>',
    ]
    lines = [*head, *(_entry(hit, moment) for hit in hits), "</feed>"]
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n"


def _entry(hit: dict, moment: str) -> str:
    texts = " — ".join(text["text"] for text in hit["texts"])
    why = "; ".join(hit["why"])
    summary = " ".join(filter(None, [texts, f"[{why}]" if why else ""]))
    return (
        f"<entry><id>{_text(hit['permanent'])}</id><title>{_text(hit['title'])}</title><updated>{moment}</updated>"
        f"{_link('alternate', 'text/html', settings.CANONICAL_ORIGIN + hit['address'])}"
        f"<category term={quoteattr(hit['kind'])}/><summary>{_text(summary)}</summary></entry>"
    )


def description() -> str:
    """The OpenSearch description document, in the active language."""
    name, said = _("Shawahid"), _("Search the sources and claims of the archive")
    urls = (
        ("text/html", "search", "results"),
        ("application/atom+xml", "search-atom", "results"),
        ("application/json", "search-json", "results"),
    )
    templates = [(kind, f"{_address(page)}?q={{searchTerms}}&page={{startPage?}}", role) for kind, page, role in urls]
    templates.append(("application/x-suggestions+json", f"{_address('suggest')}?q={{searchTerms}}", "suggestions"))
    templates.append(("application/opensearchdescription+xml", _address("opensearch"), "self"))
    lines = [
        f'<OpenSearchDescription xmlns="{SEARCH}">',
        f"<ShortName>{_text(name)}</ShortName>",
        f"<Description>{_text(said)}</Description>",
        *(f'<Url type="{kind}" rel="{role}" template={quoteattr(address)}/>' for kind, address, role in templates),
        f"<Language>{get_language()}</Language><InputEncoding>UTF-8</InputEncoding><OutputEncoding>UTF-8</OutputEncoding>",
        "</OpenSearchDescription>",
    ]
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n"


def _address(name: str, query: str = "") -> str:
    return settings.CANONICAL_ORIGIN + reverse(name) + (f"?{query}" if query else "")


def _link(relation: str, kind: str, address: str) -> str:
    return f'<link rel="{relation}" type="{kind}" href={quoteattr(address)}/>'


def _text(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return "".join(
        one for one in text if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff" and not "\ud800" <= one <= "\udfff")
    )
