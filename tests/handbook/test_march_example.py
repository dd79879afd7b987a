"""The invented march is finished and clean, says everywhere that it is invented, and is no part of what is published."""

from __future__ import annotations

import re

import pytest
import yaml

from archive.editions import pipeline
from tests.handbook.test_example import INVENTED, READ, text
from tests.support.march_example import MARCH_EXAMPLE, MARCH_M, add_march, list_march_files


def test_over_the_published_fixtures_it_is_finished_and_clean(tmp_path):
    fixtures, problems = pipeline.read_fixtures(add_march(tmp_path))
    assert problems == []
    assert pipeline.list_warnings(fixtures) == []


def test_every_text_begins_by_saying_that_it_is_invented():
    texts = sorted(MARCH_EXAMPLE.glob("sources/*/*.txt"))
    assert len(texts) == 2
    assert all(INVENTED.search(re.split(r"\.\s", path.read_text("utf-8"))[0]) for path in texts)


@pytest.mark.parametrize("file", [name for name in list_march_files() if name.suffix == ".yaml"], ids=str)
def test_every_record_says_that_it_is_invented(file):
    written = (MARCH_EXAMPLE / file).read_text("utf-8")
    record = yaml.safe_load(written)
    assert INVENTED.search(written.splitlines()[1])
    fields = [record[field] for field in (*READ, "names", "description") if field in record]
    assert all(INVENTED.search(text(value, language)) for value in fields for language in ("ar", "en"))
    assert next(iter(record.values())).startswith("invented-")


def test_handbook_shows_stops_of_the_example():
    stops = {stop["stop"]: stop for stop in yaml.safe_load((MARCH_EXAMPLE / f"routes/{MARCH_M}.yaml").read_text("utf-8"))["stops"]}
    assert len(stops) == 12
    for language in ("ar", "en"):
        chapter = (MARCH_EXAMPLE.parent / language / "4-claims.md").read_text("utf-8")
        (block,) = re.findall(r"^```yaml\n(form: stops\n.*?)^```$", chapter, re.MULTILINE | re.DOTALL)
        for stop in yaml.safe_load(block)["stops"]:
            assert stop.items() <= stops[stop["stop"]].items()
