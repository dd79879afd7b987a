"""Characters, words and spans of a text, and what can be said of them without a database."""
