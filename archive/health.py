"""Whether this process lives, and whether it can answer for the archive: for load balancers, no page of the site.

``/healthz`` asks nothing of anyone. ``/readyz`` is 200 when the database answers, every migration is applied and an edition
is loaded; else 503, and names what fails. Neither is stored anywhere, and both answer whatever host and scheme are asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse

from archive import metrics
from archive.models import Edition

ALIVE, READY = "/healthz", "/readyz"
UNSEEN = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "X-Content-Type-Options": "nosniff"}


class Health:
    """Middleware, before everything that looks at the host, the scheme or the language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == ALIVE:
            return JsonResponse({"alive": True}, headers=UNSEEN)
        if request.path_info == READY:
            return ready()
        return self.get_response(request)


def ready() -> HttpResponse:
    """200 with the edition that is loaded, or 503 with what fails: ``database``, ``migrations`` or ``edition``."""
    try:
        failed, edition = _state()
    except DatabaseError:
        failed, edition = ["database"], ""
    if failed:
        return JsonResponse({"ready": False, "failed": failed}, status=503, headers=UNSEEN | {"Retry-After": "5"})
    metrics.edition_seen(edition)
    return JsonResponse({"ready": True, "edition": edition}, headers=UNSEEN)


def _state() -> tuple[list[str], str]:
    """What fails, and the edition's digest. Raises DatabaseError."""
    if latest() - MigrationRecorder(connection).applied_migrations().keys():
        return ["migrations"], ""
    edition = Edition.objects.values_list("digest", flat=True).first() or ""
    return [] if edition else ["edition"], edition


@cache
def latest() -> frozenset[tuple[str, str]]:
    """The migrations that this code was written for; they do not change while it runs."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
