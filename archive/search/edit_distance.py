"""Similarity of folded words: trigrams to find candidates, then the edit distance (optimal string alignment)."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from archive.search.words import stem_word

# Words whose edit distance is computed, and words that are suggested.
MAX_CANDIDATES, MAX_SUGGESTIONS = 60, 5


def list_trigrams(word: str) -> list[str]:
    """Return the distinct trigrams of a word, with spaces that mark its beginning and its end."""
    padded = f"  {word} "
    return list(dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2)))


def get_max_distance(word: str) -> int:
    """Return how many letters of a folded word may differ: a third, from 1 to 3, not counting a written-on Arabic prefix."""
    return min(3, max(1, (len(word) - len(stem_word(word).prefix)) // 3))


def rank_near_words(word: str, candidates: list[tuple[str, int]]) -> list[str]:
    """Return the candidates, given with the number of their documents, that are near enough: nearest first, then most frequent."""
    limit = get_max_distance(word)
    ranked = sorted((OSA.distance(word, other), -count, other) for other, count in candidates if other != word)
    return [other for distance, _count, other in ranked if distance <= limit][:MAX_SUGGESTIONS]
