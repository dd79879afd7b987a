"""The sentences of every problem of files as such, and of their YAML: what is wrong, what was expected, what to try."""

from django.utils.translation import gettext_noop as _

FILES: dict[str, tuple[str, str, str]] = {
    "file.missing": (
        _("The file %(name)s is missing."),
        _("Expected: a file of that name in this folder."),
        _("Try: put the file there, or correct its name where it is given."),
    ),
    "file.no-folder": (
        _("The folder %(name)s is missing."),
        _("Expected: the folders sources/, claims/, places/ and routes/, even if nothing is in them."),
        _("Try: put the folder back, or correct its name. What rests on its records was not judged."),
    ),
    "file.unexpected": (
        _("The file %(name)s is not one the archive knows."),
        _(
            "Expected: sources/, claims/, places/, routes/, questions.yaml, register.yaml and primer.yaml, as fixtures/README.md lays them out."
        ),
        _("Try: move the file to the folder of its kind, or take it away."),
    ),
    "file.unreadable": (
        _("The file cannot be read: %(reason)s."),
        _("Expected: an ordinary file that may be read."),
        _("Try: look at its permissions, and whether it is a file at all."),
    ),
    "file.changed": (
        _("The file %(name)s was changed while it was being read."),
        _("Expected: fixtures that nobody changes meanwhile."),
        _("Try: once more, when the file has been saved."),
    ),
    "file.too-large": (
        _("The file is larger than %(limit)s MiB."),
        _("Expected: a text or a record of at most that size."),
        _("Try: look whether it is the right file; divide a long work into several sources."),
    ),
    "file.not-utf8": (
        _("The byte %(byte)s at offset %(offset)s of the file is not UTF-8."),
        _("Expected: UTF-8 throughout."),
        _("Try: save the file as UTF-8; the encodings windows-1256 and ISO-8859-6 are often met in Arabic texts."),
    ),
    "yaml.syntax": (
        _("This is not YAML: %(reason)s."),
        _("Expected: YAML 1.1, indented with spaces."),
        _("Try: look at the indentation, at an unclosed quotation mark, and at a colon within a text that has no quotation marks."),
    ),
    "yaml.not-allowed": (
        _("%(what)s is not allowed here."),
        _("Expected: plain lists, keys and texts; no anchors, aliases or tags."),
        _("Try: write the value out in full."),
    ),
    "yaml.duplicate-key": (
        _("The key “%(key)s” stands twice; first in line %(first)s."),
        _("Expected: each key once."),
        _("Try: take one of the two away."),
    ),
    "yaml.too-deep": (
        _("The file is nested deeper than %(limit)s levels."),
        _("Expected: a record as fixtures/README.md shows it."),
        _("Try: look at the indentation."),
    ),
}
