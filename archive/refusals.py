"""The sentences of every problem because of which a document is not accessioned: what is wrong, what was expected, what to try."""

from django.utils.translation import gettext_noop as _

REFUSALS: dict[str, tuple[str, str, str]] = {
    "accession.identifier": (
        _("“%(found)s” cannot be the identifier of a source."),
        _("Expected: a–z, 0–9 and single hyphens between them, at most %(most)s characters, such as ushmm-death-marches."),
        _("Try: choose a short name after --id. It becomes part of addresses that people cite."),
    ),
    "accession.taken": (
        _("The identifier “%(identifier)s” is taken."),
        _("Expected: an identifier that no source has, or had, and whose drafts find no file in their place."),
        _("Try: choose another identifier after --id."),
    ),
    "accession.language": (
        _("“%(found)s” is not the name of a language."),
        _("Expected: the language of the text as a BCP 47 tag: ar, en, de, pl, fa, he, ru …"),
        _("Try: give the language of the text, not of the messages, after --lang."),
    ),
    "accession.file-name": (
        _("A file called “%(found)s” cannot be kept under this name."),
        _("Expected: A–Z, a–z, 0–9, full stops, hyphens and underscores, at most %(most)s characters, and no .yaml at the end."),
        _("Try: copy the document under another name, such as document.txt, and accession the copy."),
    ),
    "accession.format": (
        _("A TEI document cannot be read in the encoding %(encoding)s."),
        _("Expected: no --encoding; an XML file says its encoding itself."),
        _("Try: leave --encoding out, or give --format text to take the file as it is."),
    ),
    "accession.encoding": (
        _("No text encoding is called “%(found)s”."),
        _("Expected: an encoding such as windows-1256, iso-8859-6, windows-1250 or utf-16."),
        _("Try: correct the name after --encoding."),
    ),
    "accession.not-utf8": (
        _("The byte %(byte)s at offset %(offset)s of the file is not UTF-8."),
        _("Expected: UTF-8, or the name of another encoding after --encoding."),
        _("Try: of the encodings shown, choose the one whose words are right, and give it after --encoding."),
    ),
    "accession.not-decodable": (
        _("The byte %(byte)s at offset %(offset)s of the file is not %(encoding)s."),
        _("Expected: the encoding that the whole file is in."),
        _("Try: another encoding after --encoding, or none if the file is UTF-8."),
    ),
    "accession.empty": (
        _("There is no text in the file."),
        _("Expected: at least one character that can be seen; of a TEI document, text in its body."),
        _("Try: look whether it is the right file, and whether it was copied whole."),
    ),
    "accession.too-large": (
        _("The file has %(found)s bytes."),
        _("Expected: at most %(most)s bytes; a source is read in one piece."),
        _("Try: divide the document, and accession each part as a source of its own."),
    ),
    "accession.control-character": (
        _("The text has the control character %(character)s at code point %(offset)s."),
        _("Expected: no controls but tabs and line ends; records cannot quote them, and PostgreSQL cannot store U+0000."),
        _("Try: look whether the encoding is right; else accession the document in a form without it, and say so in its remark."),
    ),
    "accession.not-tei": (
        _("This is not a TEI P5 document that can be read: %(reason)s."),
        _("Expected: well-formed XML whose first element is TEI, in the namespace http://www.tei-c.org/ns/1.0."),
        _("Try: correct the file at this place, or give --format text to take it as it is."),
    ),
    "accession.doctype": (
        _("The XML file has a DOCTYPE, a declaration of its document type."),
        _("Expected: none; it could name other files and entities, and nothing is fetched or expanded here."),
        _("Try: delete the declaration, and write the characters that its entities stand for."),
    ),
    "accession.not-written": (
        _("The records cannot be written: %(reason)s."),
        _("Expected: a fixtures folder, and a folder around it, in which files may be written."),
        _("Try: look at their permissions and at the room on the disk. Nothing was changed."),
    ),
}
