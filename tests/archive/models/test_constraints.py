"""The constraints of the tables: each refuses its breach, whoever writes."""

from datetime import date

import pytest
from django.db.models import F

from archive.models import (
    Anchor,
    Claim,
    Disagreement,
    Edition,
    EditionSeal,
    LoadedState,
    Mention,
    Passage,
    PostingBucket,
    Quantity,
    Question,
    Reading,
    RecordVersion,
    RowDigests,
    SearchDocument,
    SearchName,
    SearchTrigram,
    Source,
    SourceCoverage,
    StoryLine,
    Subject,
    Term,
    TextChunk,
    VersionReference,
)
from tests.support.constraint_breaches import change_row, check_breach, constraint_names, duplicate_row

pytestmark = pytest.mark.django_db

LATE = date(1999, 1, 1)
PARAGRAPH, SENTENCE = {"kind": "paragraph"}, {"kind": "sentence"}

BREACHES = [
    change_row("question_is_in_both_languages", Question, {"text_ar": ""}),
    change_row("question_is_in_both_languages", Question, {"text_en": ""}),
    change_row("question_is_in_both_languages", Question, {"text_ar": None}),
    change_row("claim_is_stated_in_both_languages", Claim, {"statement_ar": ""}),
    change_row("claim_is_stated_in_both_languages", Claim, {"statement_en": ""}),
    change_row("claim_is_stated_in_both_languages", Claim, {"statement_ar": None}),
    change_row("claim_is_stated_in_both_languages", Claim, {"statement_en": None}),
    change_row("claim_sense_is_of_a_date", Claim, {"sense": "by"}, edtf=""),
    change_row("claim_begins_before_it_ends", Claim, {"earliest": LATE}, latest__isnull=False),
    change_row("claim_without_a_date_has_no_days", Claim, {"earliest": LATE}, edtf=""),
    change_row("claim_without_a_date_has_no_days", Claim, {"latest": LATE}, edtf=""),
    change_row("anchor_has_characters", Anchor, {"end": F("start"), "exact": ""}),
    change_row("anchor_covers_as_many_characters_as_it_quotes", Anchor, {"exact": "س"}),
    change_row("anchor_covers_as_many_characters_as_it_quotes", Anchor, {"end": F("end") + 1}),
    change_row("anchor_role_is_known", Anchor, {"role": "rumour"}),
    change_row("anchor_status_is_known", Anchor, {"status": "sure"}),
    duplicate_row("anchor_is_unique_in_its_claim", Anchor),
    change_row("mention_has_characters", Mention, {"end": F("start"), "exact": ""}),
    change_row("mention_covers_as_many_characters_as_it_quotes", Mention, {"exact": "س"}),
    duplicate_row("mention_words_mean_one_subject", Mention, {"subject_id": 1}),
    duplicate_row("loaded_state_is_one_row", LoadedState),
    change_row("source_text_has_its_length", Source, {"text": "نص آخر"}),
    change_row("source_has_a_byte_a_character", Source, {"byte_length": F("character_length") - 1}),
    change_row("source_has_a_digest", Source, {"sha256": "09cfd77110"}),
    change_row("coverage_is_within_its_total", SourceCoverage, {"sentences_with_claims": F("sentences") + 1}),
    change_row("coverage_is_within_its_total", SourceCoverage, {"covered_letters": F("letters") + 1}),
    change_row("coverage_is_within_its_total", SourceCoverage, {"covered_characters": F("characters") + 1}),
    duplicate_row("passage_ref_is_unique_in_its_source", Passage, {"start": 1}, **SENTENCE),
    duplicate_row("passages_of_a_kind_start_apart", Passage, {"ref": "9.9"}, **SENTENCE),
    change_row("passage_has_characters", Passage, {"end": F("start")}),
    change_row("passage_sentences_alone_have_a_paragraph", Passage, {"paragraph": None}, **SENTENCE),
    change_row("passage_sentences_alone_have_a_paragraph", Passage, {"paragraph": F("pk")}, **PARAGRAPH),
    change_row("passage_sentences_alone_have_a_paragraph", Passage, {"kind": "chapter"}),
    change_row("reading_status_is_known", Reading, {"status": "sure"}),
    change_row("reading_has_words", Reading, {"text": ""}),
    duplicate_row("subject_identifier_is_unique_in_its_kind", Subject),
    change_row("subject_kind_is_known", Subject, {"kind": "road"}),
    change_row("subject_is_named_in_both_languages", Subject, {"name_ar": ""}),
    change_row("subject_is_named_in_both_languages", Subject, {"name_en": ""}),
    change_row("subject_is_named_in_both_languages", Subject, {"name_en": None}),
    change_row("quantity_counts_what_is_known", Quantity, {"counted": "sheep"}),
    change_row("quantity_unit_is_known", Quantity, {"unit": "sheep"}),
    change_row("quantity_share_is_at_most_the_whole", Quantity, {"unit": "percent-of-march"}),
    change_row("quantity_share_is_at_most_the_whole", Quantity, {"unit": "percent-of-camp", "order": "", "lower": 101}),
    change_row("quantity_share_is_at_most_the_whole", Quantity, {"unit": "percent-of-camp", "order": "", "upper": 101}),
    change_row("quantity_order_is_known", Quantity, {"order": "many"}),
    change_row("quantity_has_a_bound_or_an_order", Quantity, {"order": ""}),
    change_row("quantity_has_a_bound_or_an_order", Quantity, {"lower": 1}),
    change_row("quantity_bounds_are_in_order", Quantity, {"order": "", "lower": 2, "upper": 1}),
    change_row("quantity_about_is_of_one_number", Quantity, {"order": "", "lower": 2, "is_about": True}),
    change_row("quantity_about_is_of_one_number", Quantity, {"order": "", "lower": 2, "upper": 3, "is_about": True}),
    duplicate_row("quantity_is_stated_once_by_its_words", Quantity),
    change_row("disagreement_claims_are_ordered", Disagreement, {"other_id": F("claim_id")}),
    change_row("disagreement_claims_are_ordered", Disagreement, {"claim_id": F("other_id"), "other_id": F("claim_id")}),
    change_row("disagreement_matter_is_known", Disagreement, {"matter": "colour"}),
    duplicate_row("disagreement_is_unique", Disagreement),
    duplicate_row("reading_has_its_own_number", Reading),
    duplicate_row("block_of_digests_is_unique_in_its_table", RowDigests),
    duplicate_row("version_refers_to_a_record_once", VersionReference),
    duplicate_row("edition_has_one_seal_of_a_sort", EditionSeal),
    duplicate_row("record_has_one_version_an_edition", RecordVersion, {"version": "0" * 64}),
    change_row("version_outcome_is_known", RecordVersion, {"outcome": "lost"}),
    change_row("edition_number_is_positive", Edition, {"number": 0}),
    change_row("edition_note_is_in_both_languages", Edition, {"note_ar": ""}),
    duplicate_row("search_document_is_unique", SearchDocument),
    change_row("search_document_kind_is_known", SearchDocument, {"kind": "street"}),
    duplicate_row("search_name_is_unique_in_its_place", SearchName),
    change_row("search_name_origin_is_known", SearchName, {"origin": "hearsay"}),
    duplicate_row("search_trigram_is_unique_in_its_word", SearchTrigram),
    duplicate_row("posting_bucket_is_unique_in_its_block", PostingBucket),
    change_row("text_chunk_kind_is_known", TextChunk, {"kind": "note"}),
    change_row("text_chunk_has_characters", TextChunk, {"text": ""}),
    change_row("text_chunk_begins_in_its_sentence", TextChunk, {"sentence_start": F("start") + 1}),
    change_row("term_is_explained_in_both_languages", Term, {"meaning_ar": ""}),
    change_row("story_is_in_both_languages", StoryLine, {"text_en": ""}),
]


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_constraint_refuses_its_breach(breach):
    Disagreement.objects.create(pk=1, claim_id=1, other_id=2, matter="date")
    EditionSeal.objects.create(pk=1, edition_id=1, suffix="sig", content=b"seal")
    check_breach(breach)


def test_every_constraint_has_a_breach():
    assert {breach.rule for breach in BREACHES} == constraint_names("archive")
