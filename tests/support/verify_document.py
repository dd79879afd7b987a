"""docs/verify.md as a script: its commands as they are, with the values of a sheet in the place of its own."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.support.repository import ROOT

DOCUMENT = ROOT / "docs" / "verify.md"
BLOCK = re.compile(r"^```sh ?(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ASSIGNMENT = re.compile(r"^(\w+)=.*$", re.MULTILINE)
SECONDS = 120


def read_script(sheet: Mapping[str, str], *, signed: bool = False) -> str:
    """Return the commands, with the values of ``sheet`` in the blocks that have what the sheet says. Raises KeyError without one."""
    blocks = []
    for kind, commands in BLOCK.findall(DOCUMENT.read_text("utf-8")):
        if kind == "sheet":
            blocks.append(ASSIGNMENT.sub(lambda match: f"{match[1]}={sheet[match[1]]}", commands))
        elif not kind or signed:
            blocks.append(commands)
    return "\n".join(blocks)


def run_script(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run commands in a folder, until the first that fails."""
    folder.mkdir(exist_ok=True)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["sh", "-eu", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
