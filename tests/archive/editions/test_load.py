"""Loading: complete, repeatable, and nothing of fixtures that have a problem."""

from __future__ import annotations

import re
from hashlib import sha256
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from archive.addresses import RecordKey
from archive.editions import pipeline
from archive.models import (
    Anchor,
    Claim,
    Edition,
    LoadedState,
    Mention,
    Passage,
    Question,
    Reading,
    RecordVersion,
    Role,
    Source,
    Subject,
)
from archive.versions.history import follow_renames
from camps.models import Place, PlaceName
from marches.models import Means, Route, Stop
from tests.support.commands import publish, publish_and_load, run_command
from tests.support.corrupted_fixtures import (
    BELARUS,
    TEXT,
    UNKNOWN_SUBJECT,
    UNKNOWN_SUBJECT_LINE,
    copy_fixtures,
    corrupt_fixtures,
    replace_text,
)
from tests.support.databases import read_archive_rows
from tests.support.ledgers import count_published_records, find_last_edition

pytestmark = pytest.mark.django_db

RENAMED = replace_text(
    "", "register.yaml", "retired: []", "retired:\n  - {kind: claim, identifier: thousands-dead, renamed: thousands-died}"
)
LARGE_OFFENSIVE = replace_text("", BELARUS, "massive", "⌖large")


def test_published_fixtures_are_loaded_completely():
    assert Passage.objects.paragraphs().count() == 4
    assert Passage.objects.sentences().count() == 20
    assert [Reading.objects.filter(language=language).count() for language in ("ar", "en")] == [20, 20]
    published, camps, places = count_published_records(), Place.objects.filter(kind="camp"), Place.objects.exclude(kind="camp")
    records = {"claim": Claim.objects, "question": Question.objects, "route": Route.objects, "camp": camps, "place": places}
    assert {kind: rows.count() for kind, rows in records.items()} == {kind: published[kind] for kind in records}
    assert (Mention.objects.count(), Stop.objects.count(), Means.objects.count(), Subject.objects.count()) == (18, 14, 0, 15)
    assert PlaceName.objects.filter(kind="label").count() == 4 * Place.objects.count()
    assert LoadedState.objects.get().edition == Edition.objects.last()


def test_text_is_stored_to_the_byte():
    content = (settings.FIXTURES_ROOT / TEXT).read_bytes()
    source = Source.objects.get()
    assert source.text.encode() == content
    assert (source.sha256, source.byte_length) == (sha256(content).hexdigest(), len(content))
    assert (source.sha256[:8], source.byte_length, source.character_length) == ("09cfd771", 4014, 2240)


@pytest.mark.parametrize("model", [Anchor, Mention])
def test_every_span_covers_its_characters(model):
    for row in model.objects.select_related("passage__source"):
        text = row.passage.text
        assert text[row.start : row.end] == row.exact
        assert text[: row.start].endswith(row.prefix)
        assert text[row.end :].startswith(row.suffix)
        assert (bool(row.prefix), bool(row.suffix)) == (row.start > 0, row.end < len(text))


@pytest.mark.parametrize("kind", Passage.Kind.values)
def test_passages_tile_the_text(kind):
    source, at, between = Source.objects.get(), 0, ""
    for passage in Passage.objects.filter(kind=kind).order_by("start"):
        assert passage.start >= at
        between, at = between + source.text[at : passage.start], passage.end
    assert not (between + source.text[at:]).strip()


def test_sentences_are_within_their_paragraphs():
    for sentence in Passage.objects.sentences().select_related("paragraph"):
        assert sentence.paragraph.start <= sentence.start < sentence.end <= sentence.paragraph.end
        assert sentence.ref.split(".")[0] == sentence.paragraph.ref


def test_claims_cover_every_letter_of_the_text():
    source = Source.objects.get()
    covered = {
        anchor.passage.start + at
        for anchor in Anchor.objects.filter(role=Role.STATEMENT).select_related("passage")
        for at in range(anchor.start, anchor.end)
    }
    assert "".join(letter for at, letter in enumerate(source.text) if at not in covered and letter.isalnum()) == ""


def test_every_claim_has_evidence_and_every_date_an_anchor():
    for claim in Claim.objects.with_evidence():
        roles = {anchor.role for anchor in claim.anchors.all()}
        assert Role.STATEMENT in roles
        assert (Role.DATE in roles) == bool(claim.edtf)


def test_claims_follow_the_order_of_the_text():
    starts = [
        min(anchor.passage.start + anchor.start for anchor in claim.anchors.filter(role=Role.STATEMENT))
        for claim in Claim.objects.all()
    ]
    assert starts == sorted(starts)


def test_narrowed_reading_applies_to_all_anchors_within_it():
    route = Anchor.objects.get(claim__identifier="evacuation-winter-1944-1945", role=Role.ORIGIN)
    doubtful = Anchor.objects.get(claim__identifier="evacuation-last-weeks-baltic", role=Role.DESTINATION)
    assert (route.passage_id, route.status, doubtful.status) == (doubtful.passage_id, "emended", "uncertain")


def test_loading_twice_changes_nothing(tmp_path):
    root = corrupt_fixtures(tmp_path, RENAMED)
    assert publish_and_load(root)[0] == 0
    before = read_archive_rows()
    LoadedState.objects.update(digest="0" * 64)
    assert run_command("load_fixtures", root, "en")[0] == 0
    assert read_archive_rows() == before
    status, printed = run_command("load_fixtures", root, "en")
    assert (status, printed) == (0, f"Edition {find_last_edition(root)} is loaded already; nothing changed.\n")
    assert read_archive_rows() == before


def test_loading_again_repairs_the_tables(tmp_path):
    before = read_archive_rows()
    Claim.objects.filter(identifier="thousands-died").update(statement_en="Nobody died.")
    RecordVersion.objects.filter(kind="claim").update(line="{}")
    assert run_command("load_fixtures", settings.FIXTURES_ROOT, "en", again=True)[0] == 0
    assert read_archive_rows() == before


def test_older_edition_is_loaded_by_its_number_and_the_newest_one_after_it(tmp_path):
    first, root = read_archive_rows(), corrupt_fixtures(tmp_path, LARGE_OFFENSIVE)
    older = find_last_edition(root)
    assert publish_and_load(root)[0] == 0
    second = read_archive_rows()
    status, printed = run_command("load_fixtures", root, "en", edition=older)
    assert (status, printed.splitlines()[0]) == (0, f"Edition {older} is loaded.")
    assert f"The last edition of the ledger is {older + 1}" in printed
    assert {**read_archive_rows(), "archive_loadedstate": first["archive_loadedstate"]} == first
    assert LoadedState.objects.values_list("edition", "newest").get() == (older, older + 1)
    assert run_command("load_fixtures", root, "en") == (0, f"Edition {older + 1} is loaded.\n")
    assert read_archive_rows() == second


def test_edition_that_was_not_published_is_a_problem():
    status, printed = run_command("load_fixtures", settings.FIXTURES_ROOT, "en", edition=99)
    assert status == 1
    assert "ledger.no-edition" in printed


def test_ledger_that_lacks_a_loaded_edition_is_refused(tmp_path):
    root = corrupt_fixtures(tmp_path, LARGE_OFFENSIVE)
    assert publish_and_load(root)[0] == 0
    before = read_archive_rows()
    status, printed = run_command("load_fixtures", settings.FIXTURES_ROOT, "en")
    assert status == 1
    assert "ledger.lost-edition" in printed
    assert read_archive_rows() == before


def test_unpublished_changes_are_left_out_and_counted(tmp_path):
    before, root = read_archive_rows(), corrupt_fixtures(tmp_path, LARGE_OFFENSIVE)
    status, printed = run_command("load_fixtures", root, "en", again=True)
    assert (status, printed.splitlines()[1:]) == (0, ["1 unpublished change of the working copy was left out."])
    assert read_archive_rows() == before


def test_renamed_record_is_in_the_register(tmp_path):
    assert publish_and_load(corrupt_fixtures(tmp_path, RENAMED))[0] == 0
    key, last = follow_renames(RecordKey("claim", "thousands-dead"))
    assert (key.identifier, last.outcome) == ("thousands-died", "record")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_working_copy_with_problems_is_not_published_and_does_not_prevent_loading(language, tmp_path):
    before, root = read_archive_rows(), corrupt_fixtures(tmp_path, UNKNOWN_SUBJECT)
    files = sorted((root / "editions").iterdir())
    status, printed = publish(root, language)
    assert status == 1
    assert UNKNOWN_SUBJECT_LINE.search(printed)
    assert "place:belarus" in printed
    assert sorted((root / "editions").iterdir()) == files
    status, printed = run_command("load_fixtures", root, "en")
    assert (status, "problems" in printed) == (0, True)
    assert read_archive_rows() == before


@pytest.mark.parametrize("command", ["check_fixtures", "publish"])
def test_problems_are_in_the_requested_language(command, tmp_path):
    root = corrupt_fixtures(tmp_path, UNKNOWN_SUBJECT)
    english, arabic = (run_command(command, root, language)[1] for language in ("en", "ar"))
    assert "No place is called" in english
    assert not re.search(r"[\u0600-\u06ff]", english)
    assert "No place is called" not in arabic
    assert UNKNOWN_SUBJECT_LINE.search(arabic)


def test_check_loads_nothing_and_its_exit_status_shows_problems(tmp_path):
    before = read_archive_rows()
    assert run_command("check_fixtures", settings.FIXTURES_ROOT, "en")[0] == 0
    status, printed = run_command("check_fixtures", corrupt_fixtures(tmp_path, UNKNOWN_SUBJECT), "en")
    assert status == 1
    assert UNKNOWN_SUBJECT_LINE.search(printed)
    assert read_archive_rows() == before


def test_failure_while_loading_leaves_the_archive_unchanged(tmp_path, monkeypatch):
    def fail(*arguments, **options):
        raise RuntimeError

    before, root = read_archive_rows(), corrupt_fixtures(tmp_path, LARGE_OFFENSIVE)
    assert publish(root)[0] == 0
    monkeypatch.setattr("archive.editions.edition_load.insert_versions", fail)
    with pytest.raises(RuntimeError):
        call_command("load_fixtures", fixtures=root, stdout=StringIO())
    assert read_archive_rows() == before


def test_published_change_is_loaded(tmp_path):
    claims = Claim.objects.count()
    assert publish_and_load(corrupt_fixtures(tmp_path, LARGE_OFFENSIVE))[0] == 0
    assert "A large offensive" in Claim.objects.get(identifier="belarus-offensive-1944").statement_en
    assert Claim.objects.count() == claims


def test_readme_is_not_part_of_the_edition(tmp_path):
    root = copy_fixtures(tmp_path)
    before = pipeline.digest_files(root)
    (root / "README.md").write_text("Another guide.", encoding="utf-8")
    assert pipeline.digest_files(root) == before
