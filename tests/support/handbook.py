"""The archivists' handbook as a script: its blocks are carried out in a folder like the top of the repository.

A ``console`` block has commands, each after ``$ ``, and their output. A ``yaml`` block whose first line is ``# var/…`` is written to
that file. A ``diff`` block changes the file named by its line ``@@ … @@``: its lines without ``+`` must occur there once, and are
replaced by those without ``-``. Other blocks are ignored.

A loaded edition is named after the digest of all fixtures, and the line that tells of a publication ends in that of all records. Both change with
the day on which the reader takes a source in, so any such digits are equal.
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
DIGEST = re.compile(r"(?<=(?:dition|الطبعة) )\u200e?[0-9a-f]{8}\b|(?:(?<=published: )|(?<=الطبعة \d: ))\u200e?[0-9a-f]{64}\b")
LINKED = (".venv", "manage.py", "docs")
END = "end of the output, status"


class Reader:
    """A reader who follows the handbook in one shell at the top of the repository."""

    def __init__(self, top: Path) -> None:
        self.top = top
        for name in LINKED:
            (top / name).symlink_to(Path(sys.prefix) if name == ".venv" else ROOT / name)
        shutil.copytree(ROOT / "fixtures", top / "fixtures", copy_function=shutil.copyfile)
        inherited = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT")}
        settings = {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "80"}
        self.shell = subprocess.Popen(
            ["sh"],
            cwd=top,
            env={**inherited, **settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def type(self, command: str) -> str:
        """Run a command; return its output."""
        self.shell.stdin.write(f'{{ {command}; }} </dev/null\nprintf "%s\\n" "{END} $?"\n')
        self.shell.stdin.flush()
        lines = iter(self.shell.stdout.readline, "")
        output: list[str] = []
        for line in lines:
            if line.startswith(END):
                break
            output.append(line)
        return "".join(output)

    def leave(self) -> None:
        """End the shell."""
        self.shell.communicate()

    def do(self, kind: str, block: str) -> str:
        """Carry out a block; return it with the current output."""
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
        """Apply a hunk."""
        old, new = ("".join(line[1:] for line in hunk.splitlines(keepends=True) if line[0] in signs) for signs in (" -", " +"))
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{file.name} has {text.count(old)} times:\n{old}"
        file.write_text(text.replace(old, new), "utf-8")


def expected_output(printed: str, now: str) -> str:
    """Return the handbook's output if it equals the current one but for digests, else the current one."""
    return printed if DIGEST.sub("", printed) == DIGEST.sub("", now) else now


def chapters(language: str) -> list[Path]:
    """Return the numbered chapters, in order."""
    return sorted((HANDBOOK / language).glob("[0-9]*.md"), key=lambda path: int(path.name.partition("-")[0]))


def follow_chapters(language: str, reader: Reader) -> Iterator[tuple[Path, str]]:
    """Yield each chapter and its text with the current outputs."""
    for path in chapters(language):
        text = path.read_text("utf-8")
        yield path, BLOCK.sub(lambda match: f"```{match[1]}\n{reader.do(match[1], match[2])}```", text)
