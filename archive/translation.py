"""What is kept in both languages. Verbatim text never is."""

from modeltranslation.translator import TranslationOptions, register

from archive.models import Claim, Question, Reading, Retired, Source, StoryLine, Subject, Term


@register(Source)
class SourceTranslation(TranslationOptions):
    """A source's description; not its text."""

    fields = ("title", "author", "publisher", "published_in", "origin_note", "remark", "rights_note")


@register(Reading)
class ReadingTranslation(TranslationOptions):
    """The note on a reading; the reading itself is in one language."""

    fields = ("note",)


@register(Subject)
class SubjectTranslation(TranslationOptions):
    """The archive's label for a subject."""

    fields = ("name",)


@register(Question)
class QuestionTranslation(TranslationOptions):
    """The question's wording."""

    fields = ("text",)


@register(Claim)
class ClaimTranslation(TranslationOptions):
    """What the claim says, and the words and note of its date."""

    fields = ("statement", "label", "date_words", "date_note")


@register(Retired)
class RetiredTranslation(TranslationOptions):
    """Why a record was withdrawn."""

    fields = ("reason",)


@register(Term)
class TermTranslation(TranslationOptions):
    """The word and its explanation."""

    fields = ("name", "meaning")


@register(StoryLine)
class StoryLineTranslation(TranslationOptions):
    """What is told."""

    fields = ("heading", "text")
