"""Lighthouse with its phone settings on the pages that most readers see first, as gunicorn serves them: ``make lighthouse``.

Accessibility, best practices and SEO do not depend on the machine: anything under 100 ends with 1. Performance is measured
on a simulated slow phone, but the machine's own load shows in it: it is printed, a page under 90 is measured three times, and a
median under 90 ends with 1.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tests.support.chromium import FLAGS, find_chromium
from tests.support.page_kinds import LANGUAGES, select_kinds
from tests.support.repository import ROOT
from tests.support.temporary_site import print_line, serve_temporary_site

KINDS = select_kinds("home", "camp", "route", "reading room")
CERTAIN = ("accessibility", "best-practices", "seo")
TRIES, ENOUGH = 3, 90
COMMAND = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"


def report(address: str, folder: Path) -> dict:
    """Lighthouse's report on one page. A run that loses its browser, as on a busy machine, is made again; the last error stands."""
    result = folder / "report.json"
    command = [
        "node",
        str(COMMAND),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={result}",
        f"--chrome-flags=--headless {' '.join(FLAGS)}",
    ]
    environment = {**os.environ, "CHROME_PATH": find_chromium()}
    command.append("--only-categories=performance," + ",".join(CERTAIN))
    for _ in range(TRIES - 1):
        if subprocess.run(command, env=environment, capture_output=True).returncode == 0:
            break
    else:
        subprocess.run(command, env=environment, check=True)
    return json.loads(result.read_text(encoding="utf-8"))


def scores(found: dict) -> dict[str, int]:
    """Points of each category."""
    return {name: round(100 * category["score"]) for name, category in found["categories"].items()}


def lost(found: dict) -> list[str]:
    """The checks of the certain categories that were not passed."""
    checks = [one["id"] for name in CERTAIN for one in found["categories"][name]["auditRefs"] if one["weight"]]
    return [f"{name}: {found['audits'][name]['title']}" for name in checks if found["audits"][name]["score"] not in (1, None)]


def look(address: str, folder: Path) -> bool:
    """Prints a page's points, and gives whether they are enough."""
    found = report(address, folder)
    points = scores(found)
    speeds = [points.pop("performance")]
    while speeds[0] < ENOUGH and len(speeds) < TRIES:
        speeds.append(scores(report(address, folder))["performance"])
    print_line(
        f"{urlsplit(address).path}: performance {median(speeds):.0f} {speeds}, "
        + ", ".join(f"{name} {value}" for name, value in points.items()),
    )
    for one in lost(found):
        print_line(f"    {one}")
    return median(speeds) >= ENOUGH and set(points.values()) == {100}


def chosen(pages: list) -> list:
    """Every page; with ``--half`` every kind in one language, by turns, for axe and the scales have seen both."""
    return [one for at, one in enumerate(pages) if at // 2 % 2 == at % 2] if "--half" in sys.argv[1:] else pages


def main() -> int:
    """Looks at every page, and gives the exit code."""
    with serve_temporary_site() as (origin, folder):
        pages = [(kind, language) for kind in KINDS for language in LANGUAGES]
        good = [look(origin + kind.address(language), folder) for kind, language in chosen(pages)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
