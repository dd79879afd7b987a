"""What the database itself refuses, whoever writes to it."""

from datetime import date

import pytest
from django.db.models import F

from archive.models import (
    Anchor,
    Claim,
    Disagreement,
    Drawer,
    Edition,
    Mention,
    Passage,
    PreparedPage,
    Published,
    Question,
    Reading,
    Retired,
    SearchDocument,
    SearchName,
    SearchTrigram,
    Source,
    SourceCoverage,
    StoryLine,
    Stretch,
    Subject,
    Term,
)
from tests.rules import altered, check_breach, doubled, rules

pytestmark = pytest.mark.django_db

LATE = date(1999, 1, 1)
PARAGRAPH, SENTENCE = {"kind": "paragraph"}, {"kind": "sentence"}

BREACHES = [
    altered("question_is_put_in_both_languages", Question, {"text_ar": ""}),
    altered("question_is_put_in_both_languages", Question, {"text_en": ""}),
    altered("question_is_put_in_both_languages", Question, {"text_ar": None}),
    altered("claim_is_stated_in_both_languages", Claim, {"statement_ar": ""}),
    altered("claim_is_stated_in_both_languages", Claim, {"statement_en": ""}),
    altered("claim_is_stated_in_both_languages", Claim, {"statement_ar": None}),
    altered("claim_is_stated_in_both_languages", Claim, {"statement_en": None}),
    altered("claim_sense_is_of_a_date", Claim, {"sense": "by"}, edtf=""),
    altered("claim_begins_before_it_ends", Claim, {"earliest": LATE}, latest__isnull=False),
    altered("claim_without_a_date_has_no_days", Claim, {"earliest": LATE}, edtf=""),
    altered("claim_without_a_date_has_no_days", Claim, {"latest": LATE}, edtf=""),
    altered("anchor_has_characters", Anchor, {"end": F("start"), "exact": ""}),
    altered("anchor_covers_as_many_characters_as_it_quotes", Anchor, {"exact": "س"}),
    altered("anchor_covers_as_many_characters_as_it_quotes", Anchor, {"end": F("end") + 1}),
    altered("anchor_role_is_known", Anchor, {"role": "rumour"}),
    altered("anchor_status_is_known", Anchor, {"status": "sure"}),
    doubled("anchor_stands_once_in_its_claim", Anchor),
    altered("mention_has_characters", Mention, {"end": F("start"), "exact": ""}),
    altered("mention_covers_as_many_characters_as_it_quotes", Mention, {"exact": "س"}),
    doubled("mention_words_mean_one_subject", Mention, {"subject_id": 1}),
    doubled("edition_is_one_row", Edition),
    altered("source_text_has_its_length", Source, {"text": "نص آخر"}),
    altered("source_has_a_byte_a_character", Source, {"byte_length": F("character_length") - 1}),
    altered("source_has_a_digest", Source, {"sha256": "09cfd77110"}),
    altered("no_more_is_covered_than_there_is", SourceCoverage, {"resting": F("sentences") + 1}),
    altered("no_more_is_covered_than_there_is", SourceCoverage, {"covered_letters": F("letters") + 1}),
    altered("no_more_is_covered_than_there_is", SourceCoverage, {"covered_characters": F("characters") + 1}),
    doubled("passage_ref_is_unique_in_its_source", Passage, {"start": 1}, **SENTENCE),
    doubled("passages_of_a_kind_start_apart", Passage, {"ref": "9.9"}, **SENTENCE),
    altered("passage_has_characters", Passage, {"end": F("start")}),
    altered("passage_sentences_alone_have_a_paragraph", Passage, {"paragraph": None}, **SENTENCE),
    altered("passage_sentences_alone_have_a_paragraph", Passage, {"paragraph": F("pk")}, **PARAGRAPH),
    altered("passage_sentences_alone_have_a_paragraph", Passage, {"kind": "chapter"}),
    altered("reading_status_is_known", Reading, {"status": "sure"}),
    altered("reading_has_words", Reading, {"text": ""}),
    doubled("subject_identifier_is_unique_in_its_kind", Subject),
    altered("subject_kind_is_known", Subject, {"kind": "road"}),
    altered("subject_is_named_in_both_languages", Subject, {"name_ar": ""}),
    altered("subject_is_named_in_both_languages", Subject, {"name_en": ""}),
    altered("subject_is_named_in_both_languages", Subject, {"name_en": None}),
    altered("disagreement_is_of_two_claims_kept_one_way", Disagreement, {"other_id": F("claim_id")}),
    altered("disagreement_is_of_two_claims_kept_one_way", Disagreement, {"claim_id": F("other_id"), "other_id": F("claim_id")}),
    altered("disagreement_matter_is_known", Disagreement, {"matter": "colour"}),
    doubled("disagreement_is_told_once", Disagreement),
    altered("prepared_page_is_not_empty", PreparedPage, {"html": ""}),
    doubled("published_record_stands_once", Published),
    doubled("search_document_stands_once", SearchDocument),
    altered("search_document_kind_is_known", SearchDocument, {"kind": "street"}),
    doubled("search_name_stands_once_of_a_place", SearchName),
    altered("search_name_was_met_somewhere", SearchName, {"met": "hearsay"}),
    doubled("search_trigram_stands_once_in_its_word", SearchTrigram),
    doubled("drawer_stands_once_a_shelf", Drawer),
    altered("stretch_kind_is_known", Stretch, {"kind": "note"}),
    altered("stretch_has_characters", Stretch, {"text": ""}),
    altered("stretch_begins_in_its_sentence", Stretch, {"opens": F("start") + 1}),
    altered("term_is_explained_in_both_languages", Term, {"meaning_ar": ""}),
    altered("story_is_told_in_both_languages", StoryLine, {"text_en": ""}),
    doubled("retired_identifier_stands_once", Retired),
    altered("retired_is_renamed_or_withdrawn", Retired, {"renamed": ""}),
    altered("retired_is_renamed_or_withdrawn", Retired, {"withdrawn": LATE, "reason_ar": "سبب", "reason_en": "A reason"}),
    altered("retired_withdrawal_has_its_reason", Retired, {"renamed": "", "withdrawn": LATE, "reason_ar": "سبب"}),
]


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_the_database_refuses(breach):
    Disagreement.objects.create(pk=1, claim_id=1, other_id=2, matter="date")
    PreparedPage.objects.create(address="/en/", code="0" * 64, html="<!doctype html>")
    Retired.objects.create(pk=1, kind="camp", identifier="old", renamed="dachau")
    check_breach(breach)


def test_every_rule_has_its_breach():
    assert {breach.rule for breach in BREACHES} == rules("archive")
