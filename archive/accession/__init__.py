"""Accession of a new document: its text, sentences, names and dates, and the draft records. Files are written elsewhere."""
