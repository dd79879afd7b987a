"""The tag files of a bag (BagIt 1.0, RFC 8493), and the same modes and times for all files of a folder.

They are written here because bagit.py declares BagIt 0.97 and lists tag files in the order of the file system.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

PAYLOAD_FOLDER = "data"
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
FILE_MODE, FOLDER_MODE = 0o644, 0o755


def write_tag_files(bag: Path, info: Mapping[str, object]) -> None:
    """Write declaration, metadata and manifests of a bag whose payload is complete. ``info``: values without line ends."""
    payload = list_files(bag / PAYLOAD_FOLDER)
    size = sum(path.stat().st_size for path in payload)
    fields = {**info, "Payload-Oxum": f"{size}.{len(payload)}"}
    write_text(bag / "bagit.txt", DECLARATION)
    write_text(bag / "bag-info.txt", "".join(f"{name}: {value}\n" for name, value in fields.items()))
    write_text(bag / "manifest-sha256.txt", list_checksums(bag, payload))
    tag_files = sorted(path for path in bag.iterdir() if path.is_file())
    write_text(bag / "tagmanifest-sha256.txt", list_checksums(bag, tag_files))


def list_files(folder: Path) -> list[Path]:
    """Return all files below a folder, in the order of their names."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def list_checksums(root: Path, paths: Iterable[Path]) -> str:
    """Return the lines that ``sha256sum -c`` reads in ``root``."""
    lines = []
    for path in paths:
        with path.open("rb") as file:
            lines.append(f"{file_digest(file, 'sha256').hexdigest()}  {path.relative_to(root).as_posix()}\n")
    return "".join(lines)


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8 without conversion of line ends, and its folder if there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def set_modes_and_times(folder: Path, instant: datetime) -> None:
    """Give a folder and all below it the same modes on every machine, and ``instant`` as the time of their last change."""
    for path in [*folder.rglob("*"), folder]:
        path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
        os.utime(path, (instant.timestamp(), instant.timestamp()))
