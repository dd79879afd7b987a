"""Tests of archive.ledger: they use no database."""
