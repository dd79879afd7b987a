"""Fields of places that exist in both languages. Names of places are rows of their own."""

from modeltranslation.translator import TranslationOptions, translator

from camps.models import Place, PlaceName

translator.register(Place, TranslationOptions, fields=("reference",))
translator.register(PlaceName, TranslationOptions, fields=("met",))
