"""What is kept of places in both languages. Their names are records of their own."""

from modeltranslation.translator import TranslationOptions, register

from camps.models import Place


@register(Place)
class PlaceTranslation(TranslationOptions):
    """The reference that the coordinates were taken from."""

    fields = ("reference",)
