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

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the language of the messages."""
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, lang: str, **options: object) -> None:
        """Print the digest."""
        with override(lang), report_database_errors():
            self.stdout.write(database_digest.digest_database())
