"""``manage.py write_schemas [FOLDER]``: write a JSON Schema for every kind of fixture file."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser

from archive.editions import fixture_set
from archive.fixtures.records.json_schemas import build_schema, make_schema_file_name
from archive.management.console import ArchiveCommand


class Command(ArchiveCommand):
    help = "Writes a JSON Schema (2020-12) for every kind of fixture file: FOLDER/<kind>.schema.json."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder to write into."""
        parser.add_argument("folder", type=Path, nargs="?", default=settings.SCHEMAS, help="the folder to write into")

    def handle(self, *, folder: Path, **options: object) -> None:
        """Write the files and print their names; create the folder if it does not exist."""
        folder.mkdir(parents=True, exist_ok=True)
        for kind, (shape, files) in fixture_set.RECORD_FILES.items():
            target = folder / make_schema_file_name(kind)
            target.write_text(json.dumps(build_schema(shape, kind, files), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            self.stdout.write(str(target))
