"""``manage.py warm``: render every reachable page once and store the compressed responses in the file that all workers read."""

import sqlite3
from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.editions.error_reports import report_database_errors
from archive.editions.stored_pages import StoredResponse, crawl_edition
from archive.management.console import ArchiveCommand
from archive.vocabulary import LANGUAGES
from archive.web.cache import stores
from archive.web.cache.code_version import code_version
from archive.web.cache.edition import get_loaded_edition


class Command(ArchiveCommand):
    help = "Renders every reachable page and stores the responses, with the strongest compression, in a file that all workers read."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the maximum size and the language of the messages."""
        parser.add_argument(
            "--max-size", type=int, default=512, help="maximum size of all responses before compression, in megabytes"
        )
        parser.add_argument("--most", type=int, help="old name of --max-size, until the next release")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, max_size: int, most: int | None, lang: str, **options: object) -> None:
        """Write the whole file, or leave the old one. Raises CommandError if nothing is loaded or the file cannot be written."""
        if most is not None:
            self.stderr.write("--most is now --max-size; the old name stops working in the next release.")
            max_size = most
        with override(lang), report_database_errors():
            edition = get_loaded_edition()
            if not edition:
                raise CommandError(_("Nothing is loaded yet; “load_fixtures” comes first."))
        file = stores.get_warm_file_path(edition, code_version())
        responses = limit_size(crawl_edition(get_wsgi_application(), edition), max_size * 2**20)
        with override(lang), report_database_errors():
            try:
                count = stores.write_warm_file(file, responses)
            except (OSError, sqlite3.Error) as error:
                words = _("No page was stored in %(folder)s: %(reason)s.")
                raise CommandError(words % {"folder": settings.RESPONSE_CACHE_ROOT, "reason": error}) from None
            words = _("%(count)s answers of edition %(edition)s are warm: %(size)s MB.")
            size = f"{file.stat().st_size / 2**20:.1f}"
            self.stdout.write(words % {"count": count, "edition": edition[:8], "size": size})


def limit_size(responses: Iterator[StoredResponse], max_bytes: int) -> Iterator[StoredResponse]:
    """Yield the first responses whose bodies have together at most ``max_bytes``."""
    for key, rendered in responses:
        max_bytes -= len(rendered.body)
        if max_bytes < 0:
            return
        yield key, rendered
