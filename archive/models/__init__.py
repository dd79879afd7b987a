"""The tables of the archive app, and the fast insertion of their rows; rows are made in ``fixtures.loading``."""

from archive.models.claim import Anchor, Claim, Disagreement, Quantity, Question, Role
from archive.models.coverage import SourceCoverage
from archive.models.edition import Edition, EditionSeal, Load, LoadedState, RecordVersion, RowDigests, VersionReference
from archive.models.indexes import PostingBucket, SearchDocument, SearchName, SearchTrigram, SearchWord, TextChunk
from archive.models.primer import StoryLine, Term
from archive.models.source import Passage, Reading, Source, Status, UnsoundText
from archive.models.subject import Mention, Subject
