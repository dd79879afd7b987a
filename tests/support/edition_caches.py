"""What a process keeps of an edition, for tests that change how pages are made of the same edition, and for benchmarks."""

from __future__ import annotations

import gc

from archive.edition_cache import EditionCache, EditionValues


def find_edition_caches() -> list[EditionCache]:
    """Return all caches of the process that keep values of an edition."""
    gc.unfreeze()  # importing archive.wsgi hides the objects that are there from the collector
    # A lazy object would be made by isinstance.
    return [found for found in gc.get_objects() if type(found) is EditionCache]


def empty_edition_caches() -> None:
    """Forget all rows, parts of templates, maps and summaries that this process keeps."""
    for found in find_edition_caches():
        found._cached = EditionValues("")
