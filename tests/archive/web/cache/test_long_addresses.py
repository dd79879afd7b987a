"""Whoever asks for an address that no server reads to its end is told what to do, in both languages, and sees it."""

import http.client
from urllib.parse import quote

import pytest

from tests.support.live_server import serve_site
from tests.support.repository import ROOT

pytestmark = pytest.mark.one_engine


def test_a_quotation_that_no_address_holds_is_answered_with_what_to_do(tmp_path):
    with serve_site(tmp_path / "site") as origin:
        for length in (1_400, 5_000, 40_000):
            connection = http.client.HTTPConnection(origin.removeprefix("http://"), timeout=20)
            connection.request("GET", "/ar/verify/?q=" + quote("ا" * length))
            answer = connection.getresponse()
            page = answer.read().decode()
            assert answer.status == 414
            assert "تحقَّق من الاقتباس جزءا جزءا" in page
            assert "check the quotation piece by piece" in page
            assert "gunicorn" not in str(answer.headers) + page
            connection.close()


def test_nginx_says_the_same():
    same = (ROOT / "archive/web/cache/too_long.html").read_bytes()
    assert (ROOT / "deploy/nginx/too-long.html").read_bytes() == same
