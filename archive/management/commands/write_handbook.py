"""``manage.py write_handbook``: write the page of all problems in the archivists' handbook, in each language."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser

from archive.fixtures.problems.handbook_page import make_handbook_page
from archive.management.console import ArchiveCommand


class Command(ArchiveCommand):
    help = (
        "Writes the handbook’s page of all problems and warnings, FOLDER/<language>/9-problems.md, from the messages of the checks."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder of the handbook."""
        default = settings.BASE_DIR / "docs" / "archivists"
        parser.add_argument("folder", type=Path, nargs="?", default=default, help="the handbook’s folder")

    def handle(self, *, folder: Path, **options: object) -> None:
        """Write one page per language and print its name."""
        for language, _name in settings.LANGUAGES:
            target = folder / language / "9-problems.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(make_handbook_page(language), encoding="utf-8")
            self.stdout.write(str(target))
