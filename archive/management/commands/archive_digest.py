"""``manage.py archive_digest``: what the database holds, in one digest that is the same on every engine."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from archive.labels import LANGUAGES
from archive.management import contents
from archive.management.difference import database_answers


class Command(BaseCommand):
    help = "Prints a SHA-256 over all rows of the archive, read anew; two databases with the same hold the same. Exit status 3 if the database refuses."

    def add_arguments(self, parser: CommandParser) -> None:
        """The language of the messages."""
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, lang: str, **options: object) -> None:
        """Prints the digest."""
        with override(lang), database_answers():
            self.stdout.write(contents.digest())
