"""``manage.py check_fixtures``: every problem and warning of the fixtures at once, with file, line and column."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from archive.editions import coverage_report, pipeline, published_records
from archive.editions import coverage_report as covering
from archive.editions.changes_report import describe_changes, report_database_errors
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reports import REPORT_FORMATS
from archive.management.console import require_folder, show_progress
from archive.vocabulary import LANGUAGES


class Command(BaseCommand):
    help = (
        "Checks the fixtures and prints every problem with its place. Exit status 1 if there is one, 2 if there is no such folder, "
        "3 if --diff needs the database and it refuses."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder to check, the language of the messages, their form, and what is told after them."""
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder to check")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")
        parser.add_argument(
            "--format", choices=[*REPORT_FORMATS], default="text", dest="form", help="for a reader, a program, or GitHub"
        )
        parser.add_argument("--coverage", action="store_true", help="also tell how much of each source the claims rest on")
        parser.add_argument("--diff", action="store_true", help="also tell what loading would change of what the database holds")

    def handle(self, *, fixtures: Path, lang: str, form: str, coverage: bool, diff: bool, **options: object) -> None:
        """Prints the problems and warnings, and whatever else is asked for, to standard output; to standard error how many there are."""
        with override(lang), report_database_errors():
            require_folder(fixtures)
            with show_progress() as begin:
                found = pipeline.check_fixtures(fixtures, begin=begin, shelf=pipeline.get_record_cache_path(fixtures))
            problems = sum(one.level == "problem" for one in found)
            difference = self.describe_difference(fixtures, found) if diff and not problems else ""
            problems = sum(one.level == "problem" for one in found)
            report = REPORT_FORMATS[form](found, fixtures, lang) or _("No problem found.")
            self.stdout.write(self.append_coverage(report, fixtures, form, lang) if coverage else report)
            if difference:
                (self.stdout if form == "text" else self.stderr).write(difference)
            self.print_counts(problems, len(found) - problems)
        if problems:
            raise SystemExit(1)

    def describe_difference(self, fixtures: Path, found: list[Problem]) -> str:
        """What loading would change; promises that it would break are added to what was ``found``, and then nothing else is told."""
        part = pipeline.exclude_drafts(pipeline.read_fixtures(fixtures, shelf=pipeline.get_record_cache_path(fixtures))[0])
        found += published_records.find_broken_promises(part)
        return "" if any(one.level == "problem" for one in found) else describe_changes(part)

    def append_coverage(self, report: str, fixtures: Path, form: str, lang: str) -> str:
        """The report, and after it how much of each source, drafts too, the claims rest on."""
        records, _problems = pipeline.read_fixtures(fixtures, shelf=pipeline.get_record_cache_path(fixtures))
        return coverage_report.RENDERERS[form](report, covering.measure_fixtures(records.archive), lang)

    def print_counts(self, problems: int, warnings: int) -> None:
        """How many there are, on standard error; nothing where there is none."""
        if problems:
            self.stderr.write(ngettext("%(count)s problem.", "%(count)s problems.", problems) % {"count": problems})
        if warnings:
            self.stderr.write(ngettext("%(count)s warning.", "%(count)s warnings.", warnings) % {"count": warnings})
