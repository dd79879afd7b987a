"""The names that Django looks for in a database backend."""

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.features import DatabaseFeatures as DjangoFeatures


class DatabaseFeatures(DjangoFeatures):
    """What SQLite can do.

    Django takes it that SQLite has no ``(id) IN ((1), (2))`` and writes ``id = 1 OR id = 2``, which SQLite refuses from 1,000 keys on;
    so nothing could be prefetched for more. For one column SQLite has it. For several it has not: no table here has such a key.
    """

    supports_tuple_lookups = True


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to SQLite."""

    features_class = DatabaseFeatures
