"""The claims beside sentences: of each sentence as many as a page shows, and how many it has.

A page loads the claims that it shows, and only the keys of the others, so that it does not grow with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from archive.models import Anchor, Claim, Passage, Role

# Maximum claims beside a sentence on a page of several, and on a page of its own; beside all sentences of a page.
CLAIMS_PER_SENTENCE, CLAIMS_PER_PAGE, CLAIMS_OF_A_PAGE = 6, 20, 30

# Keys of claims whose statements quote a sentence, in their order, by the key of the sentence.
ClaimKeys = Mapping[int, Sequence[int]]


class ShownClaims(NamedTuple):
    """The claims that a page shows beside each of its sentences: those in ``part`` of ``keys``, and the one that its address names."""

    keys: ClaimKeys
    part: slice
    current: int | None = None

    @classmethod
    def first(cls, keys: ClaimKeys, current: int | None = None) -> ShownClaims:
        """Show the first claims of each sentence: as many as let a page have about CLAIMS_OF_A_PAGE, but one at least."""
        counts = [len(claims) for claims in keys.values()]
        limits = range(CLAIMS_PER_SENTENCE, 1, -1)
        fitting = (limit for limit in limits if sum(min(count, limit) for count in counts) <= CLAIMS_OF_A_PAGE)
        return cls(keys, slice(next(fitting, 1)), current)

    @classmethod
    def of(cls, claims: Iterable[Claim]) -> ShownClaims:
        """Show all of some claims, which are loaded ``with_evidence``."""
        anchors = (anchor for claim in claims for anchor in claim.anchors.all() if anchor.role == Role.STATEMENT)
        return cls(group_claim_keys((anchor.passage_id, anchor.claim_id) for anchor in anchors), slice(None))

    def list_beside(self, sentence: int) -> list[tuple[int, int]]:
        """Return the numbers, from 0, and the keys of the claims that are shown beside a sentence."""
        numbered = list(enumerate(self.keys.get(sentence, ())))
        shown = numbered[self.part]
        return shown + [pair for pair in numbered if pair[1] == self.current and pair not in shown]

    def count(self, sentence: int) -> int:
        """Return the number of all claims on a sentence."""
        return len(self.keys.get(sentence, ()))

    def list_keys(self, sentences: Iterable[Passage]) -> tuple[int, ...]:
        """Return the keys of the claims that are shown beside sentences, and of the one that the address names, in their order."""
        shown = {key for sentence in sentences for _number, key in self.list_beside(sentence.pk)}
        return tuple(sorted(shown if self.current is None else shown | {self.current}))


def group_claim_keys(pairs: Iterable[tuple[int, int]]) -> ClaimKeys:
    """Return the keys of claims by those of sentences, of pairs of both in the order of the claims; each claim once."""
    keys: dict[int, list[int]] = {}
    for sentence, claim in dict.fromkeys(pairs):
        keys.setdefault(sentence, []).append(claim)
    return keys


def find_claim_keys(sentences: Iterable[Passage]) -> ClaimKeys:
    """Return the keys of the claims whose statements quote the sentences; one query."""
    anchors = Anchor.objects.filter(passage__in=[sentence.pk for sentence in sentences], role=Role.STATEMENT)
    return group_claim_keys(anchors.order_by("claim_id").values_list("passage_id", "claim_id"))
