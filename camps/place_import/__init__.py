"""Import of tables of places: rows → places, matches with places of the archive, questions and drafts. No file is written here."""
