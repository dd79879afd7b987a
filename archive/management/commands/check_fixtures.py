"""``manage.py check_fixtures``: every problem of the fixtures at once, with file, line and column."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from archive.management import desk


class Command(BaseCommand):
    help = "Checks the fixtures and prints every problem with its file, line and column. Exit status 1 if there is one."
    requires_system_checks = []

    def add_arguments(self, parser):
        """The folder to check, and the language of the messages."""
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder to check")
        parser.add_argument("--lang", choices=["ar", "en"], default="en", help="the language of the messages")

    def handle(self, *, fixtures, lang, **options):
        """Prints the problems to standard output, or that there is none."""
        problems = desk.read(fixtures)[1]
        for problem in problems:
            self.stdout.write(problem.text(lang))
        with override(lang):
            if not problems:
                self.stdout.write(_("No problem found."))
                return
            count = len(problems)
            self.stderr.write(ngettext("%(count)s problem.", "%(count)s problems.", count) % {"count": count})
        raise SystemExit(1)
