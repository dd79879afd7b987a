"""Fields of places and authority files that exist in both languages. Names of places are rows of their own."""

from modeltranslation.translator import TranslationOptions, translator

from camps.models import Authority, Place, PlaceName

translator.register(Authority, TranslationOptions, fields=("name",))
translator.register(Place, TranslationOptions, fields=("reference", "city", "today_reference"))
translator.register(PlaceName, TranslationOptions, fields=("met",))
