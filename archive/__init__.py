"""The archive: sources, claims, dates, search, editions and the web pages that camps and marches share."""
