"""The bill of materials lists the packages of the lock, each with its hashes, and nothing that changes without them."""

import json
import re
import tomllib

import pytest

from archive.derive.bill_of_materials import list_direct_dependencies, simplify_bill
from tests.support.repository import ROOT

pytestmark = pytest.mark.one_engine

PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
BILL = json.loads((ROOT / "sbom.cdx.json").read_text(encoding="utf-8"))
ENTRY = re.compile(r"^([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)((?:.*\\\n)*.*)", re.MULTILINE)


def test_bill_has_the_packages_versions_and_hashes_of_the_lock():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {(name.lower(), version): set(re.findall(r"sha256:(\w{64})", rest)) for name, version, rest in ENTRY.findall(lock)}
    listed = {
        (component["name"].lower(), component["version"]): {
            digest["content"] for reference in component["externalReferences"] for digest in reference["hashes"]
        }
        for component in BILL["components"]
    }
    assert len(locked) > 20
    assert listed == locked, "run: make sbom"


def test_bill_is_of_this_version_and_names_its_direct_dependencies():
    assert BILL["metadata"]["component"]["version"] == tomllib.loads(PROJECT)["project"]["version"]
    root = next(entry for entry in BILL["dependencies"] if entry["ref"] == BILL["metadata"]["component"]["bom-ref"])
    names = {reference.removeprefix("pkg:pypi/").partition("@")[0] for reference in root["dependsOn"]}
    assert names == list_direct_dependencies(PROJECT)


def test_bill_has_nothing_that_changes_by_itself():
    assert {"serialNumber", "timestamp"} & {*BILL, *BILL["metadata"]} == set()
    addresses = re.findall(r"https?://[^\"]+", json.dumps(BILL))
    assert addresses == [BILL["$schema"]]


def test_components_are_named_by_package_and_not_by_line():
    component = {
        "type": "library", "name": "b", "version": "2", "purl": "pkg:pypi/b@2", "bom-ref": "requirements-L9", "description": "line 9",
        "externalReferences": [{"type": "distribution", "url": "https://index.example/b/", "hashes": [{"alg": "SHA-256", "content": "0"}]}],
    }  # fmt: skip
    other = component | {"name": "a", "purl": "pkg:pypi/a@2"}
    tool = {"type": "application", "name": "tool", "version": "1", "description": "…"}
    bill = simplify_bill(
        {"metadata": {"component": {"bom-ref": "root"}, "tools": {"components": [tool]}}, "components": [component, other]}, {"b"}
    )
    assert [component["bom-ref"] for component in bill["components"]] == ["pkg:pypi/a@2", "pkg:pypi/b@2"]
    assert bill["dependencies"][0] == {"ref": "root", "dependsOn": ["pkg:pypi/b@2"]}
    assert "index.example" not in json.dumps(bill)
    assert "line 9" not in json.dumps(bill)
