"""``manage.py verify_archive``: name every damaged row, text, ledger file, stored response and baked file."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from archive.editions import verification
from archive.editions.verification import Fault
from archive.management.console import ArchiveCommand, require_folder
from archive.vocabulary import LANGUAGES


class Command(ArchiveCommand):
    help = "Names every damaged row, text, ledger file, stored answer, record cache and baked file, and says what to do. Exit status 1 if there is one, 2 if there is no such folder."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folders, the parts to verify and the language of the messages."""
        parser.add_argument(
            "--fixtures",
            type=Path,
            default=settings.FIXTURES_ROOT,
            help="the folder with the ledger, in editions/",
        )
        parser.add_argument("--baked", type=Path, metavar="DIR", help="a folder that bake wrote; none by default")
        parser.add_argument(
            "--only",
            nargs="+",
            choices=verification.PARTS,
            help="verify these parts alone; all by default",
        )
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, fixtures: Path, baked: Path | None, only: list[str] | None, lang: str, **options: object) -> None:
        """Print the faults of each part. Raises CommandError if there is one."""
        with override(lang):
            for folder in (fixtures, baked):
                if folder:
                    require_folder(folder)
            count = sum(self.report(part, list(verification.verify(part, fixtures))) for part in only or verification.PARTS)
            if baked:
                count += self.report("baked", list(verification.verify_baked(baked)))
            if count:
                message = ngettext("%(count)s thing is damaged.", "%(count)s things are damaged.", count)
                raise CommandError(message % {"count": count})

    def report(self, part: str, faults: list[Fault]) -> int:
        """Print the faults of a part, or that it is sound; return their number."""
        label = {
            "ledger": _("ledger"),
            "database": _("database"),
            "answers": _("stored answers"),
            "caches": _("record caches"),
            "baked": _("baked files"),
        }[part]
        for fault in faults:
            self.stderr.write(" ".join([f"{label}: {fault.name}:", fault.sentence, fault.remedy]))
        if not faults:
            self.stdout.write(_("%(part)s: sound") % {"part": label})
        return len(faults)
