"""``manage.py load_fixtures``: load an edition from the ledger into the database."""

import logging
import sqlite3
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from archive.editions import edition_load, pipeline, stored_pages
from archive.editions.error_reports import describe_database_error, make_ledger_problem, report_database_errors
from archive.editions.repair import repair_database
from archive.fixity.database_file import get_database_file, store_file_digest
from archive.fixity.file_digests import forget_digest
from archive.fixity.row_digests import find_damaged_rows
from archive.fixtures.loading.versions import check_known_editions
from archive.fixtures.reports import format_text
from archive.ledger.chain import LEDGER_FOLDER, Ledger, LedgerFault, name_file, read_ledger, require_edition
from archive.ledger.faults import verify_texts
from archive.ledger.writing import share_ledger
from archive.management.console import ArchiveCommand, require_folder
from archive.models import LoadedState
from archive.vocabulary import LANGUAGES


class Command(ArchiveCommand):
    help = "Loads the last published edition in one transaction, unless it is loaded already. Exit status 1 if the ledger is not intact, 2 if there is no such folder, 3 if the database refuses."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder, the edition to load, the language of the messages, and the option to load nothing."""
        parser.add_argument(
            "--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder with the ledger, in editions/"
        )
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")
        parser.add_argument("--edition", type=int, help="the edition to load; the last one by default")
        parser.add_argument(
            "--again", action="store_true", help="load the edition even if it is loaded already, to repair the database"
        )
        parser.add_argument("--expect", metavar="DIGEST", help="refuse a ledger without an edition whose header has this SHA-256")
        parser.add_argument("--dry-run", action="store_true", help="verify the ledger, and load nothing")

    def handle(
        self, *, fixtures: Path, lang: str, edition: int | None, again: bool, expect: str | None, dry_run: bool, **options: object
    ) -> None:
        """Verify the ledger, load the edition, and print how much of the working copy is unpublished."""
        with override(lang), report_database_errors():
            require_folder(fixtures)
            folder = fixtures / LEDGER_FOLDER
            with share_ledger(folder) if folder.is_dir() else nullcontext():
                self.load_edition(fixtures, edition, expect, again=again, dry_run=dry_run)
                if not dry_run:  # after the load, whose ledger needs much memory, as does that of the report
                    self.report_unpublished(fixtures)
            if not dry_run:
                self.store_main_pages()

    def load_edition(self, fixtures: Path, edition: int | None, expect: str | None, *, again: bool, dry_run: bool) -> None:
        """Load the edition and print what was done. The ledger does not change meanwhile. Exits with 1 if it is not intact."""
        try:
            ledger = self.read_ledger(fixtures, edition, expect, again)
            state = edition_load.compute_state(ledger)
            is_loaded = not again and LoadedState.objects.filter(digest=state).exists()
            if dry_run or not is_loaded:
                verify_texts(ledger)
            if not dry_run:
                self.load(ledger, is_loaded, again)
        except OSError as error:
            raise CommandError(_("The database cannot be written: %(reason)s.") % {"reason": error}) from None
        except LedgerFault as fault:
            self.stderr.write(format_text([make_ledger_problem(fault)], fixtures, get_language()))
            self.stderr.write(_("Nothing was loaded; the archive is as it was."))
            raise SystemExit(1) from None
        if dry_run:
            self.stdout.write(_("Nothing was loaded; the archive is as it was."))
            return
        message = _("Edition %(edition)s is loaded already; nothing changed.") if is_loaded else _("Edition %(edition)s is loaded.")
        self.stdout.write(message % {"edition": ledger.number})
        if ledger.newest > ledger.number:
            words = _("The last edition of the ledger is %(last)s; what came after edition %(edition)s is not shown.")
            self.stdout.write(words % {"last": ledger.newest, "edition": ledger.number})

    def load(self, ledger: Ledger, is_loaded: bool, again: bool) -> None:
        """Load the edition, or verify the rows of the one that is loaded. Raises LedgerFault, DatabaseError, OSError, CommandError."""
        path = get_database_file()
        if again:
            repair_database(ledger)
            return
        if is_loaded:
            if count := sum(1 for _row in find_damaged_rows()):
                message = ngettext(
                    "Edition %(edition)s is loaded, but %(count)s row of the database is damaged. Run manage.py load_fixtures --again; manage.py verify_archive names it.",
                    "Edition %(edition)s is loaded, but %(count)s rows of the database are damaged. Run manage.py load_fixtures --again; manage.py verify_archive names them.",
                    count,
                )
                raise CommandError(message % {"edition": ledger.number, "count": count})
            edition_load.remember_newest_edition(ledger)
        else:
            if path:
                forget_digest(path)
            edition_load.load_edition(ledger)
        store_file_digest()

    def read_ledger(self, fixtures: Path, edition: int | None, expect: str | None, again: bool) -> Ledger:
        """Return the verified ledger until the edition to load. Raises LedgerFault if editions are missing."""
        ledger = read_ledger(fixtures / LEDGER_FOLDER)
        if not ledger.editions:
            raise LedgerFault("ledger.no-editions", name_file(1))
        if expect:
            require_edition(ledger, expect)
        try:
            check_known_editions(ledger)
        except DatabaseError:
            if not again:  # what cannot be read is what shall be repaired
                raise
        if edition is None:
            return ledger
        return replace(read_ledger(ledger.folder, until=edition), last_of_folder=ledger.editions[-1])

    def report_unpublished(self, fixtures: Path) -> None:
        """Print how many records of the working copy differ from the last edition."""
        try:
            count = pipeline.count_unpublished(fixtures)
        except LedgerFault:  # changed while the edition was loaded, which is whole
            count = None
        if count is None:
            self.stdout.write(
                _("The working copy has problems: what is unpublished in it was left out. See manage.py check_fixtures.")
            )
        elif count:
            message = ngettext(
                "%(count)s unpublished change of the working copy was left out.",
                "%(count)s unpublished changes of the working copy were left out.",
                count,
            )
            self.stdout.write(message % {"count": count})

    def store_main_pages(self) -> None:
        """Store the main pages for the workers. Raises CommandError if the database refuses; the edition stays loaded."""
        try:
            is_stored = stored_pages.store_main_pages()
        except DatabaseError as error:
            message = _("No page was made beforehand, since the database refused: %(reason)s. The edition is loaded and is served.")
            raise CommandError(message % {"reason": describe_database_error(error)}, returncode=3) from None
        except (OSError, sqlite3.Error) as error:
            message = _("No page was stored in %(folder)s: %(reason)s. The edition is loaded and is served.")
            self.stderr.write(message % {"folder": settings.RESPONSE_CACHE_ROOT, "reason": error})
            return
        if not is_stored:  # only logged: a practice database without a site needs no pages
            message = _(
                "No page was made beforehand: there are no static files. Run manage.py collectstatic, then load_fixtures again."
            )
            logging.getLogger(__name__).info(message)
