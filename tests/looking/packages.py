"""A package of an edition, checked with the validators of its formats: ``make validate-deposit``. The exit status is 1 if one finds a fault."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import rocrate

from tests.support.repository import ROOT
from tests.support.temporary_site import print_line

CONTEXT = "https://w3id.org/ro/crate/1.2/context"
# Context of RO-Crate 1.3, which has the terms of 1.2
CONTEXT_FILE = Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld"
OFFLINE_CONTEXT = Path(__file__).with_name("offline_context.py")


def list_commands(bag: Path, validators: Path, cache: Path) -> list[list[str]]:
    """Return the commands that check a bag; ``cache``: that of rocrate-validator, which then needs no network."""
    crate_options = [
        "--no-interactive",
        "--disable-color",
        "validate",
        "--no-paging",
        "--verbose",
        "--offline",
        "--cache-path",
        str(cache),
    ]
    return [
        [str(validators / "bagit.py"), "--validate", "--quiet", str(bag)],
        ["sha256sum", "--check", "--quiet", "tagmanifest-sha256.txt", "manifest-sha256.txt"],
        [str(validators / "python"), str(OFFLINE_CONTEXT), CONTEXT, str(CONTEXT_FILE), str(cache)],
        [str(validators / "rocrate-validator"), *crate_options, "--profile-identifier", "ro-crate-1.2", str(bag / "data")],
        [str(validators / "frictionless"), "validate", "data/tables/datapackage.json"],
    ]


def main(validators: Path) -> int:
    """Write a package, run every validator and print what it prints; return the exit status."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="shawahid-") as folder:
        bag = Path(folder) / "bag"
        subprocess.run([sys.executable, "manage.py", "deposit", str(bag)], cwd=ROOT, check=True)
        for command in list_commands(bag, validators, Path(folder) / "cache"):
            name = Path(command[0]).name
            completed = subprocess.run(command, cwd=bag, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
            lines = [line.rstrip() for line in completed.stdout.splitlines() if line.strip()]
            print_line("\n".join([f"--> {name}: exit status {completed.returncode}", *lines]))
            failed += [name] if completed.returncode else []
    print_line(f"faults: {', '.join(failed)}" if failed else "no validator found a fault")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
