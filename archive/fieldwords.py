"""What each field of the fixture files holds, in a sentence: editors show it while the file is written. Arabic in the catalogue. Pure.

The keys are a record's type and its field; a record that takes over a field from another takes over the sentence.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

FIELDS: dict[str, str] = {
    # In many files
    "Draftable.draft": _("true while the record is not to be published. Delete the line to publish it."),
    "Bilingual.ar": _("In Arabic."),
    "Bilingual.en": _("In English."),
    "Quote.passage": _("The sentence that is quoted: the source’s identifier, a colon, the sentence’s number."),
    "Quote.quote": _("The exact characters of the sentence, which stand there once. Copy and paste; do not retype."),
    "Quote.prefix": _("Only if the words stand in the sentence more than once: the characters right before them."),
    "Quote.suffix": _("Only if the words stand in the sentence more than once: the characters right after them."),
    # source.yaml
    "SourceRecord.source": _("The source’s identifier, which is its folder’s name. Once published it never changes."),
    "SourceRecord.text": _("The verbatim text, as it was accessioned. Never change the file or these numbers."),
    "SourceRecord.received": _("Optional: the document as it came, if it was not text in UTF-8. Never change it either."),
    "SourceRecord.title": _("The document’s title. If it has none, write one, and supplied: true below it."),
    "SourceRecord.author": _("Optional: who wrote it."),
    "SourceRecord.publisher": _("Who published or keeps the document."),
    "SourceRecord.published_in": _("Optional: in what it was published."),
    "SourceRecord.published": _(
        "Optional: when it was published, as the document says, as EDTF: 1945, 1945-05, 1945-05-07. A year alone stands in quotation marks."
    ),
    "SourceRecord.origin": _("Where the document was found, and how it was identified."),
    "SourceRecord.remark": _("Optional: what a reader should know of the document."),
    "SourceRecord.rights": _("Its rights: a statement and what it means here."),
    "SourceRecord.accessioned": _("The day on which it came into the archive: year-month-day."),
    "SourceRecord.supersedes": _("Optional: the source of which this is a better transcription."),
    "TextFile.file": _("The file’s name, in this folder."),
    "TextFile.language": _("The language of the text, by its tag."),
    "TextFile.sha256": _("The digest of the file, SHA-256."),
    "TextFile.bytes": _("How many bytes the file has."),
    "TextFile.characters": _("How many Unicode code points the text has."),
    "ReceivedFile.file": _("The file’s name, in this folder."),
    "ReceivedFile.encoding": _("How the text was made of it: the name of an encoding, or tei."),
    "ReceivedFile.sha256": _("The digest of the file, SHA-256."),
    "ReceivedFile.bytes": _("How many bytes the file has."),
    "Title.supplied": _("true if the archive made the title because the document has none."),
    "Origin.address": _("A web address that begins with http."),
    "Origin.note": _("How it was identified as this document."),
    "Rights.statement": _("An address at rightsstatements.org or of a licence."),
    "Rights.note": _("What may be done with the text, in words."),
    # passages.yaml
    "PassagesRecord.source": _("The identifier of the source in this folder."),
    "PassagesRecord.paragraphs": _(
        "The paragraphs, in the order of the text. With the white space between them they cover it whole."
    ),
    "ParagraphRecord.ref": _("The paragraph’s number, from 1, in quotation marks."),
    "ParagraphRecord.start": _("Where it begins: code points of the whole text, from 0."),
    "ParagraphRecord.end": _("Where it ends: code points of the whole text; the end is not included."),
    "ParagraphRecord.sentences": _("Its sentences, in the order of the text."),
    "SentenceRecord.ref": _("The paragraph’s number, a full stop, the sentence’s number, in quotation marks."),
    "SentenceRecord.start": _("Where it begins: code points of the whole text, from 0."),
    "SentenceRecord.end": _("Where it ends: code points of the whole text; the end is not included."),
    "SentenceRecord.exact": _("The same characters again, so that no position can slip."),
    "SentenceRecord.reading": _("The archive’s own reading of the sentence."),
    "SentenceRecord.note": _(
        "What the archive says of the sentence; with emended it says how, with uncertain it gives the readings."
    ),
    "Reading.language": _("The language of the reading."),
    "Reading.status": _(
        "plain: the text says this as it stands; emended: read against the letter; supplied: a missing word is supplied in [brackets]; uncertain: more than one reading is possible."
    ),
    "Reading.text": _("The reading."),
    # mentions.yaml
    "MentionsRecord.source": _("The identifier of the source in this folder."),
    "MentionsRecord.mentions": _("Every mention of a place in the text. Mentions share no character."),
    "MentionRecord.place": _("The place that is meant: camp: or place:, and its identifier."),
    "MentionRecord.form": _("name, or description where the words mean the place without naming it."),
    # claims
    "ClaimRecord.claim": _("The claim’s identifier, which is its file’s name. Once published it never changes."),
    "ClaimRecord.statement": _("One statement, in both languages."),
    "ClaimRecord.label": _("Optional: a few words for it where there is no room for the statement, as in a timeline."),
    "ClaimRecord.about": _("Optional: the camps and places it is about."),
    "ClaimRecord.evidence": _("The words it rests on: one or more quotations."),
    "ClaimRecord.date": _("Optional: when it was, and the words that say so."),
    "ClaimRecord.answers": _("Optional: the questions of questions.yaml that it answers."),
    "ClaimRecord.differs_from": _(
        "Optional: other claims that say something else of the same matter. It is said of a pair once, in either claim."
    ),
    "EvidenceRecord.reading": _("Only if the status of these words is not that of their whole sentence."),
    "DateRecord.edtf": _(
        "The date in EDTF, in quotation marks. 1944-21 … 1944-24 are spring, summer, autumn, winter; ~ is about, ? is uncertain."
    ),
    "DateRecord.sense": _("Optional, where the date does not say when it was: not-before, by or until it."),
    "DateRecord.words": _("Optional: the source’s expression in short."),
    "DateRecord.note": _("Where the date is inferred: how."),
    "DifferenceRecord.claim": _("The identifier of the other claim."),
    "DifferenceRecord.matters": _("On what the two differ."),
    # places
    "PlaceRecord.place": _("The place’s identifier, which is its file’s name. Once published it never changes."),
    "PlaceRecord.kind": _("What it is. A camp is camp:<identifier> in other records; a sea or a region is place:<identifier>."),
    "PlaceRecord.names": _("Its names in the languages of the archive and of the region."),
    "PlaceRecord.variants": _("Optional: other spellings, for search only."),
    "PlaceRecord.coordinates": _("Where it is, by a reference of its own."),
    "PlaceRecord.authorities": _("Optional: its identifiers in authority files."),
    "Names.ar": _("In Arabic."),
    "Names.en": _("In English."),
    "Names.de": _("In German."),
    "Names.pl": _("In Polish."),
    "VariantRecord.language": _("The language of the spelling, by its tag."),
    "VariantRecord.name": _("The name so spelt."),
    "VariantRecord.met": _("Optional: where this spelling was met: a page, a book, an authority file."),
    "VariantRecord.recorded": _("Optional: the day on which this was recorded here: year-month-day."),
    "CoordinatesRecord.latitude": _("Degrees north, at most four decimals."),
    "CoordinatesRecord.longitude": _("Degrees east, at most four decimals."),
    "CoordinatesRecord.confidence": _("high, medium or low; symbolic where no single point is the place."),
    "CoordinatesRecord.reference": _("From what they were taken."),
    "CoordinatesRecord.recorded": _("The day on which this was recorded here: year-month-day."),
    "AuthorityRecord.authority": _("The authority file."),
    "AuthorityRecord.identifier": _("The place’s identifier there; digits alone stand in quotation marks."),
    "AuthorityRecord.recorded": _("The day on which this was recorded here: year-month-day."),
    # routes
    "RouteRecord.route": _("The route’s identifier, which is its file’s name. Once published it never changes."),
    "RouteRecord.claim": _("The claim that states it. All words quoted here lie within that claim’s evidence."),
    "RouteRecord.name": _("The route’s name."),
    "RouteRecord.origins": _("From where: the words, and the places they name."),
    "RouteRecord.destinations": _("To where: the words, and the places they name."),
    "RouteRecord.direction": _("Optional: the direction, only if words state it."),
    "RouteRecord.means": _("Optional: the means of travel, only those that words state."),
    "GroupRecord.places": _("The places that the words name: camp: or place:, and the identifier."),
    "DirectionRecord.value": _("The direction that the words state."),
    "MeansRecord.value": _("The means of travel that the words state."),
    # register.yaml and questions.yaml
    "RegisterRecord.retired": _("The identifiers that were given up. No entry is ever taken away."),
    "RetiredRecord.kind": _("Of what kind the record was."),
    "RetiredRecord.identifier": _("The identifier that was given up."),
    "RetiredRecord.renamed": _("The new identifier; or else withdrawn and reason."),
    "RetiredRecord.withdrawn": _("The day on which the record was withdrawn: year-month-day."),
    "RetiredRecord.reason": _("Why it was withdrawn."),
    "QuestionsRecord.questions": _("What a reader may ask. What no claim answers is shown as what the sources do not say."),
    "PrimerRecord.terms": _("Words that a student may not know, explained in the archive’s own words."),
    "PrimerRecord.story": _("The story in about a dozen sentences, for those who begin here."),
    "TermRecord.term": _("The term’s identifier: the fragment of its address in the glossary. Once published it never changes."),
    "TermRecord.name": _("The term, as the glossary heads it."),
    "TermRecord.forms": _("The words that are linked to it where a page first uses them."),
    "TermRecord.meaning": _("What it means, in plain words."),
    "TermRecord.reference": _(
        "Where it states a fact: where this can be read up, in the language of the book: author, title, year."
    ),
    "Forms.ar": _("In Arabic, exactly as written; one joined letter before it is allowed for."),
    "Forms.en": _("In English, exactly as written."),
    "StoryRecord.heading": _("Optional: the heading of the part that begins here."),
    "StoryRecord.text": _("One sentence, which says no more than its claims do."),
    "StoryRecord.claims": _("The claims that it sums up."),
    "QuestionRecord.question": _("The question’s identifier, which claims name under answers."),
    "QuestionRecord.asked_of": _("Of what it may be asked."),
    "QuestionRecord.text": _("The question."),
}

# What a field may hold, where a sentence alone does not show it.
EXAMPLES: dict[str, list[str]] = {
    "Quote.passage": ["ushmm-death-marches:3.5"],
    "TextFile.language": ["ar", "en", "de", "pl", "fa", "he"],
    "ReceivedFile.encoding": ["windows-1256", "iso-8859-6", "utf-16", "tei"],
    "Rights.statement": ["https://rightsstatements.org/vocab/CNE/1.0/", "https://creativecommons.org/publicdomain/zero/1.0/"],
    "SourceRecord.accessioned": ["2026-11-23"],
    "ParagraphRecord.ref": ["3"],
    "SentenceRecord.ref": ["3.5"],
    "MentionRecord.place": ["camp:dachau", "place:baltic-sea"],
    "DateRecord.edtf": ["1945", "1945-01", "1945-05-07", "1944-22", "1945-04~", "1944-12~/1945-02~", "1944-06~/", "/1945-05-09~"],
}
