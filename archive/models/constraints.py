"""Conditions that the constraints of several tables use."""

from django.db.models import Q

from archive.vocabulary import LANGUAGES


def has_both_languages(field: str) -> Q:
    """Return the condition that a translated field has text in both languages; NULL must be excluded, because it passes any comparison."""
    columns = [f"{field}_{language}" for language in LANGUAGES]
    not_null = Q(**{f"{column}__isnull": False for column in columns})
    return not_null & ~Q(**{columns[0]: ""}) & ~Q(**{columns[1]: ""})
