"""Lighthouse with phone settings on the main pages, as gunicorn serves them: ``make lighthouse``.

Accessibility, best practices and SEO do not depend on the machine: less than 100 fails. Performance, on a simulated slow phone,
depends on the machine's load: a page below 90 is measured three times, and a median below 90 fails. Failures set exit status 1.
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


def run_lighthouse(address: str, folder: Path) -> dict:
    """Return Lighthouse's report on a page. A run that loses its browser is repeated; the last error is raised."""
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


def get_scores(report: dict) -> dict[str, int]:
    """Return the points of each category."""
    return {name: round(100 * category["score"]) for name, category in report["categories"].items()}


def list_failed_audits(report: dict) -> list[str]:
    """Return the failed audits of the categories that must have 100 points."""
    audits = {
        audit["id"]: report["audits"][audit["id"]]
        for name in CERTAIN
        for audit in report["categories"][name]["auditRefs"]
        if audit["weight"]
    }
    return [f"{name}: {audit['title']}" for name, audit in audits.items() if audit["score"] not in (1, None)]


def check_page(address: str, folder: Path) -> bool:
    """Print a page's points; return whether they suffice."""
    report = run_lighthouse(address, folder)
    points = get_scores(report)
    speeds = [points.pop("performance")]
    while speeds[0] < ENOUGH and len(speeds) < TRIES:
        speeds.append(get_scores(run_lighthouse(address, folder))["performance"])
    print_line(
        f"{urlsplit(address).path}: performance {median(speeds):.0f} {speeds}, "
        + ", ".join(f"{name} {value}" for name, value in points.items()),
    )
    for audit in list_failed_audits(report):
        print_line(f"    {audit}")
    return median(speeds) >= ENOUGH and set(points.values()) == {100}


def select_pages(pages: list) -> list:
    """Return all pages; with ``--half`` each kind in one language, alternately."""
    return [page for number, page in enumerate(pages) if number // 2 % 2 == number % 2] if "--half" in sys.argv[1:] else pages


def main() -> int:
    """Check every page; return the exit status."""
    with serve_temporary_site() as (origin, folder):
        pages = [(kind, language) for kind in KINDS for language in LANGUAGES]
        good = [check_page(origin + kind.address(language), folder) for kind, language in select_pages(pages)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
