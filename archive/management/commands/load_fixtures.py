"""``manage.py load_fixtures``: load the checked fixtures into the database; with ``--dry-run``, report what that would change."""

import logging
import sqlite3
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.editions import pipeline, published_records, stored_pages
from archive.editions.changes_report import describe_changes, describe_database_error, report_database_errors
from archive.editions.fixture_set import FixtureSet
from archive.fixtures.reports import format_text
from archive.management.console import require_folder, show_progress
from archive.models import Edition
from archive.vocabulary import LANGUAGES


class Command(BaseCommand):
    help = "Loads the fixtures in one transaction, unless they have a problem or are loaded already. Exit status 1 on a problem, 2 if there is no such folder, 3 if the database refuses."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder to load, the language of the messages, and the option to load nothing."""
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder to load")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")
        parser.add_argument("--dry-run", action="store_true", help="say what would change of what is published, and load nothing")

    def handle(self, *, fixtures: Path, lang: str, dry_run: bool, **options: object) -> None:
        """Check the fixtures, and load them or print what loading would change."""
        with override(lang), report_database_errors():
            require_folder(fixtures)
            digests = pipeline.digest_files(fixtures)
            edition = pipeline.compute_edition(digests)
            if not dry_run and Edition.objects.filter(digest=edition).exists():
                self.print_edition(_("Edition %(edition)s is loaded already; nothing changed."), edition)
                self.store_main_pages()
                return
            published = self.read_publishable(fixtures, digests, lang)
            if dry_run:
                self.stdout.write(describe_changes(published))
                self.print_edition(_("Nothing was loaded; the archive is as it was."), edition)
            else:
                pipeline.load_archive(published, edition)
                self.print_edition(_("Edition %(edition)s is loaded."), edition)
                self.store_main_pages()

    def read_publishable(self, fixtures: Path, digests: dict[str, str], lang: str) -> FixtureSet:
        """Return the records without drafts; print the problems and exit if there are any, broken promises included."""
        cache = pipeline.get_record_cache_path(fixtures)
        with show_progress() as begin:
            records, problems = pipeline.read_fixtures(fixtures, thorough=True, begin=begin, cache=cache)
        published = pipeline.exclude_drafts(records)
        if not problems:
            problems = [*pipeline.find_changed_files(records, digests), *published_records.find_broken_promises(published)]
        if problems:
            self.stderr.write(format_text(problems, fixtures, lang))
            self.stderr.write(_("Nothing was loaded; the archive is as it was."))
            raise SystemExit(1)
        return published

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

    def print_edition(self, message: str, edition: str) -> None:
        """Print a sentence with the first characters of the edition's digest."""
        self.stdout.write(message % {"edition": edition[:8]})
