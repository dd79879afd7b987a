"""Database backend: Django's for SQLite, with a condition on many keys that does not nest (decision 0047)."""
