"""Responses are in the language of the path or of the reader."""

from __future__ import annotations

from contextlib import closing

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

ADDRESSES = ["/", "/ar/", "/en/claims/", "/id/camp/dachau", "/en/nothing/", "/static/nothing.css"]
CHOICES = [
    ("", "ar"),
    ("en", "en"),
    ("ar", "ar"),
    ("en-GB,en;q=0.9", "en"),
    ("ar-EG", "ar"),
    ("de, fr", "ar"),
    ("de, en;q=0.5, ar;q=0.3", "en"),
    ("en;q=0.3, ar;q=0.8", "ar"),
    ("en;q=0", "ar"),
    ("en;q=0, *", "ar"),
    ("fr, *;q=0.5, en;q=0.1", "ar"),
    ("EN", "en"),
    ("en-" + "x" * 900, "ar"),
    (", ".join(["xx"] * 300 + ["en"]), "ar"),
    ("\x00;;q=,,", "ar"),
]


@pytest.mark.parametrize(("accepted", "language"), CHOICES)
def test_root_redirects_to_the_readers_language(accepted, language):
    response = Client().get("/", headers={"accept-language": accepted})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("address", "language"), [("/ar/claims/", "ar"), ("/en/claims/", "en"), ("/en/nothing/", "en"), ("/ar/nothing/", "ar")]
)
def test_language_of_the_path_overrides_the_readers(address, language):
    for accepted in ("ar", "en", "de"):
        response = Client().get(address, headers={"accept-language": accepted})
        assert response.headers["Content-Language"] == language
        assert f'lang="{language}"' in response.content.decode()
        assert "Accept-Language" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("accepted", ["ar", "en"])
def test_path_without_language_uses_the_readers(accepted):
    response = Client().get("/nothing", headers={"accept-language": accepted})
    assert response.status_code == 404
    assert response.headers["Content-Language"] == accepted
    assert f'lang="{accepted}"' in response.content.decode()
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize("address", ["/de/", "/EN/", "/english/", f"/{'a' * 900}/", "/en@x/", "/ar-EG/", "/%00/", "/%ff/"])
def test_unknown_language_prefix_is_404(address):
    assert Client().get(address, headers={"accept-language": "en"}).status_code == 404


def test_no_cookie_is_ever_set():
    assert not any(Client().get(address).cookies for address in ADDRESSES)


def test_directives_of_the_policy_are_sorted():
    """The library orders the directives by hashes that differ between processes; headers must not differ."""
    directives = Client().get("/en/").headers["Content-Security-Policy"].split("; ")
    assert len(directives) > 5
    assert directives == sorted(directives)


def test_static_file_is_sent_without_the_headers_of_a_page(settings):
    """A page needs about ten files before it is drawn, and headers are not compressed."""
    settings.WHITENOISE_USE_FINDERS = True
    with closing(Client().get("/static/archive/css/print.css")) as response:
        headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not {"Access-Control-Expose-Headers", "Cross-Origin-Opener-Policy", "Referrer-Policy"} & set(headers)


def test_missing_static_file_is_answered_with_a_page_and_its_headers():
    headers = Client().get("/static/nothing.css").headers
    assert {"Access-Control-Expose-Headers", "Cross-Origin-Opener-Policy", "Referrer-Policy"} <= set(headers)
