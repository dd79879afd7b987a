"""Accession: what a new document brings, received, divided and searched, and the draft records that are written of it. Pure."""
