"""Fields of movements and of stops of marches that exist in both languages."""

from modeltranslation.translator import TranslationOptions, translator

from marches.models import MarchStop, Movement

translator.register(Movement, TranslationOptions, fields=("name", "reason"))
translator.register(MarchStop, TranslationOptions, fields=("description", "date_words", "date_note"))
