"""The schemas of the fixture files, served as they are committed: ``/about/data/<kind>.schema.json``."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from archive.schemas import file_name

TYPE = "application/schema+json"


def schema(request: HttpRequest, kind: str) -> HttpResponse:
    """The schema of one kind of file; 404 if there is no such kind."""
    try:
        content = (settings.SCHEMAS / file_name(kind)).read_bytes()
    except OSError as error:
        raise Http404 from error
    return HttpResponse(content, content_type=TYPE, headers={"Access-Control-Allow-Origin": "*"})
