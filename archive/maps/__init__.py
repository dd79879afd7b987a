"""Server-rendered maps: a derived base map, places, and routes as flows between sets of places.

No database and no markup: plain data in, plain data out.
"""
