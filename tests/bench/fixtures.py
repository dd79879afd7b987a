"""Fixtures of any size: the founding source with its claims, mentions, dates and routes, again and again under other names."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from django.conf import settings

SOURCE = "ushmm-death-marches"
SENTENCES = 20


def generate(root: Path, sentences: int, published: Path | None = None) -> None:
    """Write fixtures of at least so many sentences below ``root``, in proportion to the founding source; ``published`` are its fixtures."""
    published = published or settings.FIXTURES_ROOT
    for name in ("places", "schemas"):
        if (published / name).is_dir():
            shutil.copytree(published / name, root / name)
    for name in ("authorities.yaml", "questions.yaml", "register.yaml"):
        shutil.copyfile(published / name, root / name)
    (root / "primer.yaml").write_text("terms: []\nstory: []\n", encoding="utf-8")
    files = [*(published / "sources" / SOURCE).iterdir(), *(published / "claims").iterdir(), *(published / "routes").iterdir()]
    texts = {path.relative_to(published): path.read_bytes().decode() for path in files}
    names = {path.stem for path in (published / "claims").iterdir()} | {path.stem for path in (published / "routes").iterdir()}
    renamed = re.compile(rf"(?<![\w-])({SOURCE}|{'|'.join(sorted(names, key=len, reverse=True))})(?![\w-])")
    for number in range(-(-sentences // SENTENCES)):
        for path, text in texts.items():
            _write(root / _named(path, number), text if path.suffix == ".txt" else renamed.sub(rf"\1-{number}", text))


def _named(path: Path, number: int) -> Path:
    if path.parts[0] == "sources":
        return path.parent.with_name(f"{SOURCE}-{number}") / path.name
    return path.with_stem(f"{path.stem}-{number}")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
