"""Server-rendered timelines: dates to positions, positions to rows of bars with labels that touch nothing.

No database and no markup: plain data in, plain data out.
"""
