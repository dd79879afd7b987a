"""Fixity: whether rows, texts and files are byte for byte what was loaded or written. How to repair them is not decided here."""
