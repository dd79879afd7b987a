"""Style sheets as served: minified, and those that a page uses together joined into one file."""

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
# Style sheets of every page, before its own.
FRAME_STYLESHEETS = "fonts base record sections"
# Storage and path of each collected file, by its name.
Paths = dict[str, tuple[Storage, str]]
STYLESHEET_TAG = re.compile(r'{% (page_stylesheets|stylesheets) "([a-z ]*)" %}')


def list_stylesheet_files(names: str) -> list[str]:
    """Return the static files of the style sheets ``names``, which are separated by spaces, in their order."""
    is_joined = getattr(staticfiles_storage, "is_joined", False)
    return list(map(_stylesheet_path, [names.split()] if is_joined else [[name] for name in names.split()]))


def find_stylesheet_sets(folders: Iterable[str | Path]) -> Iterator[list[str]]:
    """Yield each set of style sheets that templates in some folders use together."""
    files = (file for folder in folders for file in sorted(Path(folder).rglob("*.html")))
    tags = (match for file in files for match in STYLESHEET_TAG.findall(file.read_text(encoding="utf-8")))
    name_lists = (f"{FRAME_STYLESHEETS} {names}" if tag == "page_stylesheets" else names for tag, names in tags)
    return (names.split() for names in dict.fromkeys(map(str.strip, name_lists)))


class JoinedStylesheetStorage(CompressedManifestStaticFilesStorage):
    """Storage of collected files under names with a digest, with joined style sheets for the templates."""

    is_joined = True

    def file_hash(self, name: str, content: File | None = None) -> str | None:
        """Return the first eight digits of Django's hash: enough to distinguish versions, and each page has two dozen of them."""
        file_hash = super().file_hash(name, content)
        return file_hash and file_hash[:8]

    def post_process(
        self, paths: Paths, dry_run: bool = False, **options: object
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        """Process files as Django does. Raises FileNotFoundError if a style sheet that a template uses was not collected."""
        if not dry_run:
            for name in [path for path in paths if path.startswith(f"{CSS_FOLDER}/")]:
                self._write_file(paths, name, cssmin(self._read(name)))
            for names in [names for names in find_stylesheet_sets(Engine.get_default().dirs) if len(names) > 1]:
                self._write_file(paths, _stylesheet_path(names), "".join(self._read(_stylesheet_path([name])) for name in names))
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _read(self, name: str) -> str:
        return Path(self.path(name)).read_text(encoding="utf-8")

    def _write_file(self, paths: Paths, name: str, content: str) -> None:
        Path(self.path(name)).write_text(content, encoding="utf-8")
        paths[name] = (self, name)


def _stylesheet_path(names: list[str]) -> str:
    return f"{CSS_FOLDER}/{'-'.join(names)}.css"
