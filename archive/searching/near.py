"""How near two folded words are: trigrams to find candidates by, then the number of letters to change (optimal string alignment)."""

from __future__ import annotations

from archive.searching.stemming import stemmed

CANDIDATES = 60
SUGGESTED = 5


def trigrams(word: str) -> list[str]:
    """The three-letter pieces of a word, its beginning and end marked, each once."""
    padded = f"  {word} "
    return list(dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2)))


def reach(word: str) -> int:
    """How many letters a folded word may differ in and still be meant; what Arabic joins before a word, as its article, is not counted."""
    return min(3, max(1, (len(word) - len(stemmed(word).before)) // 3))


def distance(one: str, other: str, most: int) -> int:
    """Letters changed, left out, added or exchanged with their neighbour between two words; ``most + 1`` if more than ``most``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for to, against in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != against))
            if earlier and to > 1 and letter == other[to - 2] and one[at - 2] == against:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def nearest(word: str, candidates: list[tuple[str, int]]) -> list[str]:
    """The candidates, given with how many documents have them, that are near enough: nearest first, then the more frequent."""
    most = reach(word)
    found = [(distance(word, other, most), -count, other) for other, count in candidates if other != word]
    return [other for steps, _count, other in sorted(found) if steps <= most][:SUGGESTED]
