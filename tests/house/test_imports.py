"""The house has one direction: marches → camps → archive, and within an app from pure modules up to pages."""

import ast

import pytest

from tests.house.imports import faults, imported, modules
from tests.support.repository import ROOT

MODULE_LINES, FUNCTION_LINES = 300, 30


def test_imports_run_one_way():
    assert [fault for name, tree in modules() for fault in faults(name, list(imported(tree)))] == []


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("archive.web.views.home", "camps.models.Place"),
        ("camps.views", "marches.models.Route"),
        ("archive.fixtures.checks.common", "archive.models.Claim"),
        ("archive.text.references", "archive.models.Claim"),
        ("archive.fixtures.loading.common", "archive.web.views.home.home"),
        ("marches.views", "archive.settings"),
        ("camps.load", "camps.views.camp"),
    ],
)
def test_an_import_the_wrong_way_is_seen(module, name):
    assert list(faults(module, [name]))


def test_modules_and_functions_are_small():
    large = []
    for name, tree in modules():
        lines = max((node.end_lineno or 0 for node in ast.walk(tree) if hasattr(node, "end_lineno")), default=0)
        large += [f"{name}: {lines} lines"] if lines > MODULE_LINES else []
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= FUNCTION_LINES + 2:
                large.append(f"{name}.{node.name}: {node.end_lineno - node.lineno + 1} lines")
    assert not large


def test_public_things_have_docstrings():
    bare = []
    for name, tree in modules():
        bare += [] if ast.get_docstring(tree) or not tree.body or name.endswith("apps") else [name]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node):
                bare.append(f"{name}.{node.name}")
    assert [one for one in bare if not one.endswith(".Command")] == []


def test_the_top_level_has_only_what_is_given():
    given = {"archive", "camps", "marches", "locale", "templates", "fixtures", "tests", "docs", "deploy"}
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert folders - given <= {"var", "node_modules"}
