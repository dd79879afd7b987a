"""``manage.py compile_catalogues``: compile the message catalogues without GNU gettext."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

from archive.management.console import ArchiveCommand


class Command(ArchiveCommand):
    help = "Compiles every locale/*/LC_MESSAGES/django.po that is newer than its .mo."
    requires_system_checks = []

    def handle(self, **options: object) -> None:
        """Write the .mo of each newer .po; fuzzy entries are left out, as msgfmt does."""
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                target = source.with_suffix(".mo")
                if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
                    with source.open("rb") as text:
                        catalogue = read_po(text, abort_invalid=True)
                    with target.open("wb") as compiled:
                        write_mo(compiled, catalogue)
                    self.stdout.write(f"{source.parent.parent.name}: {len(catalogue)} messages")
