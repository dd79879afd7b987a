"""``manage.py archive_digest``: print one digest of all rows of the archive, the same on every database engine."""

from django.core.management.base import CommandParser
from django.utils.translation import override

from archive.editions import database_digest
from archive.editions.error_reports import report_database_errors
from archive.management.console import ArchiveCommand
from archive.vocabulary import LANGUAGES


class Command(ArchiveCommand):
    help = (
        "Prints a SHA-256 over all rows of the archive; equal digests mean equal archives. Exit status 3 if the database refuses."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the language of the messages, and the list of the ledger's files in place of the digest."""
        parser.add_argument(
            "--ledger",
            action="store_true",
            help="print the SHA-256 of each ledger file and text of the loaded edition instead, for sha256sum --check",
        )
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, ledger: bool, lang: str, **options: object) -> None:
        """Print the digest, or those of the ledger's files."""
        with override(lang), report_database_errors():
            if ledger:
                self.stdout.write(
                    "".join(f"{digest}  {name}\n" for digest, name in database_digest.list_ledger_digests()), ending=""
                )
            else:
                self.stdout.write(database_digest.digest_database())
