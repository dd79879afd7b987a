"""Addresses longer than any server reads get a page with advice in both languages."""

import http.client
from urllib.parse import quote

import pytest

from tests.support.live_server import serve_without_archive
from tests.support.repository import ROOT

pytestmark = pytest.mark.one_engine


def test_quotation_longer_than_any_address_gets_advice(tmp_path):
    with serve_without_archive(tmp_path) as origin:
        for length in (1_400, 5_000, 40_000):
            connection = http.client.HTTPConnection(origin.removeprefix("http://"), timeout=20)
            connection.request("GET", "/ar/verify/?q=" + quote("ا" * length))
            response = connection.getresponse()
            page = response.read().decode()
            assert response.status == 414
            assert "تحقَّق من الاقتباس جزءا جزءا" in page
            assert "check the quotation piece by piece" in page
            assert "gunicorn" not in str(response.headers) + page
            connection.close()


def test_nginx_has_the_same_page():
    same = (ROOT / "archive/web/cache/too_long.html").read_bytes()
    assert (ROOT / "deploy/nginx/too-long.html").read_bytes() == same
