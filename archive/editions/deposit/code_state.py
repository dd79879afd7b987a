"""The code that writes a package: its version, its commit and the digest of its modules."""

from __future__ import annotations

import subprocess
import tomllib
from dataclasses import dataclass

from archive.environment.code_digest import APPS, ROOT, digest_files


@dataclass(frozen=True)
class CodeState:
    """``digest``: SHA-256 over the modules; ``commit``: empty outside a git repository, or if a module was changed since."""

    version: str
    digest: str
    commit: str


def read_code_state() -> CodeState:
    """Return the state of the running code. Raises OSError."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return CodeState(version, digest_files().hexdigest(), _find_commit())


def _find_commit() -> str:
    changes = _run_git("status", "--porcelain", "--", *APPS)
    return (_run_git("rev-parse", "HEAD") or "").strip() if changes == "" else ""


def _run_git(*arguments: str) -> str | None:
    """Return what a git command prints about the code's folder; None if it fails, or there is no git or no repository."""
    try:
        completed = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=True)  # noqa: S603, S607
    except (OSError, subprocess.CalledProcessError):
        return None
    return completed.stdout
