"""Routes of evacuations between places: their fixture records, tables, pages, formats and the map."""
