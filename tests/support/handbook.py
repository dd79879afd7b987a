"""The archivists' handbook as a script: what its blocks tell the reader to do is done, in a folder like the top of the repository.

A ``console`` block holds commands, each after ``$ ``, and what they print. A ``yaml`` block whose first line is ``# var/…`` is what
that file becomes. A ``diff`` block changes the file that its line ``@@ … @@`` names: its lines without ``+`` must stand there once, and become
those without ``-``. Other blocks are read only.

An edition is named by the digest of all fixtures, which changes with them: any eight hexadecimal digits after a word for
“edition” are the same. Nothing else is made alike.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support.repository import ROOT

HANDBOOK = ROOT / "docs" / "archivists"
BLOCK = re.compile(r"^```(console|diff|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
HUNK = re.compile(r"^@@ (\S+) @@\n((?:[ +-].*\n)+)", re.MULTILINE)
EDITION = re.compile(r"(?<=(?:dition|الطبعة) )\u200e?[0-9a-f]{8}\b")
LINKED = (".venv", "manage.py", "docs")
END = "end of the output, status"


class Reader:
    """One who sits at the top of the repository, follows the handbook, and types into one terminal."""

    def __init__(self, top: Path) -> None:
        self.top = top
        for name in LINKED:
            (top / name).symlink_to(Path(sys.prefix) if name == ".venv" else ROOT / name)
        shutil.copytree(ROOT / "fixtures", top / "fixtures", copy_function=shutil.copyfile)
        own = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT")}
        settings = {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "80"}
        self.shell = subprocess.Popen(
            ["sh"],
            cwd=top,
            env={**own, **settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def type(self, command: str) -> str:
        """What the command prints."""
        self.shell.stdin.write(f'{{ {command}; }} </dev/null\nprintf "%s\\n" "{END} $?"\n')
        self.shell.stdin.flush()
        lines = iter(self.shell.stdout.readline, "")
        said: list[str] = []
        for line in lines:
            if line.startswith(END):
                break
            said.append(line)
        return "".join(said)

    def leave(self) -> None:
        """Closes the terminal."""
        self.shell.communicate()

    def do(self, kind: str, block: str) -> str:
        """Does what one block tells, and gives the block with what is printed now."""
        if kind == "console":
            return COMMAND.sub(lambda match: f"$ {match[1]}\n{expected_output(match[2], self.type(match[1]))}", block)
        if kind == "diff":
            for name, lines in HUNK.findall(block):
                self.change(self.top / name, lines)
        elif block.startswith("# var/"):
            name = block.partition("\n")[0].removeprefix("# ")
            (self.top / name).write_text(block, "utf-8")
        return block

    def change(self, file: Path, hunk: str) -> None:
        """Applies the lines of one hunk."""
        old, new = ("".join(line[1:] for line in hunk.splitlines(keepends=True) if line[0] in signs) for signs in (" -", " +"))
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{file.name} has {text.count(old)} times:\n{old}"
        file.write_text(text.replace(old, new), "utf-8")


def expected_output(printed: str, now: str) -> str:
    """What the handbook prints, if the command says the same now; else what it says now."""
    return printed if EDITION.sub("", printed) == EDITION.sub("", now) else now


def chapters(language: str) -> list[Path]:
    """The numbered chapters, in order."""
    return sorted((HANDBOOK / language).glob("[0-9]*.md"))


def follow_chapters(language: str, reader: Reader) -> Iterator[tuple[Path, str]]:
    """Each chapter, and what it would say if its outputs were those of today."""
    for path in chapters(language):
        text = path.read_text("utf-8")
        yield path, BLOCK.sub(lambda match: f"```{match[1]}\n{reader.do(match[1], match[2])}```", text)
