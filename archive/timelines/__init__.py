"""Timelines as server-rendered SVG: dates to positions, positions to rows of bars with labels that touch nothing. No database, no markup."""
