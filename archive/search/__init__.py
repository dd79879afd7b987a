"""Search, as far as it needs no database: words, stems, queries, what is asked of an engine, why a hit is one. All of it works on folded text."""
