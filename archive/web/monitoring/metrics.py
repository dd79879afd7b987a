"""Metrics for Prometheus: responses by kind of page, status and cache, their duration, the edition that is read, and damage that was found.

Each process of gunicorn counts; the master adds the counts up and serves them on a separate port. Without a folder for the
counts (``PROMETHEUS_MULTIPROC_DIR``) nothing is counted.
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

LATENCY_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
CACHE_STATUS = "archive.cache_status"
is_enabled = bool(os.environ.get("PROMETHEUS_MULTIPROC_DIR"))

_registry = CollectorRegistry()
RESPONSE_COUNTER = Counter(
    "shawahid_answers", "Answers given, by kind of page, status and cache", ["page", "status", "cache"], registry=_registry
)
RESPONSE_SECONDS = Histogram(
    "shawahid_answer_seconds", "Seconds from request to answer", ["page"], buckets=LATENCY_BUCKETS, registry=_registry
)
EDITION_FIRST_SEEN = Gauge(
    "shawahid_edition_first_seen_seconds",
    "When a process first read this edition, as Unix time",
    ["edition"],
    registry=_registry,
    multiprocess_mode="min",
)
TEXTS_LAST_SOUND = Gauge(
    "shawahid_texts_last_sound_seconds",
    "When every source text was last known to have its SHA-256, as Unix time",
    registry=_registry,
    multiprocess_mode="livemin",
)
TEXTS_UNSOUND = Gauge(
    "shawahid_texts_unsound", "Source texts that do not have their SHA-256", registry=_registry, multiprocess_mode="livemax"
)
DAMAGED_RESPONSES = Counter("shawahid_damaged_answers", "Stored answers that were damaged and were made again", registry=_registry)
_seen_editions: set[str] = set()


def count_response(environ: Mapping[str, object], status: int, seconds: float) -> None:
    """Count a response to the request of a WSGI environment, in which the cache has written ``hit`` or ``miss``."""
    page = classify_page(str(environ.get("PATH_INFO", "")))
    RESPONSE_COUNTER.labels(page, str(status), str(environ.get(CACHE_STATUS, "none"))).inc()
    RESPONSE_SECONDS.labels(page).observe(seconds)


def record_edition(digest: str) -> None:
    """Record when this process first read an edition."""
    if is_enabled and digest not in _seen_editions:
        _seen_editions.add(digest)
        EDITION_FIRST_SEEN.labels(digest).set(time.time())


def record_texts(last_sound: float, unsound: int) -> None:
    """Record when every text was last known to be sound, as Unix time, and how many are not."""
    if is_enabled:
        TEXTS_LAST_SOUND.set(last_sound)
        TEXTS_UNSOUND.set(unsound)


def count_damaged_response() -> None:
    """Count a stored response that was damaged."""
    if is_enabled:
        DAMAGED_RESPONSES.inc()


def classify_page(path: str) -> str:
    """Return the kind of page at a path: its first segment after the language, or ``other``."""
    words = path.split("/")[1:]
    if words and words[0] in dict(settings.LANGUAGES):
        words = words[1:]
    word = words[0] if words else ""
    return word if word in _list_page_kinds() else ("other" if word else "home")


@cache
def _list_page_kinds() -> frozenset[str]:
    """Return the first segments of all addresses."""
    own = {"static", "healthz", "readyz"}
    patterns = get_resolver().url_patterns
    inner = [nested for pattern in patterns for nested in getattr(pattern, "url_patterns", [pattern])]
    return frozenset(own | {str(pattern.pattern).lstrip("^").split("/")[0] for pattern in inner} - {""})


def serve_metrics(host: str, port: int) -> WSGIServer:
    """Answers ``/metrics`` with the sums over all processes, in a thread; gives the server."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return start_http_server(port, addr=host, registry=registry)[0]
