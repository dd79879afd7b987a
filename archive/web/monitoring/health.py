"""Health checks for load balancers: liveness and readiness of this process.

``/healthz`` depends on nothing. ``/readyz`` is 200 if the database responds, every migration is applied, an edition is
loaded and no text of a source is damaged; else 503 with the names of what failed. Neither is cached, and both accept any host and scheme.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse

from archive.models import LoadedState
from archive.web.monitoring import metrics
from archive.web.monitoring.texts import MONITOR

LIVENESS_PATH, READINESS_PATH = "/healthz", "/readyz"
UNCACHED_HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "X-Content-Type-Options": "nosniff"}


class HealthMiddleware:
    """Middleware, before everything that looks at the host, the scheme or the language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == LIVENESS_PATH:
            return JsonResponse({"alive": True}, headers=UNCACHED_HEADERS)
        if request.path_info == READINESS_PATH:
            return respond_readiness()
        return self.get_response(request)


def respond_readiness() -> HttpResponse:
    """200 with the edition that is loaded, or 503 with what fails: ``database``, ``migrations``, ``edition`` or ``texts``."""
    try:
        failed, edition = _check_readiness()
    except DatabaseError:
        failed, edition = ["database"], ""
    if failed:
        return JsonResponse({"ready": False, "failed": failed}, status=503, headers=UNCACHED_HEADERS | {"Retry-After": "5"})
    metrics.record_edition(edition)
    return JsonResponse({"ready": True, "edition": edition}, headers=UNCACHED_HEADERS)


def _check_readiness() -> tuple[list[str], str]:
    """Return the names of failed checks, and the edition's digest. Raises DatabaseError."""
    if list_latest_migrations() - MigrationRecorder(connection).applied_migrations().keys():
        return ["migrations"], ""
    edition = LoadedState.objects.values_list("digest", flat=True).first() or ""
    if not edition:
        return ["edition"], ""
    return ["texts"] if MONITOR.check_next() else [], edition


@cache
def list_latest_migrations() -> frozenset[tuple[str, str]]:
    """Return the latest migration of each app, which does not change while the process runs."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
