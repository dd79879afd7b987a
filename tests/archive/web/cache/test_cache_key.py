"""Cache keys of requests: equal for all headers that give the same response."""

import pytest

from archive.web.cache.cache_key import build_cache_key, negotiate_coding


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", ""),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("identity", ""),
        ("identity, br;q=0.5", ""),
        ("br;q=nonsense", ""),
        ("deflate", ""),
        (";;;,,", ""),
        ("br" * 900, ""),
    ],
)
def test_most_preferred_coding_is_chosen_and_of_equals_the_smallest(accepted, chosen):
    assert negotiate_coding({"HTTP_ACCEPT_ENCODING": accepted}) == chosen


@pytest.mark.parametrize(
    ("path", "vary"),
    [
        ("/en/camps/dachau/", "Accept-Encoding"),
        ("/nothing", "Accept-Encoding, Accept-Language"),
        ("/id/camp/dachau", "Accept-Encoding, Accept-Language, Accept"),
        ("/id/camp/dachau.jsonld", "Accept-Encoding, Accept-Language"),
        ("/ar-EG/", "Accept-Encoding, Accept-Language"),
    ],
)
def test_vary_names_the_headers_that_matter(path, vary):
    assert build_cache_key({"PATH_INFO": path}).vary == vary


def test_headers_matter_only_where_the_path_depends_on_them():
    headers = {"HTTP_ACCEPT": "application/ld+json", "HTTP_ACCEPT_LANGUAGE": "ar"}
    assert build_cache_key({"PATH_INFO": "/en/", **headers}) == build_cache_key({"PATH_INFO": "/en/"})
    assert build_cache_key({"PATH_INFO": "/id/camp/dachau", **headers}) != build_cache_key({"PATH_INFO": "/id/camp/dachau"})
