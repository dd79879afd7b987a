"""What every page is given: the other language's address of the same page, the edition, the permanent origin."""

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi

from archive.models import Edition

OTHER = {"ar": "en", "en": "ar"}


def site(request) -> dict[str, object]:
    """Context processor. ``origin`` is the scheme and host that permanent addresses begin with."""
    language = get_language() or settings.LANGUAGE_CODE
    other = OTHER[language]
    return {
        "language": language,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "other_language": other,
        "other_address": translate_url(request.get_full_path(), other),
        "address": request.path,
        "alternates": [(code, translate_url(request.path, code)) for code in ("ar", "en")],
        "origin": settings.CANONICAL_ORIGIN,
        "edition": SimpleLazyObject(lambda: Edition.objects.first()),
    }
