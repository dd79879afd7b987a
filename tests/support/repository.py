"""The repository that the tests belong to."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("archive", "camps", "marches")
