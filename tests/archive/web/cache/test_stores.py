"""What is kept is bounded in bytes, and a flood pushes out nothing that is asked for again."""

from archive.web.cache.responses import EncodedResponse
from archive.web.cache.stores import ENTRY_OVERHEAD, ResponseCache

SIZE = 10_000


def answer(name: object) -> EncodedResponse:
    return EncodedResponse("200 OK", [], str(name).encode().ljust(SIZE - ENTRY_OVERHEAD), "", "")


def test_what_was_asked_for_again_outlasts_a_flood():
    kept = ResponseCache(20 * SIZE)
    kept.put("wanted", answer("wanted"))
    assert kept.get("wanted") == answer("wanted")
    for number in range(1_000):
        kept.put(number, answer(number))
        assert kept.bytes <= 20 * SIZE
    assert kept.get("wanted") == answer("wanted")
    assert kept.get(999) == answer(999)
    assert kept.get(1) is None


def test_whatever_is_wanted_it_stays_within_its_bounds():
    kept = ResponseCache(20 * SIZE)
    for number in range(300):
        kept.put(number, answer(number))
        kept.get(number)
        kept.get(number - 3)
        assert kept.bytes <= 20 * SIZE
        assert kept.bytes == len(kept) * SIZE
    assert kept.get(299) is not None
    assert kept.get(0) is None


def test_long_addresses_and_headers_are_counted_too():
    """Queries of 8,000 letters, each asked for once: nobody fills more of the memory than is allowed."""
    kept = ResponseCache(20 * SIZE)
    for number in range(300):
        kept.put(("q" * 8_000, number), answer(number)._replace(headers=[("Link", "x" * 8_000)]))
        assert len(kept) <= 20 * SIZE / (SIZE + 14_000) + 1


def test_what_is_too_large_is_not_kept():
    kept = ResponseCache(4 * SIZE)
    kept.put("large", answer("large"))
    assert len(kept) == 0
