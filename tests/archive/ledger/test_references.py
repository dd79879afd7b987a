"""Which records a record refers to."""

from archive.addresses import RecordKey
from archive.ledger.references import list_references
from tests.support.changed_records import CHANGED_CLAIM


def test_claim_refers_to_its_subjects_and_to_the_paragraphs_and_sources_that_it_quotes():
    claim = CHANGED_CLAIM | {
        "answers": ["who-was-marched"],
        "differs_from": [{"claim": "other-claim", "note": {"ar": "camp:dachau وغيره", "en": "camp:dachau and others"}}],
    }
    assert list_references(RecordKey("claim", "invented-departure"), claim) == [
        "camp:neuengamme",
        "camp:sachsenhausen",
        "claim:other-claim",
        "passage:letter:1",
        "place:baltic-sea",
        "question:who-was-marched",
        "source:letter",
    ]


def test_sentence_refers_to_its_paragraph():
    assert list_references(RecordKey("sentence", "letter:3.12"), {"source": "letter"}) == ["passage:letter:3"]


def test_place_refers_to_nothing_that_is_looked_up():
    assert list_references(RecordKey("place", "here"), {"place": "here", "part_of": "place:there"}) == []
