"""Questions that the sources of the archive do not answer about a subject."""

from __future__ import annotations

from archive.edition_cache import cached_per_edition
from archive.models import Question, Subject


@cached_per_edition
def load_questions() -> list[Question]:
    """Return all questions, in the order of the fixture."""
    return list(Question.objects.all())


def unanswered_questions(subject: Subject, kinds: set[str]) -> list[Question]:
    """Return the questions on any of ``kinds`` that no claim about the subject answers; two queries at most."""
    answered_keys = set(Question.objects.filter(answers__subjects=subject).values_list("pk", flat=True))
    return [question for question in load_questions() if kinds & set(question.asked_of) and question.pk not in answered_keys]
