"""What the commands ask of the folder they are given."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def refuse_no_folder(path: Path) -> None:
    """Ends a command with exit status 2, and a sentence, unless the fixtures' folder is there."""
    if not path.is_dir():
        raise CommandError(_("There is no folder %(name)s.") % {"name": path}, returncode=2)
