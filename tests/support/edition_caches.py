"""What a process keeps of an edition, for tests that change how pages are made of the same edition."""

from __future__ import annotations

import gc

from archive.edition_cache import EditionCache, EditionValues


def empty_edition_caches() -> None:
    """Forget all rows, parts of templates, maps and summaries that this process keeps."""
    # A lazy object would be made by isinstance.
    for found in gc.get_objects():
        if type(found) is EditionCache:
            found._cached = EditionValues("")
