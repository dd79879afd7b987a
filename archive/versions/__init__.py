"""Versions of records and their history, read from the tables; the ledger itself belongs in ``archive.ledger``."""
