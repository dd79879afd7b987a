"""Files at the root of the site, for robots, browsers and those who report a vulnerability."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import chain, islice
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from archive.models import Claim, Passage, Source, Subject
from archive.vocabulary import ABOUT_PAGES, LANGUAGES

ICON = Path(__file__).resolve().parents[2] / "static" / "archive" / "favicon.ico"
TEXT_TYPE, XML_TYPE, ICON_TYPE = "text/plain; charset=utf-8", "application/xml", "image/x-icon"
SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Maximum addresses in a file, by the protocol
MAX_SITEMAP_ADDRESSES = 50_000
# Until when security.txt may be relied on (RFC 9116, 2.5.5): less than a year after a release, which renews it
SECURITY_EXPIRY = "2027-11-20T00:00:00Z"
# Returns the identifiers of all movements, in their order.
Movements = Callable[[], Collection[str]]
# Pages without a record; those of search and of quotations depend on what a reader types.
PAGES = ("home", "start", "glossary", "camps", "routes", "sources", "claims", "numbers", "timeline", "map", "editions", "about")


def robots_txt(request: HttpRequest) -> HttpResponse:
    """Allow robots to index everything (RFC 9309), and name the sitemap."""
    text = f"User-agent: *\nAllow: /\n\nSitemap: {settings.CANONICAL_ORIGIN}{reverse('sitemap')}\n"
    return HttpResponse(text.encode(), content_type=TEXT_TYPE)


def security_txt(request: HttpRequest) -> HttpResponse:
    """Say to whom to report a vulnerability (RFC 9116)."""
    origin = settings.CANONICAL_ORIGIN
    with override("en"):
        about = f"{origin}{reverse('about')}#report"
    lines = [
        f"Contact: {settings.SECURITY_CONTACT or settings.REPORT_URL or about}",
        f"Expires: {SECURITY_EXPIRY}",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {origin}{reverse('security')}",
        f"Policy: {about}",
    ]
    return HttpResponse("".join(f"{line}\n" for line in lines).encode(), content_type=TEXT_TYPE)


def favicon(request: HttpRequest) -> HttpResponse:
    """Return the site's mark for browsers that read no page."""
    return HttpResponse(read_icon(), content_type=ICON_TYPE)


@cache
def read_icon() -> bytes:
    """Return the file of the icon."""
    return ICON.read_bytes()


def sitemap_index(request: HttpRequest, *, movements: Movements) -> HttpResponse:
    """List the sitemaps, each of at most MAX_SITEMAP_ADDRESSES pages."""
    pages = range(1, count_sitemaps(movements) + 1)
    addresses = (f"{settings.CANONICAL_ORIGIN}{reverse('sitemap-page', args=[page])}" for page in pages)
    entries = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in addresses)
    return _render_xml(f'<sitemapindex xmlns="{SITEMAP_NAMESPACE}">\n{entries}</sitemapindex>\n')


def sitemap(request: HttpRequest, page: str, *, movements: Movements) -> HttpResponse:
    """List pages of the site in both languages, each with the same page in the other. Raises Http404 after the last sitemap."""
    size = MAX_SITEMAP_ADDRESSES // len(LANGUAGES)
    start = (int(page) - 1) * size
    paths = list(islice(list_paths(movements), start, start + size)) if start >= 0 else []
    if not paths:
        raise Http404
    entries = "".join(map(_render_page, paths))
    namespaces = f'xmlns="{SITEMAP_NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return _render_xml(f"<urlset {namespaces}>\n{entries}</urlset>\n")


def count_sitemaps(movements: Movements) -> int:
    """Return the number of sitemaps."""
    rows = 2 * Source.objects.count() + sum(model.objects.count() for model in (Passage, Claim, Subject)) + len(movements())
    pages = len(PAGES) + len(ABOUT_PAGES) - 1 + rows
    return -(-pages * len(LANGUAGES) // MAX_SITEMAP_ADDRESSES)


def list_paths(movements: Movements) -> Iterator[str]:
    """Yield the path of each page that robots may index, after the language; six queries."""
    with override("en"):
        names = [reverse(name) for name in PAGES] + [reverse("about-page", args=[page]) for page in ABOUT_PAGES if page]
    sources = Source.objects.order_by("identifier").values_list("identifier", flat=True)
    subjects = Subject.objects.order_by("kind", "identifier").values_list("kind", "identifier")
    claims = Claim.objects.order_by("identifier").values_list("identifier", flat=True)
    passages = Passage.objects.order_by("source__identifier", "pk").values_list("source__identifier", "ref")
    yield from (name.removeprefix("/en") for name in names)
    yield from chain(
        (f"/{kind}s/{identifier}/" for kind, identifier in subjects.iterator()),
        (f"/movements/{identifier}/" for identifier in movements()),
        (f"/claims/{identifier}/" for identifier in claims.iterator()),
        chain.from_iterable((f"/sources/{identifier}/", f"/sources/{identifier}/coverage/") for identifier in sources.iterator()),
        (f"/sources/{identifier}/{ref}/" for identifier, ref in passages.iterator()),
    )


def _render_page(path: str) -> str:
    addresses = {language: f"{settings.CANONICAL_ORIGIN}/{language}{path}" for language in LANGUAGES}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(address)}/>' for language, address in addresses.items()
    )
    return "".join(f"<url><loc>{escape(address)}</loc>{links}</url>\n" for address in addresses.values())


def _render_xml(text: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode(), content_type=XML_TYPE)
