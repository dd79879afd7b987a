"""The sentences of every warning: what was found, what is usual, what to try. Warnings refuse nothing. Arabic in ``locale/``."""

from django.utils.translation import gettext_noop as _

CAUTIONS: dict[str, tuple[str, str, str]] = {
    "text.bidi-control": (
        _("The text has %(character)s, a control of the direction of writing; times: %(count)s."),
        _("Expected: no such control, or one that the document itself has; it is allowed, and kept."),
        _("Try: look whether it came with the document or with the copying; say in the source’s remark which."),
    ),
    "text.zero-width": (
        _("The text has %(character)s, which takes no room and is not seen; times: %(count)s."),
        _("Expected: no such character, or one that the document itself has; it is allowed, and kept."),
        _("Try: look whether it came with the document or with the copying; say in the source’s remark which."),
    ),
    "text.control": (
        _("The text has the control character %(character)s; times: %(count)s."),
        _("Expected: no controls but tabs and line ends; it is allowed, and kept."),
        _("Try: look whether it came with the document or with the copying; say in the source’s remark which."),
    ),
    "text.mixed-digits": (
        _("The text has digits of more than one system: after %(other)s also %(character)s; times: %(count)s."),
        _("Expected: one system of digits, or those that the document itself has; it is allowed, and kept."),
        _("Try: compare with the document, and quote each number in the digits in which it stands."),
    ),
    "text.look-alike": (
        _("Within the word “%(word)s” stands a letter of another alphabet, %(character)s; times: %(count)s."),
        _("Expected: one alphabet within one word; another is allowed, and kept."),
        _("Try: compare with the document; the letter may have been read wrongly by a machine."),
    ),
    "text.other-form": (
        _("The text has %(character)s, another form of %(other)s, which looks like it; times: %(count)s."),
        _("Expected: one form of each letter throughout, or those that the document itself has; it is allowed, and kept."),
        _(
            "Try: compare with the document; copying from a PDF, or another keyboard, often brings it. A quotation with the one is not found in words with the other."
        ),
    ),
    "text.lost-letter": (
        _("The text has %(character)s, which stands for no letter that is known everywhere; times: %(count)s."),
        _(
            "Expected: the letters of the document; this one was lost in some copying, or is known to one font alone. It is allowed, and kept."
        ),
        _(
            "Try: compare with the document, and look whether its encoding was named rightly; say in the source’s remark what stands there."
        ),
    ),
    "text.not-nfc": (
        _("At %(character)s the text is not in Unicode’s form NFC, so that it looks like another text that is; times: %(count)s."),
        _("Expected: NFC, or the form that the document itself has; it is allowed, and kept."),
        _("Try: copy quotations from this text; typed anew they may not be found in it."),
    ),
    "draft.incomplete": (
        _("The draft is not complete; texts still to be written: %(count)s."),
        _(
            "Expected: nothing yet; a draft is not published. Before its mark is cleared, all that is empty or left out must be written."
        ),
        _("Try: write the text; delete the line “draft: true” when the record is ready to be published."),
    ),
}
