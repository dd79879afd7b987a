"""The response cache is bounded in bytes and evicts responses requested once first."""

from archive.web.cache.responses import EncodedResponse
from archive.web.cache.stores import ENTRY_OVERHEAD, ResponseCache

SIZE = 10_000


def make_response(name: object) -> EncodedResponse:
    return EncodedResponse("200 OK", [], str(name).encode().ljust(SIZE - ENTRY_OVERHEAD), "", "")


def test_repeated_response_survives_a_flood():
    cache = ResponseCache(20 * SIZE)
    cache.put("repeated", make_response("repeated"))
    assert cache.get("repeated") == make_response("repeated")
    for number in range(1_000):
        cache.put(number, make_response(number))
        assert cache.bytes <= 20 * SIZE
    assert cache.get("repeated") == make_response("repeated")
    assert cache.get(999) == make_response(999)
    assert cache.get(1) is None


def test_cache_stays_within_its_bounds():
    cache = ResponseCache(20 * SIZE)
    for number in range(300):
        cache.put(number, make_response(number))
        cache.get(number)
        cache.get(number - 3)
        assert cache.bytes <= 20 * SIZE
        assert cache.bytes == len(cache) * SIZE
    assert cache.get(299) is not None
    assert cache.get(0) is None


def test_long_keys_and_headers_count():
    """Entries have keys and headers of 8,000 letters each."""
    cache = ResponseCache(20 * SIZE)
    for number in range(300):
        cache.put(("q" * 8_000, number), make_response(number)._replace(headers=[("Link", "x" * 8_000)]))
        assert len(cache) <= 20 * SIZE / (SIZE + 14_000) + 1


def test_large_response_is_not_cached():
    cache = ResponseCache(4 * SIZE)
    cache.put("large", make_response("large"))
    assert len(cache) == 0
