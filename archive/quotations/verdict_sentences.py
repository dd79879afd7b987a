"""Sentences that state the answer to a quotation, and the words for what was set aside, differs or was refused."""

from __future__ import annotations

from functools import reduce
from itertools import pairwise

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.quotations.answer import KIND_WORDS, Answer
from archive.quotations.result import QuotationResult
from archive.quotations.text_index import MAX_WHOLE_WORDS
from archive.quotations.tokens import tokenize_text

# By verdict, with “parts” if the quotation has ellipses, and by whose words they are.
VERDICT_SENTENCES = {
    "exact-text": _("These are the words of a source, letter for letter."),
    "exact-parts-text": _("Each part is words of a source, letter for letter, and in this order."),
    "exact-reading": _("These are not the words of a source: they are the archive’s own reading of it, letter for letter."),
    "exact-parts-reading": _(
        "These are not the words of a source: each part is of the archive’s own reading of it, letter for letter, and in this order."
    ),
    "exact-claim": _("These are words of the archive’s own, in a claim, letter for letter; they are not those of a source."),
    "spelling-text": _("These are the words of a source but for spelling. What differs is listed below."),
    "spelling-parts-text": _("Each part is words of a source but for spelling, and in this order."),
    "spelling-reading": _("These are not the words of a source: they are the archive’s own reading of it, but for spelling."),
    "spelling-parts-reading": _(
        "These are not the words of a source: each part is of the archive’s own reading of it, in this order, but for spelling."
    ),
    "spelling-claim": _("These are words of the archive’s own, in a claim, but for spelling; they are not those of a source."),
    "other-words-text": _("These are not quite the words of the source. Words that differ: %(count)s."),
    "other-words-reading": _(
        "These are not the words of a source, and not quite those of the archive’s own reading of it. Words that differ: %(count)s."
    ),
    "partly-text": _("Part of it is in a source; the rest was not found."),
    "partly-reading": _(
        "These are not the words of a source: part of it is the archive’s own reading, and the rest was not found."
    ),
    "partly-claim": _(
        "None of it is in a source: part of it is words of the archive’s own, in a claim, and the rest was not found."
    ),
    "partly-mixture": _("It is a mixture of %(kinds)s; the rest was not found."),
    "partly-joined-text": _("All its words are in the sources, but not together as they are here."),
    "partly-joined-reading": _(
        "These are not the words of a source: all of them are in the archive’s own readings, but not together as they are here."
    ),
    "partly-joined-mixture": _("It is a mixture of %(kinds)s."),
    "shortened-text": _("All its words are in a source in this order, but words between them are left out. They are shown below."),
    "shortened-reading": _(
        "These are not the words of a source: all of them are in the archive’s own reading in this order, but words between them "
        "are left out. They are shown below."
    ),
    "reversed-text": _("These are the words of a source, only in reverse order."),
    "reversed-reading": _("These are not the words of a source: they are the archive’s own reading of it, only in reverse order."),
    "reordered-text": _("The same words are in a source, but in another order."),
    "reordered-reading": _(
        "These are not the words of a source: the same words are in the archive’s own reading, but in another order."
    ),
    "absent": _("It was not found in the archive."),
    "absent-words": _("It was not found in the archive as whole words."),
    "absent-phrases": _("It was not found in the archive; only phrases of it were, which state nothing by themselves."),
    "undecided": _("It was not found; but its words are so common that not every place was looked at."),
    "wordless": _("There is no word in it that could be looked for."),
}
ELLIPSIS_SENTENCES = {
    "shown": _("What the ellipses leave out is shown below."),
    "long": _("The ellipses leave out more than is shown here."),
    "joined": _("They join words of different sentences."),
}
CUT_WORD_SENTENCES = (
    _("It begins inside a word: the source has “%(word)s”."),
    _("It ends inside a word: the source has “%(word)s”."),
)
NORMALIZATION_NOTES = {
    "lines": _("line ends, which a browser sends as two characters each, taken as one (U+000A)"),
    "space": _("the white space around it"),
    "marks": _("the quotation marks around it"),
    "invisible": _("invisible characters around it"),
    "note": _("the footnote mark at its end"),
}
REVERSAL_NOTES = {
    "reversed-letters": _("Its letters are in reverse order, as in text copied from some PDF files. In the right order it reads:"),
    "reversed-words": _("Its words are in reverse order, as in text copied from some PDF files. In the right order it reads:"),
}
WORD_DIFFERENCE_LABELS = {
    "word": _("another word"),
    "word-added": _("added word"),
    "word-left-out": _("word left out"),
}
REFUSAL_MESSAGES = {
    "length": _("The quotation has more characters than are looked for at once."),
    "address": _("The quotation is too long for an address."),
    "encoding": _("The address holds bytes that are no text: they are not UTF-8."),
}


def list_normalization_notes(result: QuotationResult) -> list[str]:
    """Return what was set aside before the quotation was looked up."""
    return [str(NORMALIZATION_NOTES[name]) for name in result.normalized.set_aside if name in NORMALIZATION_NOTES]


def get_reversal_note(result: QuotationResult) -> str:
    """Return the sentence on letters or words in reverse order."""
    return "".join(str(REVERSAL_NOTES[name]) for name in result.normalized.set_aside if name in REVERSAL_NOTES)


def list_verdict_sentences(answer: Answer) -> list[str]:
    """Return the sentence that states the verdict, and those on what ellipses leave out and where the quotation cuts a word."""
    result, verdict = answer.result, answer.verdict
    selected = _select_sentence(answer, verdict)
    sentences = [
        str(VERDICT_SENTENCES[selected])
        % {"count": result.other_words, "kinds": reduce(_join_words, (str(KIND_WORDS[kind]) for kind in answer.kinds), "")}
    ]
    if "-parts-" in selected:
        sentences += _list_ellipsis_sentences(answer)
    if not answer.is_absent and not answer.claims:
        cut = zip(CUT_WORD_SENTENCES, result.cut_words, strict=True)
        sentences += [str(sentence) % {"word": word} for sentence, word in cut if word]
    return sentences


def _list_ellipsis_sentences(answer: Answer) -> list[str]:
    is_shown = all(view.part.omitted is not None for view in answer.parts[1:])
    sentences = [str(ELLIPSIS_SENTENCES["shown" if is_shown else "long"])]
    refs = [view.places[0][0].ref for view in answer.parts if view.places]
    if any(before.last != after.first for before, after in pairwise(refs)):
        sentences.append(str(ELLIPSIS_SENTENCES["joined"]))
    return sentences


def _join_words(first: str, second: str) -> str:
    return gettext("%(first)s and %(second)s") % {"first": first, "second": second} if first else second


def _select_sentence(answer: Answer, verdict: str) -> str:
    result = answer.result
    if verdict == "absent":
        if result.located_parts:
            return "absent-phrases"
        return "absent-words" if len(tokenize_text(result.normalized.text)) <= MAX_WHOLE_WORDS else "absent"
    if verdict in ("undecided", "wordless"):
        return verdict
    kind = answer.kind
    if kind == "mixture" and verdict != "partly":
        return "partly-joined-mixture"
    if result.is_reordered and kind != "claim":
        return f"reordered-{kind}"
    if kind != "claim" and result.normalized.is_reversed and not any(part.differences for part in result.parts):
        return f"reversed-{kind}"
    if verdict == "partly-joined" and result.is_shortened and kind != "claim":
        return f"shortened-{kind}"
    has_parts = result.has_ellipses and verdict in ("exact", "spelling") and kind != "claim"
    return f"{verdict}{'-parts' if has_parts else ''}-{kind}"
