"""The record itself: sources and their passages, claims and the words they rest on."""

from archive.models.claim import Anchor, Claim, Question, Role
from archive.models.covered import SourceCoverage
from archive.models.disagreement import Disagreement
from archive.models.edition import Edition
from archive.models.prepared import PreparedPage
from archive.models.primer import StoryLine, Term
from archive.models.published import Published
from archive.models.retired import Retired
from archive.models.search import SearchDocument, SearchName, SearchTrigram, SearchWord
from archive.models.source import Passage, Reading, Source, Status
from archive.models.span import Mention
from archive.models.stretch import Drawer, Stretch
from archive.models.subject import Subject

__all__ = [
    "Anchor",
    "Claim",
    "Disagreement",
    "Drawer",
    "Edition",
    "Mention",
    "Passage",
    "PreparedPage",
    "Published",
    "Question",
    "Reading",
    "Retired",
    "Role",
    "SearchDocument",
    "SearchName",
    "SearchTrigram",
    "SearchWord",
    "Source",
    "SourceCoverage",
    "Status",
    "StoryLine",
    "Stretch",
    "Subject",
    "Term",
]
