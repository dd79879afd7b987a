"""Store a JSON-LD context as the response to its address in a cache of requests-cache: ADDRESS FILE CACHE. Runs among the validators."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from urllib3 import HTTPResponse


class FileAdapter(HTTPAdapter):
    """An adapter that answers every request with the content of a file."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def send(self, request, **options):
        content = BytesIO(self.path.read_bytes())
        headers = {"Content-Type": "application/ld+json"}
        return self.build_response(request, HTTPResponse(content, headers, 200, preload_content=False))


def main(address: str, file: str, cache: str) -> None:
    """Store the response."""
    session = CachedSession(cache, expire_after=-1)
    session.mount(address, FileAdapter(Path(file)))
    session.get(address).raise_for_status()


if __name__ == "__main__":
    main(*sys.argv[1:])
