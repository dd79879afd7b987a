"""The sentences of every problem id: what is wrong, what was expected, what to try. English here, Arabic in ``locale/``."""

from django.utils.translation import gettext_noop as _

from archive.filecatalogue import FILES

CATALOGUE: dict[str, tuple[str, str, str]] = {
    **FILES,
    "record.missing-field": (
        _("The field “%(field)s” is missing."),
        _("Expected: every field that the record needs."),
        _("Try: add “%(field)s:” with its value."),
    ),
    "record.missing-translation": (
        _("The text in the language “%(field)s” is missing."),
        _("Expected: both languages, ar and en."),
        _("Try: add “%(field)s:” beside the other language."),
    ),
    "record.unknown-field": (
        _("The field “%(field)s” is not one of this record."),
        _("Expected: only the fields that fixtures/README.md lists."),
        _("Try: correct its spelling, or take it away."),
    ),
    "record.wrong-value": (
        _("The value “%(found)s” cannot stand here."),
        _("Expected: %(expected)s."),
        _("Try: correct the value."),
    ),
    "record.duplicate-id": (
        _("The identifier “%(identifier)s” is taken; it stands first in %(first)s."),
        _("Expected: an identifier that no other record of its kind has."),
        _("Try: choose another identifier, or take one of the two records away."),
    ),
    "record.twice": (
        _("“%(found)s” stands here twice; first in %(first)s."),
        _("Expected: each once."),
        _("Try: take one of the two away."),
    ),
    "record.file-name": (
        _("The record is called “%(identifier)s”, the file or folder “%(name)s”."),
        _("Expected: the same name, so that a record is found by its identifier."),
        _("Try: rename the file, or correct the identifier."),
    ),
    "source.wrong-digest": (
        _("The SHA-256 of %(name)s is %(found)s."),
        _("Expected: %(expected)s, as recorded at accession."),
        _("Try: restore the file as it was accessioned. A corrected text is a new source that supersedes this one."),
    ),
    "source.wrong-length": (
        _("%(name)s has %(found)s %(unit)s."),
        _("Expected: %(expected)s, as recorded at accession."),
        _("Try: restore the file as it was accessioned, or correct the record."),
    ),
    "source.received-unreadable": (
        _("%(name)s cannot be read as %(encoding)s: %(reason)s."),
        _("Expected: the document as received, in the encoding that is recorded with it."),
        _("Try: restore the file as it was accessioned, or correct “encoding:”."),
    ),
    "source.received-differs": (
        _(
            "The text is not what %(name)s says, read as %(encoding)s: at code point %(offset)s stands here %(here)s, there %(there)s."
        ),
        _("Expected: the very text that the document as received gives."),
        _("Try: restore both files as they were accessioned, or correct “encoding:”."),
    ),
    "source.nul-character": (
        _("The text has the character U+0000 at code point %(offset)s."),
        _("Expected: no U+0000; PostgreSQL cannot store it."),
        _("Try: accession the document in a form without it, and say so in its remark."),
    ),
    "source.unknown": (
        _("No source is called “%(identifier)s”."),
        _("Expected: the identifier of a source in sources/."),
        _("Try: correct the identifier%(nearest)s."),
    ),
    "source.supersedes-circle": (
        _("The source “%(identifier)s” supersedes, by way of others or not, itself."),
        _("Expected: each source supersedes an older one."),
        _("Try: take “supersedes:” away from the older of them."),
    ),
    "passage.out-of-text": (
        _("Passage %(ref)s ends at code point %(end)s, but the text has %(length)s."),
        _("Expected: a span within the text, start before end."),
        _("Try: correct start and end."),
    ),
    "passage.wrong-text": (
        _(
            "Passage %(ref)s gives a text that differs from the source at code point %(offset)s of the passage: here %(given)s, in the source %(stands)s."
        ),
        _("Expected: the very characters of the source between start and end."),
        _("Try: correct “exact”, or start and end."),
    ),
    "passage.overlap": (
        _("Passage %(ref)s begins at %(start)s, before %(previous)s ends at %(end)s."),
        _("Expected: sentences one after the other."),
        _("Try: correct start and end of the two."),
    ),
    "passage.gap": (
        _("Between %(previous)s and %(ref)s stand characters that belong to no sentence: “%(between)s”."),
        _("Expected: sentences and the white space between them tile the text exactly."),
        _("Try: widen one of the two sentences, or add the one that is missing."),
    ),
    "passage.wrong-ref": (
        _("The reference “%(ref)s” stands out of order."),
        _("Expected: “%(expected)s”."),
        _("Try: number paragraphs and sentences from 1 in the order of the text."),
    ),
    "passage.outside-paragraph": (
        _("Sentence %(ref)s does not lie within its paragraph."),
        _("Expected: a span between %(start)s and %(end)s."),
        _("Try: correct the sentence, or the paragraph."),
    ),
    "passage.unknown": (
        _("There is no passage “%(identifier)s”."),
        _("Expected: source:reference, such as ushmm-death-marches:3.5."),
        _("Try: correct the reference%(nearest)s."),
    ),
    "anchor.quote-not-found": (
        _("The quotation “%(quote)s” does not stand in %(passage)s."),
        _("Expected: the exact characters of the passage; spelling, spaces and marks count."),
        _("Try: copy the words from the source, and look at the number of the passage."),
    ),
    "anchor.wrong-context": (
        _("The quotation “%(quote)s” stands in %(passage)s, but not after “%(prefix)s” and before “%(suffix)s”."),
        _("Expected: the characters right before the words in “prefix”, those right after them in “suffix”; spaces count."),
        _("Try: copy them from the source, or take them away if the words stand there once."),
    ),
    "anchor.quote-elsewhere": (
        _("The quotation “%(quote)s” does not stand in %(passage)s, but in %(elsewhere)s."),
        _("Expected: the passage in which the words stand."),
        _("Try: correct the number of the passage."),
    ),
    "anchor.quote-ambiguous": (
        _("The quotation “%(quote)s” stands %(count)s times in %(passage)s."),
        _("Expected: words that stand there once."),
        _("Try: quote more words, or add “prefix:” or “suffix:” with the characters just before or after."),
    ),
    "claim.no-evidence": (
        _("The claim “%(identifier)s” rests on no words."),
        _("Expected: at least one quotation under “evidence:”."),
        _("Try: quote the words that say it, or take the claim away."),
    ),
    "claim.date-outside-evidence": (
        _("The words of the date, “%(quote)s”, are not among the claim’s evidence."),
        _("Expected: words that the evidence of this claim quotes."),
        _("Try: widen the evidence, or quote other words for the date."),
    ),
    "date.not-edtf": (
        _("“%(found)s” is not a date in EDTF."),
        _("Expected: EDTF (Extended Date/Time Format), such as 1945-05-07, 1944-22, 1944-12~/1945-02~ or 1944-06~/."),
        _("Try: write the year first, two digits for month and day; seasons are 21 (spring) to 24 (winter)."),
    ),
    "date.season-in-interval": (
        _("The interval “%(found)s” begins or ends with a season."),
        _("Expected: years, months or days at the ends of an interval; EDTF allows no seasons there."),
        _("Try: write months, approximate ones if need be: 1944-12~/1945-02~ for a winter."),
    ),
    "date.backwards": (
        _("The interval “%(found)s” does not end later than it begins."),
        _("Expected: the earlier date first."),
        _("Try: exchange the two dates, or correct one of them."),
    ),
    "date.no-bound": (
        _("The date “%(found)s” in the sense “%(sense)s” states no day at all."),
        _("Expected: a beginning for “not-before”, an end for “by” and “until”, at least one of them otherwise."),
        _("Try: correct the sense or the date, or leave the date out."),
    ),
    "mention.overlaps": (
        _("The mention “%(quote)s” overlaps the mention “%(other)s”."),
        _("Expected: mentions that share no character."),
        _("Try: shorten one of the two, or take it away."),
    ),
    "date.unsupported": (
        _("The archive has no words for the date “%(found)s”."),
        _(
            "Expected: a year, month, day or season from 21 to 24, with ?, ~ or %% at its end and XX for its last parts; or an interval."
        ),
        _("Try: write it in a form that fixtures/README.md lists, and put what is lost into the note."),
    ),
    "question.unknown": (
        _("No question is called “%(identifier)s”."),
        _("Expected: the identifier of a question in questions.yaml."),
        _("Try: correct the identifier%(nearest)s."),
    ),
    "subject.unknown": (
        _("No place is called “%(identifier)s”."),
        _("Expected: camp:… or place:… as in places/."),
        _("Try: correct the identifier%(nearest)s."),
    ),
    "claim.unknown": (
        _("No claim is called “%(identifier)s”."),
        _("Expected: the identifier of a claim in claims/."),
        _("Try: correct the identifier%(nearest)s."),
    ),
    "claim.differs-from-itself": (
        _("The claim “%(identifier)s” is said to differ from itself."),
        _("Expected: another claim, of the same matter."),
        _("Try: name the other claim."),
    ),
    "claim.differs-both-ways": (
        _("That “%(claim)s” and “%(other)s” differ is said already at %(first)s."),
        _("Expected: it said of each pair once, in either claim; the pages of both show it."),
        _("Try: take it away here, and put what it adds there."),
    ),
    "claim.no-difference": (
        _("“%(claim)s” and “%(other)s” are said to differ on “%(matter)s”, but their records do not give two that differ."),
        _(
            "Expected: two dates of the claims, or two origins, destinations, directions or means of their routes; silence is no difference."
        ),
        _("Try: correct the records, or take “%(matter)s” away from the matters."),
    ),
    "route.evidence-outside-claim": (
        _("The words “%(quote)s” are not among the evidence of the claim that the route rests on, “%(claim)s”."),
        _("Expected: words that the evidence of that claim quotes."),
        _("Try: widen the claim’s evidence, or quote other words here."),
    ),
    "route.place-not-in-words": (
        _("The words quoted do not name %(place)s; no mention of it lies among them."),
        _("Expected: words among which each of the places is mentioned."),
        _("Try: quote the words that name the place, or record its mention in mentions.yaml."),
    ),
    "route.place-twice": (
        _("%(place)s stands twice in this group."),
        _("Expected: each place once."),
        _("Try: take one of the two away."),
    ),
    "draft.rested-on": (
        _("This rests on %(identifier)s, which is a draft."),
        _("Expected: what is published rests on what is published."),
        _("Try: clear that draft’s mark “draft: true” when it is ready, or mark this as a draft too."),
    ),
    "draft.published": (
        _("%(identifier)s is published, and here it is a draft."),
        _("Expected: what was published once stays so; its address is cited and goes on answering."),
        _("Try: delete the line “draft: true”; or take the record away, and say in the register that it is withdrawn."),
    ),
    "register.still-in-use": (
        _("The identifier %(identifier)s is in the register of retired ones and yet in use."),
        _("Expected: an identifier that was once given up, never given to another record."),
        _("Try: give the record another identifier."),
    ),
    "register.twice": (
        _("The identifier %(identifier)s stands in the register twice."),
        _("Expected: each retired identifier once."),
        _("Try: take one of the two entries away."),
    ),
    "register.no-outcome": (
        _("The register does not say what became of “%(identifier)s”."),
        _("Expected: either renamed, or withdrawn with its day and reason; not both."),
        _("Try: add “renamed:”, or add “withdrawn:” and “reason:”."),
    ),
    "register.unknown-target": (
        _("The register leads to “%(identifier)s”, but no %(kind)s is called so."),
        _("Expected: the identifier of a record that is there."),
        _("Try: correct the identifier; if that record was renamed too, name its newest one."),
    ),
    "source.published-text": (
        _("The text of the source “%(identifier)s” is published with the SHA-256 %(published)s; here it has %(found)s."),
        _("Expected: the text as it was published, for it is cited to the letter."),
        _(
            "Try: restore the text and its record. A corrected text is a new source, under another identifier, with “supersedes: %(identifier)s”; this one stays beside it."
        ),
    ),
    "passage.published-span": (
        _("The passage %(ref)s of “%(source)s” is published as the characters %(published)s of the text; here it is %(found)s."),
        _("Expected: every published passage under its number, with its characters; its address is cited."),
        _("Try: restore its start and end. Another division of the text is a new source, with “supersedes: %(source)s”."),
    ),
    "register.missing-entry": (
        _(
            "The identifier %(identifier)s is published, but no record has it any more, and the register does not say what became of it."
        ),
        _("Expected: a record of that identifier, or an entry here; its address is cited and goes on answering."),
        _(
            "Try: restore the record, or add an entry of its kind and identifier, with “renamed:”, or with “withdrawn:” and “reason:”."
        ),
    ),
    "register.dropped-entry": (
        _("The identifier %(identifier)s is published as given up, but the register has it no more."),
        _("Expected: every entry that was ever published; the addresses of all of them go on answering."),
        _("Try: put the entry back; a record that uses the identifier needs another."),
    ),
}
