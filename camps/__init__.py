"""Camps and other places: their fixture records, tables, pages and formats. Knows nothing of routes."""
