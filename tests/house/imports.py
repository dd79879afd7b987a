"""Who imports whom, read from the code without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.support.repository import APPS, ROOT

WIRING = {"archive.urls", "archive.settings", "archive.wsgi"}
# What each layer of an app may build on: only layers further left.
LAYERS = ("pure", "records", "checks", "models", "load", "representations", "views", "urls")
UPHILL_WITHIN = {
    "records": {"pure", "records"},
    "checks": {"pure", "records", "checks"},
    "pure": {"pure"},
    "models": {"pure", "models"},
    "load": {"pure", "records", "models", "load"},
    "pages": {"pure", "models", "pages"},
    "views": {"pure", "models", "pages", "representations", "views"},
    "representations": {"pure", "models", "pages", "representations"},
}
LAYER_OF = {
    "records": "records",
    "recordtypes": "records",
    "primerrecords": "records",
    "primerchecks": "checks",
    "load_primer": "load",
    "collect": "records",
    "folder": "records",
    "texts": "records",
    "receiving": "records",
    "tiling": "checks",
    "checks": "checks",
    "retirement": "checks",
    "disagreements": "checks",
    "resting": "checks",
    "receipt": "checks",
    "models": "models",
    "translation": "models",
    "entries": "load",
    "searchindex": "load",
    "bulk": "load",
    "load": "load",
    "load_coverage": "load",
    "load_disagreements": "load",
    "load_stretches": "load",
    "silences": "pages",
    "differing": "pages",
    "comparison": "pages",
    "room": "pages",
    "passages": "pages",
    "concordance": "pages",
    "paging": "pages",
    "prepared": "views",
    "textindex": "pages",
    "quotedplaces": "pages",
    "quotationcheck": "pages",
    "quotedclaims": "pages",
    "referred": "pages",
    "quotationwords": "pages",
    "covering": "pages",
    "evacuations": "pages",
    "figures": "pages",
    "periodmap": "pages",
    "context": "pages",
    "searchengine": "pages",
    "search": "pages",
    "hits": "pages",
    "facets": "pages",
    "called": "pages",
    "templatetags": "pages",
    "representations": "representations",
    "quotationanswer": "pages",
    "kinds": "representations",
    "timeline": "representations",
    "recordpage": "representations",
    "views": "views",
    "permanent": "views",
    "embed": "views",
    "searchviews": "views",
    "previewing": "views",
    "primer": "views",
    "schemafiles": "views",
    "quotationviews": "views",
    "health": "views",
    "serving": "views",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the three apps by its dotted name, migrations left out."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """The dotted names that a module imports; ``from a import b`` gives ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(module: str) -> str:
    """The layer of a module, by its name below its app; whatever is not named is pure."""
    parts = module.split(".")
    return LAYER_OF.get(parts[1], "pure") if len(parts) > 1 else "pure"


def _wires(module: str) -> bool:
    return module in WIRING or ".management" in module


def faults(module: str, names: list[str]) -> Iterator[str]:
    """What is wrong with the imports of one module."""
    app = module.split(".")[0]
    for name in names:
        other = name.split(".")[0]
        if other not in APPS:
            continue
        if any(name == root or name.startswith(f"{root}.") for root in WIRING):
            yield f"{module} imports the root module {name}"
        if _wires(module):
            continue
        if APPS.index(other) > APPS.index(app):
            yield f"{module} looks uphill to {name}"
        elif layer(module) in UPHILL_WITHIN and layer(name) not in UPHILL_WITHIN[layer(module)]:
            yield f"{module} ({layer(module)}) imports {name} ({layer(name)})"
