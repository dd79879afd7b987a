"""How near two folded words are: trigrams to find candidates by, then the number of letters to change (optimal string alignment)."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from archive.search.words import stem_word

MAX_CANDIDATES = 60
MAX_SUGGESTIONS = 5


def list_trigrams(word: str) -> list[str]:
    """The three-letter pieces of a word, its beginning and end marked, each once."""
    padded = f"  {word} "
    return list(dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2)))


def get_max_distance(word: str) -> int:
    """How many letters a folded word may differ in and still be meant; what Arabic joins before a word, as its article, is not counted."""
    return min(3, max(1, (len(word) - len(stem_word(word).prefix)) // 3))


def rank_near_words(word: str, candidates: list[tuple[str, int]]) -> list[str]:
    """The candidates, given with how many documents have them, that are near enough: nearest first, then the more frequent."""
    most = get_max_distance(word)
    found = [(OSA.distance(word, other, score_cutoff=most), -count, other) for other, count in candidates if other != word]
    return [other for steps, _count, other in sorted(found) if steps <= most][:MAX_SUGGESTIONS]
