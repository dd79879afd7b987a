"""Questions that the sources of the archive do not answer about a subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from archive.edition_cache import cached_per_edition
from archive.models import Claim, Question, Subject


@cached_per_edition
def load_questions() -> list[Question]:
    """Return all questions, in the order of the fixture."""
    return list(Question.objects.all())


def unanswered_questions(subject: Subject, kinds: set[str]) -> list[Question]:
    """Return the questions on any of ``kinds`` that no claim about the subject answers."""
    answered = load_answers().get(subject.pk, ())
    return [question for question in load_questions() if kinds & set(question.asked_of) and question.pk not in answered]


@cached_per_edition
def load_answers() -> Mapping[int, set[int]]:
    """Return the keys of the questions that claims about a subject answer, by the key of the subject."""
    answers: dict[int, set[int]] = defaultdict(set)
    for subject, question in Claim.answers.through.objects.order_by().values_list("claim__subjects", "question").distinct():
        answers[subject].add(question)
    return answers
