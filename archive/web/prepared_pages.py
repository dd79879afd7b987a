"""Views whose pages are made when the archive is loaded, and then only read: one question a page, however much it shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from archive.edition_cache import EDITION_ENVIRON_KEY
from archive.models import PreparedPage
from archive.web.cache.code_version import code_version

View = Callable[..., HttpResponse]


def serve_prepared(*parameters: str) -> Callable[[View], View]:
    """Has a view answer with the page that was prepared for its address, if one was and none of ``parameters`` is asked for.

    ``parameters``: all that the view reads of a query; what it does not read changes nothing.
    """

    def prepare(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **given: object) -> HttpResponse:
            if not settings.PREPARED_PAGES or any(name in request.GET for name in parameters):
                return view(request, **given)
            if (
                found := PreparedPage.objects.find_content(request.path, code_version(), request.META[EDITION_ENVIRON_KEY])
            ) is None:
                return view(request, **given)
            html, link = found
            return HttpResponse(html, headers={"Link": link} if link else None)

        return answer

    return prepare
