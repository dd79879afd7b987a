"""Mutation tests: run each module's own tests on its mutants and print the share that they kill: ``make mutate``.

``python -m tests.mutation [MODULE …]`` runs mutmut, which has one configuration for a folder, in a folder of its own for each module in
``var/mutation``, with links to the repository and a ``pyproject.toml`` that names the module and its tests.
A mutant that no test of the module reaches counts as survived, one that runs into the time limit as killed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.mutation.targets import TARGETS
from tests.support.repository import APPS, ROOT

# Exit statuses of a mutant's tests as mutmut records them: passed; none collected; none reaches the mutant.
SURVIVED = {0, 5, 33}
LINKED = (*APPS, "tests", "fixtures", "docs", "locale", "templates", "manage.py")
# Share of its mutants that a module's own tests must kill.
MINIMUM = 0.9
WORKERS = "2"


def prepare(module: str) -> Path:
    """Return the folder in which ``module`` is mutated."""
    folder = ROOT / "var" / "mutation" / module.removesuffix(".py").replace("/", ".")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    options = {
        "source_paths": list(APPS),
        "only_mutate": [module],
        "also_copy": [name for name in LINKED if name not in (*APPS, "tests")],
        "pytest_add_cli_args": ["--hypothesis-profile=mutation"],
        "pytest_add_cli_args_test_selection": TARGETS[module],
        "timeout_multiplier": 5.0,
        "timeout_constant": 10.0,
        "track_dependencies": False,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in options.items()]
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (folder / "pyproject.toml").write_text("\n".join([project, "[tool.mutmut]", *lines, ""]), "utf-8")
    return folder


def survivors(folder: Path, module: str) -> tuple[int, list[str]]:
    """Return the number of mutants of ``module``, and the names of those that no test noticed."""
    statuses = json.loads((folder / "mutants" / f"{module}.meta").read_text("utf-8"))["exit_code_by_key"]
    return len(statuses), [name for name, status in statuses.items() if status in SURVIVED]


def main(modules: list[str]) -> int:
    """Prints a line a module and its survivors; the exit status is 1 if a module's share is below MINIMUM."""
    low = []
    for module in modules or TARGETS:
        folder = prepare(module)
        command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", WORKERS]
        with (folder / "log").open("wb") as log:
            run = subprocess.run(command, cwd=folder, stdout=log, stderr=log, check=False)
        if run.returncode:
            raise SystemExit(f"{module}: mutmut failed, see {folder / 'log'}")
        total, alive = survivors(folder, module)
        killed = total - len(alive)
        print(f"{module}: {killed} of {total} killed", *alive, sep="\n    ", flush=True)  # noqa: T201
        low += [module] if killed < MINIMUM * total else []
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
