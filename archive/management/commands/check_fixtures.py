"""``manage.py check_fixtures``: print every problem and warning of the fixtures with its file, line and column."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from archive.editions import coverage_report, pipeline
from archive.editions.changes import render_changes
from archive.editions.publication import iterate_additions
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reports import REPORT_FORMATS
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.management.console import ArchiveCommand, require_folder, show_progress
from archive.vocabulary import LANGUAGES


class Command(ArchiveCommand):
    help = (
        "Checks the fixtures, also against the published editions, and prints every problem with its place. "
        "Exit status 1 if there is one, 2 if there is no such folder."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder to check, the language and the format of the report, and its additional parts."""
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder to check")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")
        parser.add_argument(
            "--format", choices=[*REPORT_FORMATS], default="text", dest="form", help="for a reader, a program, or GitHub"
        )
        parser.add_argument("--coverage", action="store_true", help="also report how much of each source the claims cover")
        parser.add_argument("--diff", action="store_true", help="also report what differs from the last edition")

    def handle(self, *, fixtures: Path, lang: str, form: str, coverage: bool, diff: bool, **options: object) -> None:
        """Print the report to standard output, and how many problems and warnings there are to standard error."""
        with override(lang):
            require_folder(fixtures)
            cache, difference = pipeline.get_record_cache_path(fixtures), ""
            with show_progress() as begin:
                findings = pipeline.check_fixtures(fixtures, begin=begin, cache=cache)
            if diff and not count_problems(findings):
                published = pipeline.exclude_drafts(pipeline.read_fixtures(fixtures, cache=cache)[0])
                additions = iterate_additions(published, read_ledger(fixtures / LEDGER_FOLDER))
                difference = render_changes([change for _line, change in additions])
            problems = count_problems(findings)
            report = REPORT_FORMATS[form](findings, fixtures, lang) or _("No problem found.")
            if coverage:
                records = pipeline.read_fixtures(fixtures, cache=cache)[0].archive
                report = coverage_report.RENDERERS[form](report, coverage_report.measure_fixtures(records), lang)
            self.stdout.write(report)
            if difference:
                (self.stdout if form == "text" else self.stderr).write(difference)
            warnings = len(findings) - problems
            if problems:
                self.stderr.write(ngettext("%(count)s problem.", "%(count)s problems.", problems) % {"count": problems})
            if warnings:
                self.stderr.write(ngettext("%(count)s warning.", "%(count)s warnings.", warnings) % {"count": warnings})
        if problems:
            raise SystemExit(1)


def count_problems(findings: list[Problem]) -> int:
    """Return how many of the findings are problems; the others are warnings."""
    return sum(finding.level == "problem" for finding in findings)
