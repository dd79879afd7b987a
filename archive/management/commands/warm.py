"""``manage.py warm``: every address within reach of links is answered once, and the answers are put into a file that all workers read."""

from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.labels import LANGUAGES
from archive.management.difference import database_answers
from archive.serving import warmed
from archive.serving.answers import Made
from archive.serving.asked import Asked
from archive.serving.codeversion import code_version
from archive.serving.crawl import crawl
from archive.serving.editions import loaded


class Command(BaseCommand):
    help = "Answers every address that links lead to, and keeps the answers, compressed as small as can be, in a file that the workers read."

    def add_arguments(self, parser: CommandParser) -> None:
        """How large the answers may be together, and the language of what is printed."""
        parser.add_argument("--most", type=int, default=512, help="megabytes of answers, as they are before they are compressed")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, most: int, lang: str, **options: object) -> None:
        """Writes the file whole, or leaves the old one. Raises CommandError if nothing is loaded."""
        with override(lang), database_answers():
            edition = loaded()
            if not edition:
                raise CommandError(_("Nothing is loaded yet; “load_fixtures” comes first."))
        file = warmed.warmed_file(edition, code_version())
        count = warmed.write(file, self.bounded(crawl(get_wsgi_application(), edition), most * 2**20))
        with override(lang):
            words = _("%(count)s answers of edition %(edition)s are warm: %(size)s MB.")
            size = f"{file.stat().st_size / 2**20:.1f}"
            self.stdout.write(words % {"count": count, "edition": edition[:8], "size": size})

    def bounded(self, answers: Iterator[tuple[Asked, Made]], most: int) -> Iterator[tuple[Asked, Made]]:
        """The first answers, as many as are ``most`` bytes together."""
        for asked, made in answers:
            most -= len(made.body)
            if most < 0:
                return
            yield asked, made
