"""What is kept of places in both languages. Their names are records of their own."""

from modeltranslation.translator import TranslationOptions, register

from camps.models import Place, PlaceName


@register(Place)
class PlaceTranslation(TranslationOptions):
    """The reference that the coordinates were taken from."""

    fields = ("reference",)


@register(PlaceName)
class PlaceNameTranslation(TranslationOptions):
    """Where a variant was met; not the name."""

    fields = ("met",)
