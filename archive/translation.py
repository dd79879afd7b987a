"""Fields that exist in both languages: descriptions and statements of the archive, never verbatim text."""

from modeltranslation.translator import TranslationOptions, translator

from archive.models import Claim, Edition, Quantity, Question, Reading, Source, StoryLine, Subject, Term

TRANSLATED_FIELDS = {
    Source: ("title", "author", "publisher", "published_in", "origin_note", "remark", "rights_note"),
    Reading: ("note", "by"),
    Subject: ("name",),
    Question: ("text",),
    Claim: ("statement", "label", "date_words", "date_note"),
    Quantity: ("note",),
    Edition: ("note",),
    Term: ("name", "meaning"),
    StoryLine: ("heading", "text"),
}

for model, fields in TRANSLATED_FIELDS.items():
    translator.register(model, TranslationOptions, fields=fields)
