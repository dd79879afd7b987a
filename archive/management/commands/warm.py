"""``manage.py warm``: every address within reach of links is answered once, and the answers are put into a file that all workers read."""

from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.editions.changes_report import report_database_errors
from archive.editions.stored_pages import crawl_edition
from archive.vocabulary import LANGUAGES
from archive.web.cache import stores
from archive.web.cache.cache_key import CacheKey
from archive.web.cache.code_version import code_version
from archive.web.cache.edition import get_loaded_edition
from archive.web.cache.responses import RenderedResponse


class Command(BaseCommand):
    help = "Answers every address that links lead to, and keeps the answers, compressed as small as can be, in a file that the workers read."

    def add_arguments(self, parser: CommandParser) -> None:
        """How large the answers may be together, and the language of what is printed."""
        parser.add_argument("--most", type=int, default=512, help="megabytes of answers, as they are before they are compressed")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, most: int, lang: str, **options: object) -> None:
        """Writes the file whole, or leaves the old one. Raises CommandError if nothing is loaded."""
        with override(lang), report_database_errors():
            edition = get_loaded_edition()
            if not edition:
                raise CommandError(_("Nothing is loaded yet; “load_fixtures” comes first."))
        file = stores.get_warm_file_path(edition, code_version())
        count = stores.write_warm_file(file, self.limit_size(crawl_edition(get_wsgi_application(), edition), most * 2**20))
        with override(lang):
            words = _("%(count)s answers of edition %(edition)s are warm: %(size)s MB.")
            size = f"{file.stat().st_size / 2**20:.1f}"
            self.stdout.write(words % {"count": count, "edition": edition[:8], "size": size})

    def limit_size(
        self, answers: Iterator[tuple[CacheKey, RenderedResponse]], most: int
    ) -> Iterator[tuple[CacheKey, RenderedResponse]]:
        """The first answers, as many as are ``most`` bytes together."""
        for asked, made in answers:
            most -= len(made.body)
            if most < 0:
                return
            yield asked, made
