"""Draw the dependencies between the packages into docs/architecture.md, from the imports.

Run ``make diagram`` after a package or a dependency is added or removed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import grimp

REPOSITORY = Path(__file__).parents[2]
DOCUMENT = REPOSITORY / "docs" / "architecture.md"
APPS = ("archive", "camps", "marches")
MARKED_DIAGRAM = re.compile(r"(<!-- packages:begin -->\n).*?(<!-- packages:end -->)", re.DOTALL)

Dependencies = Mapping[str, set[str]]


def find_dependencies() -> dict[str, set[str]]:
    """Return the packages that each package imports.

    Packages are the folders of ``archive`` and the other apps; single modules such as ``archive.settings`` are omitted.
    """
    graph = grimp.build_graph(*APPS, cache_dir=None)
    dependencies: dict[str, set[str]] = {}
    for module in graph.modules:
        if package := _find_package(module):
            targets = map(_find_package, graph.find_modules_directly_imported_by(module))
            dependencies.setdefault(package, set()).update(target for target in targets if target not in (package, ""))
    return dependencies


def _find_package(module: str) -> str:
    """Return the package of a module; empty for a single module or a migration."""
    app, _, path = module.partition(".")
    name = path.partition(".")[0] if app == "archive" else app
    is_package = app != "archive" or (REPOSITORY / "archive" / name).is_dir()
    return name if is_package and name != "migrations" else ""


def remove_implied(dependencies: Dependencies) -> dict[str, set[str]]:
    """Return the transitive reduction: dependencies that others imply are removed.

    Requires packages without a cycle; RecursionError otherwise.
    """
    reachable = {package: _find_reachable(package, dependencies) for package in dependencies}
    return {
        package: {target for target in targets if not any(target in reachable[other] for other in targets)}
        for package, targets in dependencies.items()
    }


def _find_reachable(package: str, dependencies: Dependencies) -> set[str]:
    """Return the packages below a package, without itself."""
    below = dependencies[package]
    return below.union(*(_find_reachable(target, dependencies) for target in below))


def format_diagram(dependencies: Dependencies) -> str:
    """Return a Mermaid flow chart, with importing packages above the imported."""
    lines = [
        f"    {package} --> {target}"
        for package, targets in sorted(remove_implied(dependencies).items())
        for target in sorted(targets)
    ]
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```", ""])


def update_document(text: str, diagram: str) -> str:
    """Return the document with the diagram between its markers."""
    return MARKED_DIAGRAM.sub(lambda match: match[1] + diagram + match[2], text)


if __name__ == "__main__":
    DOCUMENT.write_text(
        update_document(DOCUMENT.read_text(encoding="utf-8"), format_diagram(find_dependencies())), encoding="utf-8"
    )
