"""Cache keys of requests: equal for all headers that give the same response."""

import pytest
from django.utils.http import http_date

from archive.models import Edition
from archive.versions.timegate import INVALID_DATE
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
        ("/id/camp/dachau/0123456789abcdef", "Accept-Encoding, Accept-Language, Accept"),
        ("/id/camp/dachau/edition/1.json", "Accept-Encoding, Accept-Language"),
        ("/id/camp/dachau/versions", "Accept-Encoding, Accept-Language, Accept"),
    ],
)
def test_vary_names_the_headers_that_matter(path, vary):
    assert build_cache_key({"PATH_INFO": path}).vary == vary


def test_headers_matter_only_where_the_path_depends_on_them():
    headers = {"HTTP_ACCEPT": "application/ld+json", "HTTP_ACCEPT_LANGUAGE": "ar"}
    assert build_cache_key({"PATH_INFO": "/en/", **headers}) == build_cache_key({"PATH_INFO": "/en/"})
    assert build_cache_key({"PATH_INFO": "/id/camp/dachau", **headers}) != build_cache_key({"PATH_INFO": "/id/camp/dachau"})


@pytest.mark.django_db
def test_timegate_depends_on_the_edition_that_is_requested():
    instants = [edition.instant.timestamp() for edition in Edition.objects.order_by("number")]
    first, last = http_date(instants[0]), http_date(instants[-1])
    path = "/id/camp/dachau/timegate"
    dates = ["", http_date(0), last, http_date(instants[-1] + 1)]
    keys = [build_cache_key({"PATH_INFO": path, "HTTP_ACCEPT_DATETIME": date}) for date in dates]
    assert [key.accept_datetime for key in keys] == [last, first, last, last]
    assert {key.vary for key in keys} == {"Accept-Encoding, Accept-Language, accept-datetime"}
    assert len({*keys}) == len({first, last})
    refused = {build_cache_key({"PATH_INFO": path, "HTTP_ACCEPT_DATETIME": date}) for date in ("x", "yesterday")}
    assert {key.accept_datetime for key in refused} == {INVALID_DATE}
    other = {"PATH_INFO": "/id/camp/dachau", "HTTP_ACCEPT_DATETIME": dates[1]}
    assert build_cache_key(other) == build_cache_key({"PATH_INFO": "/id/camp/dachau"})
    assert "HTTP_ACCEPT_DATETIME" not in build_cache_key(other).normalize_environ(other)
