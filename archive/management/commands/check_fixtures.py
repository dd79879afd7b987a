"""``manage.py check_fixtures``: every problem and warning of the fixtures at once, with file, line and column."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from archive.management import desk
from archive.management.folders import refuse_no_folder
from archive.management.progress import progress
from archive.reports import FORMATS


class Command(BaseCommand):
    help = (
        "Checks the fixtures and prints every problem with its place. Exit status 1 if there is one, 2 if there is no such folder."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        """The folder to check, the language of the messages, and their form."""
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_ROOT, help="the folder to check")
        parser.add_argument("--lang", choices=["ar", "en"], default="en", help="the language of the messages")
        parser.add_argument("--format", choices=[*FORMATS], default="text", dest="form", help="for a reader, a program, or GitHub")

    def handle(self, *, fixtures, lang, form, **options):
        """Prints the problems and warnings to standard output, and to standard error how many there are."""
        with override(lang):
            refuse_no_folder(fixtures)
            with progress() as begin:
                found = desk.check(fixtures, begin=begin, shelf=desk.shelf_of(fixtures))
            problems = sum(one.level == "problem" for one in found)
            self.stdout.write(FORMATS[form](found, fixtures, lang) or _("No problem found."))
            self.count(problems, len(found) - problems)
        if problems:
            raise SystemExit(1)

    def count(self, problems: int, warnings: int) -> None:
        """How many there are, on standard error; nothing where there is none."""
        if problems:
            self.stderr.write(ngettext("%(count)s problem.", "%(count)s problems.", problems) % {"count": problems})
        if warnings:
            self.stderr.write(ngettext("%(count)s warning.", "%(count)s warnings.", warnings) % {"count": warnings})
