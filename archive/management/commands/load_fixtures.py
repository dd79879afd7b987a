"""``manage.py load_fixtures``: the checked fixtures into the database, whole or not at all."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.management import desk
from archive.models import Edition
from archive.reports import as_text


class Command(BaseCommand):
    help = "Loads the fixtures in one transaction, unless they have a problem or are loaded already. Exit status 1 on a problem."

    def add_arguments(self, parser):
        """The folder to load, and the language of the messages."""
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder to load")
        parser.add_argument("--lang", choices=["ar", "en"], default="en", help="the language of the messages")

    def handle(self, *, fixtures, lang, **options):
        """Prints what was done, or the problems because of which nothing was."""
        edition = desk.digest(fixtures)
        with override(lang):
            if Edition.objects.filter(digest=edition).exists():
                self.stdout.write(_("Edition %(edition)s is loaded already; nothing changed.") % {"edition": edition[:8]})
                return
            records, problems = desk.read(fixtures)
            if not problems:
                desk.load(records, edition)
                self.stdout.write(_("Edition %(edition)s is loaded.") % {"edition": edition[:8]})
                return
            self.stderr.write(as_text(problems, fixtures, lang))
            self.stderr.write(_("Nothing was loaded; the archive is as it was."))
        raise SystemExit(1)
