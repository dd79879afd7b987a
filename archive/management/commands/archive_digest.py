"""``manage.py archive_digest``: what the database holds, in one digest that is the same on every engine."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from archive.editions import database_digest
from archive.editions.changes_report import report_database_errors
from archive.vocabulary import LANGUAGES


class Command(BaseCommand):
    help = "Prints a SHA-256 over all rows of the archive, read anew; two databases with the same hold the same. Exit status 3 if the database refuses."

    def add_arguments(self, parser: CommandParser) -> None:
        """The language of the messages."""
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, lang: str, **options: object) -> None:
        """Prints the digest."""
        with override(lang), report_database_errors():
            self.stdout.write(database_digest.digest_database())
