"""Pages about the archive, and the schemas of the fixture files, served as they are committed: ``/about/data/<kind>.schema.json``."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.fixtures.records.json_schemas import make_schema_file_name
from archive.models import Question, Source
from archive.vocabulary import ABOUT_PAGES
from archive.web.cache.cache_key import reads_parameters
from archive.web.views.home import MAX_ABOUT_SOURCES

SCHEMA_MEDIA_TYPE = "application/schema+json"
ABOUT_PAGE_NAMES = tuple(filter(None, ABOUT_PAGES))


def schema(request: HttpRequest, kind: str) -> HttpResponse:
    """Return the JSON Schema of one kind of file. Raises Http404 if there is no such kind."""
    try:
        content = (settings.SCHEMAS / make_schema_file_name(kind)).read_bytes()
    except OSError as error:
        raise Http404 from error
    return HttpResponse(content, content_type=SCHEMA_MEDIA_TYPE)


@reads_parameters()
def about(request: HttpRequest, page: str = "") -> HttpResponse:
    """Render a page about the archive; its text is written for each language, not translated."""
    if page and page not in ABOUT_PAGE_NAMES:
        raise Http404
    language = get_language()
    sources = Source.objects.defer("text")
    context = {
        "page": page,
        "pages": ABOUT_PAGE_NAMES,
        "template": f"about/{page or 'index'}.{language}.html",
        "questions": Question.objects.all(),
        "sources": sources[:MAX_ABOUT_SOURCES],
        "more": lambda: sources.count() > MAX_ABOUT_SOURCES,
        "report_template": f"about/report.{language}.html",
        "report_url": settings.REPORT_URL,
    }
    return render(request, "web/about.html", context)
