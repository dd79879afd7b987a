"""Fixtures of the benchmarks pass the check, and have the proportions of the founding source."""

import pytest

from archive.editions import pipeline
from tests.bench.fixtures import generate
from tests.bench.march_fixtures import STOPS, generate_marches
from tests.bench.steps import CACHE, STEPS
from tests.support.repository import ROOT


def test_generated_fixtures_are_sound_and_in_proportion(tmp_path):
    generate(tmp_path / "fixtures", 60)
    fixtures, problems = pipeline.read_fixtures(tmp_path / "fixtures")
    assert problems == []
    assert (len(fixtures.archive.sources), len(fixtures.archive.claims), len(fixtures.routes)) == (3, 81, 9)


def test_generated_marches_are_sound_beside_generated_sentences(tmp_path):
    root = tmp_path / "fixtures"
    generate(root, 20, ROOT / "fixtures")
    generate_marches(root, places=60, marches=2)
    fixtures, problems = pipeline.read_fixtures(root)
    assert problems == []
    assert [len(located.record.stops) for located in fixtures.routes if located.record.form == "stops"] == [STOPS, STOPS]


@pytest.mark.parametrize("name", ["check-cold", "check-unchanged", "check-one-changed"])
def test_every_step_of_a_check_runs(name, tmp_path):
    generate(tmp_path / "fixtures", 20)
    prepare, run = STEPS[name]
    run(prepare(tmp_path, 20))
    assert (tmp_path / CACHE).stat().st_size > 0
