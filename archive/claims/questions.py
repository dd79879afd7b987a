"""What the sources here do not say of a subject: the questions asked of its kinds that no claim about it answers."""

from __future__ import annotations

from archive.edition_cache import cached_per_edition
from archive.models import Question, Subject


@cached_per_edition
def load_questions() -> list[Question]:
    """All questions, in the order of the fixture."""
    return list(Question.objects.all())


def unanswered_questions(subject: Subject, kinds: set[str]) -> list[Question]:
    """The unanswered questions, in the order of the fixture; two queries at most."""
    answered = set(Question.objects.filter(answers__subjects=subject).values_list("pk", flat=True))
    return [question for question in load_questions() if kinds & set(question.asked_of) and question.pk not in answered]
