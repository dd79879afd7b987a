"""Style sheets as they are served: each without what browsers skip, and those that pages ask for together in one file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import File
from django.core.files.storage import Storage
from django.template import Engine
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

CSS_FOLDER = "archive/css"
# The style sheets of every page, which stand before its own.
FRAME_STYLESHEETS = "fonts base record"
# Of each collected file, by its name, the storage that holds it and its path there.
Paths = dict[str, tuple[Storage, str]]
STYLESHEET_TAG = re.compile(r'{% (page_stylesheets|stylesheets) "([a-z ]*)" %}')


def list_stylesheet_files(names: str) -> list[str]:
    """The static files that hold the style sheets ``names``, given with spaces between them, in their order."""
    listed = names.split()
    return (
        [_stylesheet_path(listed)]
        if getattr(staticfiles_storage, "is_joined", False)
        else [_stylesheet_path([one]) for one in listed]
    )


def find_stylesheet_sets(folders: Iterable[str | Path]) -> Iterator[list[str]]:
    """The style sheets that templates in some folders ask for together, each set once."""
    files = (file for folder in folders for file in sorted(Path(folder).rglob("*.html")))
    found = (one for file in files for one in STYLESHEET_TAG.findall(file.read_text(encoding="utf-8")))
    wanted = (f"{FRAME_STYLESHEETS} {names}" if tag == "page_stylesheets" else names for tag, names in found)
    return (names.split() for names in dict.fromkeys(map(str.strip, wanted)))


class JoinedStylesheetStorage(CompressedManifestStaticFilesStorage):
    """Where collected files lie, under names that say their content; ``asked`` of the templates joined."""

    is_joined = True

    def file_hash(self, name: str, content: File | None = None) -> str | None:
        """As Django describes it, in eight digits: they only tell a file's versions apart, and each page carries two dozen of them."""
        whole = super().file_hash(name, content)
        return whole and whole[:8]

    def post_process(
        self, paths: Paths, dry_run: bool = False, **options: object
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        """As Django describes it; a style sheet that a template asks for and that was not collected is a FileNotFoundError."""
        if not dry_run:
            for name in [one for one in paths if one.startswith(f"{CSS_FOLDER}/")]:
                self._put(paths, name, cssmin(self._read(name)))
            for names in [one for one in find_stylesheet_sets(Engine.get_default().dirs) if len(one) > 1]:
                self._put(paths, _stylesheet_path(names), "".join(self._read(_stylesheet_path([one])) for one in names))
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _read(self, name: str) -> str:
        return Path(self.path(name)).read_text(encoding="utf-8")

    def _put(self, paths: Paths, name: str, content: str) -> None:
        Path(self.path(name)).write_text(content, encoding="utf-8")
        paths[name] = (self, name)


def _stylesheet_path(names: list[str]) -> str:
    return f"{CSS_FOLDER}/{'-'.join(names)}.css"
