"""Questions about a subject are listed until a claim about it answers them."""

import pytest

from archive.claims import questions
from archive.models import Claim, Question, Subject

pytestmark = pytest.mark.django_db


def unanswered(subject: str, *kinds: str) -> list[str]:
    kind, identifier = subject.split(":")
    return [
        question.identifier
        for question in questions.unanswered_questions(Subject.objects.get(kind=kind, identifier=identifier), set(kinds))
    ]


def test_only_questions_for_its_kinds_are_listed():
    assert unanswered("place:baltic-sea", "sea") == ["where-on-the-sea"]
    assert unanswered("place:eastern-belarus", "region") == ["course-of-the-offensive"]
    assert unanswered("camp:dachau") == []


def test_question_answered_by_a_claim_about_it_is_not_listed():
    assert "camp-freed" in unanswered("camp:majdanek", "camp"), "overrun is not freed"
    assert "evacuation-direction" in unanswered("route:spring-1945-to-mauthausen", "route")
    assert "evacuation-direction" not in unanswered("route:winter-1944-1945-westward", "route")


def test_question_for_several_kinds_is_listed_once_in_fixture_order():
    listed = unanswered("camp:dachau", "camp", "evacuated-camp", "route")
    assert listed == [question.identifier for question in Question.objects.all() if question.identifier in listed]
    assert len(listed) == len(set(listed)) > 4


def test_an_answer_about_one_subject_leaves_the_question_open_for_others():
    claim, question = Claim.objects.get(identifier="thousands-died"), Question.objects.get(identifier="prisoners-held")
    claim.answers.add(question)
    assert "prisoners-held" in unanswered("camp:dachau", "camp")
    Claim.subjects.through.objects.create(pk=10_000, claim=claim, subject=Subject.objects.get(identifier="dachau"))
    assert "prisoners-held" not in unanswered("camp:dachau", "camp")
    assert "prisoners-held" in unanswered("camp:auschwitz", "camp")


def test_number_of_queries_is_two_for_any_number_of_questions(django_assert_num_queries):
    subject = Subject.objects.get(identifier="dachau")
    with django_assert_num_queries(2):
        questions.unanswered_questions(subject, {"camp", "evacuated-camp"})
