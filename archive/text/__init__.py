"""Characters, words, spans and references of a text; no database, no files, no records."""
