"""``manage.py import_places TABLE``: propose the rows of a table of places as drafts, or as places of the archive."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.editions.fixture_changes import AccessionError
from archive.editions.place_import import ImportOptions, ImportResult, import_places
from archive.management.console import ArchiveCommand, print_refusal, require_folder, show_progress
from archive.vocabulary import LANGUAGES


class Command(ArchiveCommand):
    help = (
        "Takes a table of places, CSV with a mapping file or Linked Places TSV: writes a draft for each new place, and a review file with "
        "each row that may mean a place of the archive. Exit status 1 if the table is refused, 2 if there is no fixtures folder; then "
        "nothing is changed."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the table, its mapping and encoding, the answers, and the folders."""
        parser.add_argument("file", type=Path, metavar="TABLE", help="the table: CSV, or Linked Places TSV")
        parser.add_argument(
            "--mapping", type=Path, help="a YAML file that says what the columns mean; not needed for Linked Places TSV"
        )
        parser.add_argument("--review", type=Path, help="the review file of an earlier run, with your answers")
        parser.add_argument("--encoding", default="", help="the encoding of the table, such as windows-1250; UTF-8 if not given")
        parser.add_argument("--accept-far", action="store_true", help="accept positions that seem to be exchanged")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, only say what would be done")
        parser.add_argument("--out", type=Path, help="the folder of the review file and the report; by default that of the table")
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder to put the drafts into")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages and of the review file")

    def handle(
        self,
        *,
        file: Path,
        mapping: Path | None,
        review: Path | None,
        encoding: str,
        accept_far: bool,
        dry_run: bool,
        out: Path | None,
        fixtures: Path,
        lang: str,
        **options: object,
    ) -> None:
        """Print what was written and what to do next, or why nothing was written."""
        with override(lang):
            require_folder(fixtures)
            output = out or file.parent
            import_options = ImportOptions(fixtures, output, mapping, review, encoding, accept_far, dry_run, lang)
            try:
                with show_progress(_("Importing")) as begin:
                    result = import_places(file, import_options, timezone.localdate(), begin)
            except AccessionError as error:
                print_refusal(self, error.problems, error.root, lang)
                raise SystemExit(1) from None
            self.print_result(result, import_options)

    def print_result(self, result: ImportResult, options: ImportOptions) -> None:
        """Print the counts, what was left out, and the next steps."""
        plan = result.plan
        self.stdout.write(
            _("Rows read: %(read)s, matched: %(matched)s, to be asked: %(asked)s, drafts: %(written)s, refused: %(refused)s.")
            % {
                "read": len(plan.results),
                "matched": plan.count("matched"),
                "asked": plan.count("asked"),
                "written": plan.count("written"),
                "refused": 0,
            }
        )
        if waiting := plan.count("waiting"):
            self.stdout.write(
                _("Not written yet, because they are part of a row that is asked about: %(count)s.") % {"count": waiting}
            )
        if skipped := plan.count("skipped"):
            self.stdout.write(_("Left out by your answers: %(count)s.") % {"count": skipped})
        if result.unread:
            self.stdout.write(
                _("Columns that were not read: %(names)s.") % {"names": ", ".join(cell.text for cell in result.unread)}
            )
        if options.dry_run:
            self.stdout.write(_("Nothing was written."))
            return
        self.stdout.write(_("The report, a line for each row: %(file)s") % {"file": result.report})
        steps = list(self.next_steps(result, options))
        if steps:
            self.stdout.write("\n" + "\n".join([_("Next:"), *(f"{number}. {step}" for number, step in enumerate(steps, 1))]))

    def next_steps(self, result: ImportResult, options: ImportOptions) -> list[str]:
        """Return what to do next."""
        steps = []
        if review := result.review or (options.review if result.plan.questions else None):
            steps.append(
                _("Answer the questions in %(file)s, then run the command again with --review %(file)s.") % {"file": review}
            )
        if result.plan.files:
            steps.append(
                _("Compare the drafts in %(folder)s, and fill in what is empty.") % {"folder": options.fixtures / "places"}
            )
            steps.append(
                _("Run “.venv/bin/python manage.py check_fixtures”: it tells what is wrong, and what is still unwritten in drafts.")
            )
            steps.append(_("When a record is complete, delete its line “draft: true”; until then it is not published."))
        return steps
