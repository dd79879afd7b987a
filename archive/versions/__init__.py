"""Versions of records: their history, read from the tables, and how two of them differ; the ledger belongs in ``archive.ledger``."""
