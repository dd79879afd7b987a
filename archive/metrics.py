"""What Prometheus is told: answers by kind of page, status and where they came from, how long they took, which edition is read.

Counted in each process of gunicorn, added up by its master, which answers on a port of its own. Where there is no folder for
the counts (``PROMETHEUS_MULTIPROC_DIR``), nothing is counted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from functools import cache
from wsgiref.simple_server import WSGIServer

from django.conf import settings
from django.urls import get_resolver
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
FROM_CACHE = "archive.kept"
on = bool(os.environ.get("PROMETHEUS_MULTIPROC_DIR"))

_own = CollectorRegistry()
ANSWERS = Counter(
    "shawahid_answers", "Answers given, by kind of page, status and cache", ["page", "status", "cache"], registry=_own
)
TOOK = Histogram("shawahid_answer_seconds", "Seconds from request to answer", ["page"], buckets=SECONDS, registry=_own)
EDITION = Gauge(
    "shawahid_edition_first_seen_seconds",
    "When a process first read this edition, as Unix time",
    ["edition"],
    registry=_own,
    multiprocess_mode="min",
)
_seen: set[str] = set()


def answered(environ: Mapping[str, object], status: int, seconds: float) -> None:
    """Counts an answer to the request of a WSGI environment. What keeps answers says ``hit`` or ``miss`` there."""
    page = page_of(str(environ.get("PATH_INFO", "")))
    ANSWERS.labels(page, str(status), str(environ.get(FROM_CACHE, "none"))).inc()
    TOOK.labels(page).observe(seconds)


def edition_seen(digest: str) -> None:
    """Notes when this process first met an edition."""
    if on and digest not in _seen:
        _seen.add(digest)
        EDITION.labels(digest).set(time.time())


def page_of(path: str) -> str:
    """The kind of page at a path: the first word of its address after the language. Unknown ones are all ``other``."""
    words = path.split("/")[1:]
    if words and words[0] in dict(settings.LANGUAGES):
        words = words[1:]
    word = words[0] if words else ""
    return word if word in _kinds() else ("other" if word else "home")


@cache
def _kinds() -> frozenset[str]:
    """The first words of all addresses."""
    own = {"static", "healthz", "readyz"}
    patterns = get_resolver().url_patterns
    inner = [below for one in patterns for below in getattr(one, "url_patterns", [one])]
    return frozenset(own | {str(one.pattern).lstrip("^").split("/")[0] for one in inner} - {""})


def serve(host: str, port: int) -> WSGIServer:
    """Answers ``/metrics`` with the sums over all processes, in a thread; gives the server."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return start_http_server(port, addr=host, registry=registry)[0]
