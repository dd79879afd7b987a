"""What the sources here do not say of a subject: the questions asked of its kinds that no claim about it answers."""

from __future__ import annotations

from archive.models import Question, Subject


def of(subject: Subject, kinds: set[str]) -> list[Question]:
    """The unanswered questions, in the order of the fixture; two queries."""
    answered = set(Question.objects.filter(answers__subjects=subject).values_list("pk", flat=True))
    return [question for question in Question.objects.all() if kinds & set(question.asked_of) and question.pk not in answered]
