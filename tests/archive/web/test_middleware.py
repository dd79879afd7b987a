"""The archive answers in the language of the address or of the reader."""

from __future__ import annotations

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
def test_the_front_door_leads_to_the_readers_language(accepted, language):
    answer = Client().get("/", headers={"accept-language": accepted})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("address", "language"), [("/ar/claims/", "ar"), ("/en/claims/", "en"), ("/en/nothing/", "en"), ("/ar/nothing/", "ar")]
)
def test_an_address_that_names_a_language_is_answered_in_it_whatever_the_reader_prefers(address, language):
    for accepted in ("ar", "en", "de"):
        answer = Client().get(address, headers={"accept-language": accepted})
        assert answer.headers["Content-Language"] == language
        assert f'lang="{language}"' in answer.content.decode()
        assert "Accept-Language" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("accepted", ["ar", "en"])
def test_an_address_that_names_none_is_answered_in_the_readers(accepted):
    answer = Client().get("/nothing", headers={"accept-language": accepted})
    assert answer.status_code == 404
    assert answer.headers["Content-Language"] == accepted
    assert f'lang="{accepted}"' in answer.content.decode()
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("address", ["/de/", "/EN/", "/english/", f"/{'a' * 900}/", "/en@x/", "/ar-EG/", "/%00/", "/%ff/"])
def test_what_only_looks_like_a_language_is_not_found(address):
    assert Client().get(address, headers={"accept-language": "en"}).status_code == 404


def test_no_cookie_is_ever_set():
    assert not any(Client().get(address).cookies for address in ADDRESSES)


def test_the_policy_is_the_same_in_every_process():
    """Its library orders the directives by hashes that differ from process to process; an answer's headers must not."""
    directives = Client().get("/en/").headers["Content-Security-Policy"].split("; ")
    assert len(directives) > 5
    assert directives == sorted(directives)
