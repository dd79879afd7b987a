"""Configuration of gunicorn for the baselines: that of the archive without the hooks that need the archive's own applications."""

import runpy
from pathlib import Path

HOOKS_OF_THE_ARCHIVE = {"on_starting", "post_worker_init"}

configuration = runpy.run_path(str(Path(__file__).resolve().parents[2] / "gunicorn.conf.py"))
globals().update(
    {name: value for name, value in configuration.items() if not name.startswith("__") and name not in HOOKS_OF_THE_ARCHIVE}
)
