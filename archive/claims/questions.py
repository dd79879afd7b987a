"""Questions that the sources of the archive do not answer about a subject."""

from __future__ import annotations

from django.db.models import QuerySet

from archive.edition_cache import cached_per_edition
from archive.models import Question, Subject
from archive.models.cached_rows import load_rows


@cached_per_edition
def load_questions() -> list[Question]:
    """Return all questions, in the order of the fixture."""
    return list(Question.objects.all())


def unanswered_questions(subject: Subject, kinds: set[str]) -> list[Question]:
    """Return the questions on any of ``kinds`` that no claim about the subject answers; two queries at most."""
    answered_keys = set(load_rows(_select_answered, subject))
    return [question for question in load_questions() if kinds & set(question.asked_of) and question.pk not in answered_keys]


def _select_answered(subject: Subject) -> QuerySet:
    return Question.objects.filter(answers__subjects=subject).values_list("pk", flat=True)
