"""Write the bill of materials of ``requirements.lock`` in CycloneDX 1.6, the same bytes for the same lock.

``python -m archive.derive.bill_of_materials PYTHON FILE``; ``PYTHON`` has cyclonedx-bom installed. Standard library only.
The tool's own output names an index of packages, and components by the lines of the lock: both would change without the packages.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOL = ("-W", "ignore", "-m", "cyclonedx_py", "requirements", "requirements.lock", "--pyproject", "pyproject.toml")
OPTIONS = ("--output-reproducible", "--spec-version", "1.6", "--output-format", "JSON", "--output-file", "-")
NAME_PATTERN = re.compile(r"[A-Za-z0-9._-]+")


def simplify_bill(bill: dict, direct: set[str]) -> dict:
    """Return the tool's bill with components by their package URLs and without addresses; ``direct``: names that the project itself requires."""
    components = []
    for component in bill["components"]:
        hashes = [reference["hashes"] for reference in component["externalReferences"] if reference["type"] == "distribution"]
        kept = {name: component[name] for name in ("type", "name", "version", "purl")}
        reference = {"type": "distribution", "url": component["purl"], "hashes": hashes[0]}
        components.append({**kept, "bom-ref": component["purl"], "externalReferences": [reference]})
    components.sort(key=lambda component: component["purl"])
    root = bill["metadata"]["component"]
    tools = bill["metadata"]["tools"]["components"]
    metadata = {**bill["metadata"], "tools": {"components": [{k: tool[k] for k in ("type", "name", "version")} for tool in tools]}}
    required = [component["purl"] for component in components if component["name"].lower() in direct]
    dependencies = [{"ref": root["bom-ref"], "dependsOn": required}, *({"ref": component["purl"]} for component in components)]
    return {**bill, "metadata": metadata, "components": components, "dependencies": dependencies}


def list_direct_dependencies(pyproject: str) -> set[str]:
    """Return the names of the packages that ``pyproject.toml`` requires, in lower case."""
    return {NAME_PATTERN.match(line)[0].lower() for line in tomllib.loads(pyproject)["project"]["dependencies"]}  # type: ignore[index]


def main(python: str, file: str) -> None:
    """Write the bill of materials into ``file``."""
    made = subprocess.run([python, *TOOL, *OPTIONS], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603
    direct = list_direct_dependencies((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    bill = simplify_bill(json.loads(made), direct)
    (ROOT / file).write_text(json.dumps(bill, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
