"""``manage.py load_fixtures``: the checked fixtures into the database, whole or not at all; with ``--dry-run``, what that would change."""

import logging
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.editions import fixture_set, pipeline, prepare_pages, published_records
from archive.editions.changes_report import describe_changes, describe_database_error, report_database_errors
from archive.fixtures.reports import format_text
from archive.management.console import require_folder, show_progress
from archive.models import Edition
from archive.vocabulary import LANGUAGES


class Command(BaseCommand):
    help = "Loads the fixtures in one transaction, unless they have a problem or are loaded already. Exit status 1 on a problem, 2 if there is no such folder, 3 if the database refuses."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder to load, the language of the messages, and whether to load at all."""
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder to load")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")
        parser.add_argument("--dry-run", action="store_true", help="say what would change of what is published, and load nothing")

    def handle(self, *, fixtures: Path, lang: str, dry_run: bool, **options: object) -> None:
        """Prints what was done or would be, or the problems because of which nothing is."""
        with override(lang):
            require_folder(fixtures)
            with report_database_errors():
                self.run(fixtures, lang, dry_run)

    def run(self, fixtures: Path, lang: str, dry_run: bool) -> None:
        """Checks, and loads or tells what loading would change. Raises DatabaseError."""
        digests = pipeline.digest_files(fixtures)
        edition = pipeline.compute_edition(digests)
        if not dry_run and Edition.objects.filter(digest=edition).exists():
            self.print_edition(_("Edition %(edition)s is loaded already; nothing changed."), edition)
            self.prepare_pages()
            return
        records = self.read_publishable(fixtures, digests, lang)
        if dry_run:
            self.stdout.write(describe_changes(records))
            self.print_edition(_("Nothing was loaded; the archive is as it was."), edition)
        else:
            pipeline.load_archive(records, edition)
            self.print_edition(_("Edition %(edition)s is loaded."), edition)
            self.prepare_pages()

    def read_publishable(self, fixtures: Path, digests: pipeline.Digests, lang: str) -> fixture_set.FixtureSet:
        """The records to be published, if they have no problem and break no promise; else their problems are printed, and that is the end."""
        with show_progress() as begin:
            records, problems = pipeline.read_fixtures(
                fixtures, thorough=True, begin=begin, shelf=pipeline.get_record_cache_path(fixtures)
            )
        part = pipeline.exclude_drafts(records)
        problems = problems or [*pipeline.find_changed_files(records, digests), *published_records.find_broken_promises(part)]
        if problems:
            self.stderr.write(format_text(problems, fixtures, lang))
            self.stderr.write(_("Nothing was loaded; the archive is as it was."))
            raise SystemExit(1)
        return part

    def prepare_pages(self) -> None:
        """The pages that most readers come to; whether they can be made or not, the edition is loaded. Raises CommandError."""
        try:
            made = prepare_pages.prepare_pages()
        except DatabaseError as error:
            words = _("No page was made beforehand, since the database refused: %(reason)s. The edition is loaded and is served.")
            raise CommandError(words % {"reason": describe_database_error(error)}, returncode=3) from None
        if not made:  # whoever practises without a site need not know
            said = _(
                "No page was made beforehand: there are no static files. Run manage.py collectstatic, then load_fixtures again."
            )
            logging.getLogger(__name__).info(said)

    def print_edition(self, words: str, edition: str) -> None:
        """A sentence, with the edition by its first characters."""
        self.stdout.write(words % {"edition": edition[:8]})
