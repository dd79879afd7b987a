"""Invented editions after a first one of what is published: a claim reworded, one withdrawn and returned, a route withdrawn, a camp renamed."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from archive.models import Edition, LoadedState, RecordVersion
from tests.support.commands import publish, run_command
from tests.support.corrupted_fixtures import copy_fixtures

REWORDED, WITHDRAWN, RETURNED = "thousands-died", "evacuations-on-foot", "surrender-west-1945-05-07"
ROUTE, OLD_CAMP, NEW_CAMP = "spring-1945-to-mauthausen", "majdanek", "lublin-majdanek"
FIRST_NOTES = {
    "note_ar": "الطبعة الأولى: محتوى الأرشيف كما كان في هذا اليوم.",
    "note_en": "First edition: the archive as it was on this day.",
}
REASONS = {
    RETURNED: ("خُلط فيه بين تاريخين.", "It confused two dates."),
    WITHDRAWN: ("لا تقول الجملة إنها الأولى.", "The sentence does not say that these were the first."),
    ROUTE: ("الكلمات تسمّي معسكرات لا مسارًا واحدًا.", "The words name camps, not one route."),
}


def publish_invented_editions(folder: Path) -> Path:
    """Return a copy of the fixtures in ``folder`` whose own ledger has three editions, however many are published.

    The first has the content of the last published one.
    """
    root = copy_fixtures(folder)
    shutil.rmtree(root / "editions")
    assert publish(root, first=True, at=datetime(2026, 11, 29, 5, tzinfo=UTC), **FIRST_NOTES)[0] == 0
    claim = root / "claims" / f"{REWORDED}.yaml"
    replace(
        claim,
        "Thousands of prisoners died of “exposure”, of being starved, and of exhaustion.",
        "Thousands of prisoners died of cold, hunger and exhaustion.",
    )
    replace(claim, "مات آلاف السجناء من «التعرض» والتجويع والإرهاق.", "مات آلاف السجناء من البرد والجوع والإرهاق.")
    content = (root / "claims" / f"{RETURNED}.yaml").read_text(encoding="utf-8")
    for path in (f"claims/{RETURNED}", f"claims/{WITHDRAWN}", f"routes/{ROUTE}"):
        (root / f"{path}.yaml").unlink()
    primer = root / "primer.yaml"
    replace(primer, f"{RETURNED}, ", "")
    replace(primer, f"[{WITHDRAWN}]", "[rail-evacuations-1944]")
    shutil.move(root / "places" / f"{OLD_CAMP}.yaml", root / "places" / f"{NEW_CAMP}.yaml")
    replace(root / "places" / f"{NEW_CAMP}.yaml", f"place: {OLD_CAMP}\n", f"place: {NEW_CAMP}\n")
    for path in root.rglob("*.yaml"):
        replace(path, f"camp:{OLD_CAMP}\n", f"camp:{NEW_CAMP}\n", required=False)
    entries = [
        _write_entry("claim", RETURNED),
        _write_entry("claim", WITHDRAWN),
        _write_entry("route", ROUTE),
        f"  - {{kind: camp, identifier: {OLD_CAMP}, renamed: {NEW_CAMP}}}\n",
    ]
    replace(root / "register.yaml", "retired: []\n", "retired:\n" + "".join(entries))
    assert publish(root, note_ar="صياغة أدق لأسباب الموت.", note_en="The causes of death are worded more exactly.")[0] == 0
    (root / "claims" / f"{RETURNED}.yaml").write_text(content, encoding="utf-8")
    returned = "    returned: {ar: التاريخ صحيح، وكان الخلط في الحاشية., en: The date is right; the note was confused.}\n"
    replace(root / "register.yaml", entries[0], entries[0] + returned)
    replace(claim, "cold, hunger and exhaustion.", "exposure, hunger and exhaustion.")
    assert publish(root, note_ar="عودة مستخلَص مسحوب.", note_en="A withdrawn claim is published again.")[0] == 0
    return root


def load_invented_editions(root: Path) -> None:
    """Load the invented editions in place of the published ones, whose ledger is another."""
    for model in (RecordVersion, LoadedState, Edition):
        model.objects.all().delete()
    assert run_command("load_fixtures", root, "en")[0] == 0


def _write_entry(kind: str, identifier: str) -> str:
    ar, en = REASONS[identifier]
    return (
        f"  - kind: {kind}\n    identifier: {identifier}\n    withdrawn: 2026-11-28\n    reason:\n      ar: {ar}\n      en: {en}\n"
    )


def replace(path: Path, old: str, new: str, *, required: bool = True) -> None:
    """Replace text in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text or not required, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
