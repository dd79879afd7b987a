"""The tables of the archive app, and the fast insertion of their rows; rows are made in ``fixtures.loading``."""

from django.db.backends.sqlite3.base import DatabaseWrapper as SqliteWrapper

from archive.models.claim import Anchor, Claim, Disagreement, Quantity, Question, Role
from archive.models.coverage import SourceCoverage
from archive.models.edition import Edition, EditionSeal, Load, LoadedState, RecordVersion, RowDigests, VersionReference
from archive.models.indexes import PostingBucket, SearchDocument, SearchName, SearchTrigram, SearchWord, TextChunk
from archive.models.primer import StoryLine, Term
from archive.models.source import Passage, Reading, Source, Status, UnsoundText
from archive.models.subject import Mention, Subject

# Django takes it that SQLite has no ``(id) IN ((1), (2))``, by which it prefetches rows, and writes ``id = 1 OR id = 2``, which SQLite refuses
# from 1,000 keys on. For keys of one column, which all tables here have, SQLite has it (decision 0047). A package is written with SQLite
# whatever the archive's own engine is.
SqliteWrapper.features_class.supports_tuple_lookups = True
