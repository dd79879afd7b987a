"""What the sources do not say of a subject is listed, until a claim about it says it."""

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


def test_only_what_is_asked_of_its_kinds_is_listed():
    assert unanswered("place:baltic-sea", "sea") == ["where-on-the-sea"]
    assert unanswered("place:eastern-belarus", "region") == ["course-of-the-offensive"]
    assert unanswered("camp:dachau") == []


def test_what_a_claim_about_it_answers_is_not_listed():
    assert "camp-freed" in unanswered("camp:dachau", "camp")
    assert "camp-freed" not in unanswered("camp:majdanek", "camp")
    assert "evacuation-direction" in unanswered("route:spring-1945-to-mauthausen", "route")
    assert "evacuation-direction" not in unanswered("route:winter-1944-1945-westward", "route")


def test_a_question_asked_of_several_of_its_kinds_is_listed_once_in_the_order_of_the_fixture():
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


def test_it_asks_the_database_twice_however_many_questions(django_assert_num_queries):
    subject = Subject.objects.get(identifier="dachau")
    with django_assert_num_queries(2):
        questions.unanswered_questions(subject, {"camp", "evacuated-camp"})
