"""Search: words and stems, the index, parsing and planning of queries, matching, results and the reasons of hits."""
