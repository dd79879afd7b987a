"""``manage.py deposit DIR``: write the package of the last edition for a repository or a library."""

import shutil
import sqlite3
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.editions.deposit.package import write_package
from archive.editions.error_reports import describe_database_error, make_ledger_problem
from archive.fixtures.reports import format_text
from archive.ledger.chain import LEDGER_FOLDER, LedgerFault, name_file, read_ledger
from archive.management.console import ArchiveCommand, require_folder
from archive.urls import RECORD_KINDS
from archive.vocabulary import LANGUAGES


class Command(ArchiveCommand):
    help = "Writes the last edition into DIR as one package (BagIt, RO-Crate): texts, ledger, CSV, TEI, SQLite. Exit status 1 if the ledger is not intact, 2 if DIR is not empty or there is no such folder, 3 if the package cannot be written."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder to write, the folder with the ledger, and the language of the messages."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
        parser.add_argument(
            "--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder with the ledger, in editions/"
        )
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, folder: Path, fixtures: Path, lang: str, **options: object) -> None:
        """Write into a temporary folder beside DIR, then rename it, so that DIR is complete or not there."""
        with override(lang):
            require_folder(fixtures)
            folder = folder.absolute()
            if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
                raise CommandError(_("%(name)s is not an empty folder; nothing was written.") % {"name": folder}, returncode=2)
            temporary = None
            try:
                ledger = read_ledger(fixtures / LEDGER_FOLDER)
                if not ledger.editions:
                    raise LedgerFault("ledger.no-editions", name_file(1))
                folder.parent.mkdir(parents=True, exist_ok=True)
                temporary = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
                write_package(ledger, RECORD_KINDS, temporary)
                temporary.rename(folder)
            except LedgerFault as fault:
                self.stderr.write(format_text([make_ledger_problem(fault)], fixtures, lang))
                self.stderr.write(_("Nothing was written."))
                raise SystemExit(1) from None
            except (OSError, sqlite3.Error, DatabaseError) as error:
                reason = describe_database_error(error) if isinstance(error, DatabaseError) else error
                message = _("The package cannot be written: %(reason)s. Nothing was written.") % {"reason": reason}
                raise CommandError(message, returncode=3) from None
            finally:
                if temporary:
                    shutil.rmtree(temporary, ignore_errors=True)
            self.stdout.write(_("Edition %(edition)s is in %(name)s.") % {"edition": ledger.number, "name": folder})
