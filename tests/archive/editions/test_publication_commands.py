"""The commands publish, suppress and load_fixtures: signatures, cut ledgers, removal by law, and processes that are killed."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import ANY

import pytest
from django.conf import settings
from django.core.management import CommandError

from archive.editions import edition_load
from archive.editions.database_digest import digest_database
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.ledger.faults import verify_texts
from archive.ledger.suppression import iterate_versions
from archive.ledger.writing import lock_ledger, share_ledger
from archive.management.commands.publish import SIGNATURE_NAMESPACE
from archive.models import Edition, LoadedState, RecordVersion
from tests.support.commands import publish, run_command
from tests.support.corrupted_fixtures import BELARUS, copy_fixtures, replace_text
from tests.support.databases import clear_editions
from tests.support.repository import ROOT

REASONS = {"reason_ar": "بأمر محكمة", "reason_en": "By order of a court"}
CLAIM = "belarus-offensive-1944"


def change_claim(root: Path, old: str, new: str) -> None:
    replace_text("", BELARUS, old, new).edit(root / BELARUS)


@pytest.fixture(scope="session")
def two_editions(tmp_path_factory) -> Path:
    """The fixtures with a second edition, in which a claim was changed."""
    root = copy_fixtures(tmp_path_factory.mktemp("two"))
    shutil.rmtree(root / LEDGER_FOLDER)
    assert publish(root)[0] == 0
    change_claim(root, "massive", "large")
    assert publish(root)[0] == 0
    return root


@pytest.fixture
def root(two_editions, tmp_path) -> Path:
    return shutil.copytree(two_editions, tmp_path / "fixtures", copy_function=shutil.copyfile)


@pytest.fixture
def empty(db) -> None:
    """Empty the tables of editions: the fixtures of these tests are another archive."""
    clear_editions()


@pytest.fixture(scope="session")
def key(tmp_path_factory) -> Path:
    """A key of the archive, and the file that names it."""
    if not shutil.which("ssh-keygen"):
        pytest.skip("ssh-keygen is not installed")
    path = tmp_path_factory.mktemp("key") / "archive"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    public = path.with_suffix(".pub").read_text(encoding="ascii")
    path.with_name("allowed_signers").write_text(f"archive@example.org {public}", encoding="ascii")
    return path


def verify(root: Path, key: Path, name: str) -> bool:
    """Return whether ssh-keygen accepts the signature of an edition's header."""
    folder = root / LEDGER_FOLDER
    header = (folder / f"{name}.jsonl").read_bytes().split(b"\n")[0]
    command = ["ssh-keygen", "-Y", "verify", "-f", key.with_name("allowed_signers"), "-I", "archive@example.org"]
    command += ["-n", SIGNATURE_NAMESPACE, "-s", folder / f"{name}.sig"]
    return subprocess.run(command, input=header, capture_output=True).returncode == 0


def find_version(root: Path, edition: int) -> str:
    versions = iterate_versions(read_ledger(root / LEDGER_FOLDER))
    return next(stored.version for stored in versions if stored.key == ("claim", CLAIM) and stored.edition == edition)


def test_a_signed_edition_is_verified_with_ssh_keygen(root, key):
    change_claim(root, "large", "great")
    assert publish(root, sign=key)[0] == 0
    assert verify(root, key, "0003")
    path = root / LEDGER_FOLDER / "0003.jsonl"
    path.write_bytes(path.read_bytes().replace(b"An edition for a test", b"An edition for a Test"))
    assert not verify(root, key, "0003")


def test_an_edition_without_a_signature_is_signed_when_nothing_is_new(root, key):
    with pytest.raises(CommandError, match="could not be signed"):
        publish(root, sign=root / "missing")
    assert publish(root, sign=key)[0] == 0
    assert verify(root, key, "0002")
    before = (root / LEDGER_FOLDER / "0002.sig").read_bytes()
    assert publish(root, sign=key)[0] == 0
    assert (root / LEDGER_FOLDER / "0002.sig").read_bytes() == before


@pytest.mark.usefixtures("empty")
def test_a_cut_ledger_is_refused_by_a_database_that_knows_more(root):
    assert run_command("load_fixtures", root, "en")[0] == 0
    (root / LEDGER_FOLDER / "0002.jsonl").unlink()
    for language in ("ar", "en"):
        status, printed = run_command("load_fixtures", root, language)
        assert (status, "ledger.lost-edition" in printed, "editions/0002.jsonl:1:1" in printed) == (1, True, True)
    assert Edition.objects.count() == 2


@pytest.mark.usefixtures("empty")
def test_a_cut_ledger_is_refused_if_an_edition_is_expected(root):
    expected = read_ledger(root / LEDGER_FOLDER).editions[-1].digest
    assert run_command("load_fixtures", root, "en", expect=expected)[0] == 0
    (root / LEDGER_FOLDER / "0002.jsonl").unlink()
    assert Edition.objects.filter(number=2).exists()
    clear_editions()
    status, printed = run_command("load_fixtures", root, "en", expect=expected)
    assert (status, "ledger.not-expected" in printed) == (1, True)
    assert not Edition.objects.exists()


@pytest.mark.usefixtures("empty")
def test_another_archive_is_refused_by_the_database(root):
    assert run_command("load_fixtures", root, "en")[0] == 0
    shutil.rmtree(root / LEDGER_FOLDER)
    assert publish(root, note_en="Another archive")[0] == 0
    assert publish(root)[0] == 0
    status, printed = run_command("load_fixtures", root, "en")
    assert (status, "ledger.other-edition" in printed) == (1, True)


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_loaded_database_gets_a_suppression_at_the_next_load(language, root):
    assert run_command("load_fixtures", root, language)[0] == 0
    version, states = find_version(root, 1), {LoadedState.objects.get().digest}
    assert "massive offensive took place" in RecordVersion.objects.get(version=version).line
    status, printed = run_command("suppress", root, language, version=version[:16], **REASONS)
    assert (status, version in printed, f"claim:{CLAIM}" in printed) == (0, True, True)
    assert run_command("load_fixtures", root, language)[0] == 0
    row = RecordVersion.objects.get(version=version)
    assert (row.outcome, row.edition_id, row.fields["reason"]["en"]) == ("suppressed", 1, REASONS["reason_en"])
    assert "massive offensive took place" not in "".join(RecordVersion.objects.values_list("line", flat=True))
    states.add(LoadedState.objects.get().digest)
    assert len(states) == 2
    after = run_command("load_fixtures", root, language)
    assert after[0] == 0
    assert LoadedState.objects.get().digest in states


@pytest.mark.usefixtures("empty")
def test_an_edition_in_which_a_suppressed_version_was_in_force_is_not_loaded(root):
    run_command("suppress", root, "en", version=find_version(root, 1), **REASONS)
    status, printed = run_command("load_fixtures", root, "en", edition=1)
    assert (status, "ledger.suppressed-in-force" in printed) == (1, True)
    assert run_command("load_fixtures", root, "en")[0] == 0


@pytest.mark.parametrize("language", ["ar", "en"])
def test_suppression_waits_for_a_load_and_says_so(language, root):
    version, path = find_version(root, 1), root / LEDGER_FOLDER / "0001.jsonl"
    before = path.read_bytes()
    command = [sys.executable, "manage.py", "suppress", version, "--fixtures", str(root), "--lang", language]
    command += [f"--{name.replace('_', '-')}={reason}" for name, reason in REASONS.items()]
    with share_ledger(path.parent):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        words = process.stderr.readline()
        assert ("being loaded" in words, process.poll(), path.read_bytes() == before) == (language == "en", None, True)
    assert process.communicate() == (ANY, "")
    assert (process.returncode, path.read_bytes() == before) == (0, False)


@pytest.mark.usefixtures("empty")
def test_load_holds_the_ledger_until_all_is_read(root, monkeypatch):
    held = []

    def try_to_lock(folder):
        with pytest.raises(TimeoutError), lock_ledger(folder, stop_waiting):
            pass
        held.append(folder)

    monkeypatch.setattr(edition_load, "insert_coverage", lambda: try_to_lock(root / LEDGER_FOLDER))
    assert run_command("load_fixtures", root, "en")[0] == 0
    assert held == [root / LEDGER_FOLDER]


def stop_waiting() -> None:
    raise TimeoutError


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("language", ["ar", "en"])
def test_older_edition_is_loaded_and_the_later_one_is_not_forgotten(language, root):
    assert run_command("load_fixtures", root, language)[0] == 0
    status, printed = run_command("load_fixtures", root, language, edition=1)
    assert (status, "The last edition of the ledger is 2" in printed) == (0, language == "en")
    assert Edition.objects.count() == 1
    again = run_command("load_fixtures", root, language, edition=1)
    assert ("loaded already" in again[1], "The last edition of the ledger is 2" in again[1]) == (language == "en", language == "en")
    digest = digest_database()
    (root / LEDGER_FOLDER / "0002.jsonl").rename(root / "cut")
    for options in ({}, {"edition": 1}):
        status, printed = run_command("load_fixtures", root, language, **options)
        assert (status, "ledger.lost-edition" in printed, "editions/0002.jsonl" in printed) == (1, True, True)
    (root / "cut").rename(root / LEDGER_FOLDER / "0002.jsonl")
    LoadedState.objects.all().delete()
    assert run_command("load_fixtures", root, language, edition=1)[0] == 0
    assert digest_database() == digest


@pytest.mark.parametrize("language", ["ar", "en"])
def test_suppression_is_refused(language, root):
    digest = next((root / LEDGER_FOLDER / "texts").iterdir()).name
    cases = [
        {"version": find_version(root, 2)},
        {"version": "0" * 64},
        {"text": digest},
        {"text": "0" * 64},
        {"version": "xyz"},
        {"version": "00000000", "text": digest},
        {},
        {"version": find_version(root, 1), "reason_ar": " "},
    ]
    before = {path: path.read_bytes() for path in (root / LEDGER_FOLDER).rglob("*") if path.is_file()}
    messages = set()
    for case in cases:
        with pytest.raises(CommandError) as raised:
            run_command("suppress", root, language, **{**REASONS, **case})
        messages.add(str(raised.value))
    assert len(messages) == 6
    assert not any("%(" in message for message in messages)
    assert {path: path.read_bytes() for path in (root / LEDGER_FOLDER).rglob("*") if path.is_file()} == before


def test_suppress_refuses_a_damaged_ledger(root):
    version, path = find_version(root, 1), root / LEDGER_FOLDER / "0001.jsonl"
    path.write_bytes(path.read_bytes().replace(b"50.0262", b"50.0263"))
    status, printed = run_command("suppress", root, "en", version=version, **REASONS)
    assert (status, "ledger.wrong-digest" in printed) == (1, True)


def test_the_note_is_needed_in_both_languages(root):
    change_claim(root, "large", "great")
    for notes in ({"note_ar": ""}, {"note_en": " "}):
        with pytest.raises(CommandError, match="both languages"):
            publish(root, **notes)
    assert read_ledger(root / LEDGER_FOLDER).number == 2


def test_an_instant_before_the_last_edition_is_refused(root):
    change_claim(root, "large", "great")
    instant = read_ledger(root / LEDGER_FOLDER).editions[-1].header.instant
    with pytest.raises(CommandError, match="later"):
        publish(root, at=instant)
    assert read_ledger(root / LEDGER_FOLDER).number == 2


def test_lost_ledger_is_not_replaced_without_an_option(root):
    shutil.rmtree(root / LEDGER_FOLDER)
    with pytest.raises(CommandError, match="--first"):
        publish(root, first=False)
    assert not (root / LEDGER_FOLDER).exists()
    assert publish(root, first=True)[0] == 0


def test_note_that_is_not_utf8_is_refused(root):
    change_claim(root, "large", "great")
    with pytest.raises(CommandError, match="UTF-8"):
        publish(root, note_en="caf\udce9")
    assert read_ledger(root / LEDGER_FOLDER).number == 2


def start_publishing(root: Path) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "publish", "--fixtures", str(root), "--note-ar", "طبعة", "--note-en", "An edition"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.mark.parametrize("seconds", [0.2, 1.5, 3])
def test_killed_publish_leaves_a_complete_ledger(seconds, root):
    change_claim(root, "large", "great")
    with start_publishing(root) as process:
        time.sleep(seconds)
        process.kill()
    assert process.returncode in (0, -signal.SIGKILL)
    ledger = read_ledger(root / LEDGER_FOLDER)
    verify_texts(ledger)
    assert ledger.number in (2, 3)
    assert publish(root)[0] == 0
    assert read_ledger(root / LEDGER_FOLDER).number == 3


def test_of_two_people_who_publish_at_once_one_publishes(root):
    change_claim(root, "large", "great")
    with start_publishing(root) as first, start_publishing(root) as second:
        printed = [process.communicate()[0] for process in (first, second)]
    assert read_ledger(root / LEDGER_FOLDER).number == 3
    assert sum("Edition 3 is published" in text for text in printed) == 1
    other = next(text for text in printed if "Edition 3 is published" not in text)
    assert "ledger.published-meanwhile" in other or "nothing differs from edition 3" in other


def test_the_published_fixtures_have_a_sound_ledger():
    verify_texts(read_ledger(settings.FIXTURES_ROOT / LEDGER_FOLDER))
