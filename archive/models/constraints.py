"""What is kept in both languages, or not at all."""

from django.db.models import Q

from archive.vocabulary import LANGUAGES


def has_both_languages(field: str) -> Q:
    """That the field has words in either language. Its columns may be NULL, which is unlike any text and would slip through."""
    names = [f"{field}_{language}" for language in LANGUAGES]
    there = Q(**{f"{name}__isnull": False for name in names})
    return there & ~Q(**{names[0]: ""}) & ~Q(**{names[1]: ""})
