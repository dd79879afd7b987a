"""Every kind of page, in both languages, before the W3C's checker of HTML: ``make valid``. Ends with 1 if it finds an error or a warning."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.support.live_server import fetch
from tests.support.page_kinds import KINDS, LANGUAGES
from tests.support.repository import ROOT
from tests.support.temporary_site import print_line, serve_temporary_site

CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def kept(origin: str, folder: Path) -> dict[str, str]:
    """Writes every page into the folder; what each file holds, by the file's name."""
    names = {}
    for kind in KINDS:
        for language in LANGUAGES:
            status, _, page = fetch(origin + kind.address(language), language)
            assert status == kind.status, (kind, status)
            name = f"{len(names):03}.html"
            (folder / name).write_bytes(page)
            names[name] = f"{language} {kind.name}"
    return names


def checked(files: list[Path]) -> list[dict]:
    """The checker's messages on files: type, url, lastLine, message, extract."""
    command = ["java", "-jar", str(CHECKER), "--stdout", "--exit-zero-always", "--format", "json", *map(str, files)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["messages"]


def main() -> int:
    """Prints what is wrong, page by page, and gives the exit code."""
    with serve_temporary_site(example=True) as (origin, folder):
        names = kept(origin, folder)
        messages = checked(sorted(folder.glob("*.html")))
    for one in messages:
        page = names[one["url"].rpartition("/")[2]]
        print_line(
            f"{page}, line {one.get('lastLine', '?')}: {one.get('subType', one['type'])}: {one['message']}\n    {one.get('extract', '').strip()}"
        )
    print_line(f"{len(names)} pages before the W3C's checker: {len(messages)} errors and warnings")
    return 1 if messages else 0


if __name__ == "__main__":
    sys.exit(main())
