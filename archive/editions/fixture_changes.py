"""Changes of the fixtures by commands: files are written and deleted completely or not at all, if the archive's own check finds them sound."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from archive.editions import pipeline
from archive.fixtures.folder import ProgressFactory, no_progress
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem


class AccessionError(Exception):
    """The command failed without a change; ``problems`` are in files below ``root``."""

    def __init__(self, problems: list[Problem], root: Path) -> None:
        super().__init__(", ".join(problem.id for problem in problems))
        self.problems, self.root = problems, root


def change_fixtures(
    fixtures: Path,
    files: Mapping[str, bytes],
    deleted: Iterable[str] = (),
    *,
    begin: ProgressFactory = no_progress,
    dry_run: bool = False,
) -> None:
    """Write ``files`` and delete others, by their paths below ``fixtures``, if no new problem comes of it.

    ``dry_run``: check only. Raises AccessionError with the new problems, or with the system's message.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".accession-", dir=fixtures.resolve().parent) as folder:
            staged = Path(folder) / "fixtures"
            shutil.copytree(fixtures, staged, symlinks=True, copy_function=shutil.copyfile)
            before = {(problem.id, problem.location) for problem in pipeline.read_fixtures(staged, begin=begin)[1]}
            deleted = list(deleted)
            for name in deleted:
                _delete_file(staged, name)
            for name, content in files.items():
                (staged / name).parent.mkdir(parents=True, exist_ok=True)
                (staged / name).write_bytes(content)
            problems = pipeline.read_fixtures(staged, begin=begin)[1]
            new = [problem for problem in problems if (problem.id, problem.location) not in before]
            if new:
                raise AccessionError(new, staged)
            if not dry_run:
                _move_into_place(staged, fixtures, files, deleted, Path(folder) / "replaced")
    except OSError as error:
        problem = Problem("accession.not-written", Location(str(fixtures)), {"reason": _describe_os_error(error)})
        raise AccessionError([problem], Path()) from None


def _describe_os_error(error: OSError) -> str:
    """Return the system's message; ``shutil.Error`` has it only within the text of a list of files."""
    if number := re.search(r"\[Errno (\d+)\]", str(error)) if isinstance(error, shutil.Error) else None:
        return os.strerror(int(number[1]))
    return error.strerror or str(error)


def _delete_file(root: Path, name: str) -> None:
    """Delete a file, and its folder if that is a source's and empty."""
    (root / name).unlink()
    parent = (root / name).parent
    if parent.parent.name == "sources" and not any(parent.iterdir()):
        parent.rmdir()


def _move_into_place(staged: Path, fixtures: Path, files: Mapping[str, bytes], deleted: list[str], replaced: Path) -> None:
    """Move new folders, new files and changed files into place, and deleted files away; undo all of it if one fails."""
    replaced.mkdir()
    with _undo_on_error() as undo:
        for name in _list_units(fixtures, files):
            target = fixtures / name
            if target.exists():
                _keep_replaced(target, replaced / str(len(undo)), undo)
            else:
                undo.append(_make_remover(target))
            (staged / name).rename(target)
        for name in deleted:
            _keep_replaced(fixtures / name, replaced / str(len(undo)), undo)
            _delete_file(fixtures, name)


def _keep_replaced(target: Path, copy: Path, undo: list[Callable[[], object]]) -> None:
    """Copy a file that is about to be replaced or deleted, so that it can be restored."""
    shutil.copyfile(target, copy)

    def restore() -> None:
        target.parent.mkdir(exist_ok=True)
        copy.replace(target)

    undo.append(restore)


def _make_remover(target: Path) -> Callable[[], object]:
    def remove() -> None:
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)

    return remove


@contextmanager
def _undo_on_error() -> Iterator[list[Callable[[], object]]]:
    """Provide a list of functions that are called in reverse order if the block fails or is interrupted."""
    undo: list[Callable[[], object]] = []
    try:
        yield undo
    except BaseException:
        for step in reversed(undo):
            step()
        raise


def _list_units(fixtures: Path, files: Mapping[str, bytes]) -> list[str]:
    """Return the highest new folders that hold the files, each once, and the files in folders that exist."""
    units: dict[str, None] = {}
    for name in files:
        *parents, _file = parts = name.split("/")
        depth = next((at for at in range(1, len(parents) + 1) if not (fixtures / "/".join(parts[:at])).exists()), len(parts))
        units["/".join(parts[:depth])] = None
    return list(units)
