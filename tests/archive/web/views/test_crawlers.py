"""Files at the root of the site: robots.txt, the sitemap, the icon and security.txt."""

from datetime import date, datetime, timedelta

import pytest
import yaml
from django.test import Client
from lxml import etree

from archive.models import Claim, Passage, Subject
from archive.web.views import crawlers
from tests.support.repository import ROOT

pytestmark = pytest.mark.django_db
ORIGIN = "http://127.0.0.1:8000"
NAMES = {"s": crawlers.SITEMAP_NAMESPACE, "x": "http://www.w3.org/1999/xhtml"}


def read_sitemaps() -> list[etree._Element]:
    """Return all sitemaps that the index names."""
    index = etree.fromstring(Client().get("/sitemap.xml").content)
    addresses = index.xpath("/s:sitemapindex/s:sitemap/s:loc/text()", namespaces=NAMES)
    return [etree.fromstring(Client().get(address.removeprefix(ORIGIN)).content) for address in addresses]


def read_addresses() -> list[str]:
    return [address for part in read_sitemaps() for address in part.xpath("s:url/s:loc/text()", namespaces=NAMES)]


def test_robots_txt_names_the_sitemap():
    response = Client().get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == ["User-agent: *", "Allow: /", "", f"Sitemap: {ORIGIN}/sitemap.xml"]


def test_sitemap_has_every_page_once_in_both_languages():
    addresses = read_addresses()
    assert len(addresses) == len({*addresses})
    assert {address.replace(f"{ORIGIN}/ar/", f"{ORIGIN}/en/") for address in addresses} == {
        address for address in addresses if address.startswith(f"{ORIGIN}/en/")
    }
    for subject in Subject.objects.all():
        assert f"{ORIGIN}/ar/{subject.kind}s/{subject.identifier}/" in addresses
    assert sum("/claims/" in address for address in addresses) == 2 * (Claim.objects.count() + 1)
    assert sum("/sources/ushmm-death-marches/" in address for address in addresses) == 2 * (Passage.objects.count() + 2)
    assert f"{ORIGIN}/en/about/citing/" in addresses


def test_addresses_in_the_sitemap_are_pages_that_robots_may_index():
    for address in read_addresses()[::7]:
        response = Client().get(address.removeprefix(ORIGIN))
        assert response.status_code == 200, address
        assert b"noindex" not in response.content, address
        assert f'<link rel="canonical" href="{address}">' in response.content.decode()


def test_every_address_names_the_page_in_both_languages():
    for url in read_sitemaps()[0].findall("s:url", NAMES)[::5]:
        address = url.findtext("s:loc", namespaces=NAMES)
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
        assert links.keys() == {"ar", "en"}
        assert address in links.values()
        assert links["ar"].replace("/ar/", "/en/") == links["en"]


@pytest.mark.parametrize("size", [2, 50, 51])
def test_long_sitemap_is_divided(monkeypatch, size):
    whole = read_addresses()
    monkeypatch.setattr(crawlers, "MAX_SITEMAP_ADDRESSES", size)
    parts = read_sitemaps() if size > 2 else []
    assert all(len(part) <= size for part in parts)
    if parts:
        assert [address for part in parts for address in part.xpath("s:url/s:loc/text()", namespaces=NAMES)] == whole
    last = crawlers.count_sitemaps(list)
    assert Client().get(f"/sitemap-{last}.xml").status_code == 200
    assert Client().get(f"/sitemap-{last + 1}.xml").status_code == 404


def test_icon_is_an_icon_file():
    response = Client().get("/favicon.ico")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/x-icon")
    assert response.content == (ROOT / "archive" / "static" / "archive" / "favicon.ico").read_bytes()
    assert response.content[:4] == b"\0\0\1\0"


def read_security_txt() -> dict[str, str]:
    response = Client().get("/.well-known/security.txt")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


@pytest.mark.parametrize(
    ("contact", "report", "expected"),
    [
        ("mailto:security@archive.example", "https://tracker.example/new", "mailto:security@archive.example"),
        ("", "https://tracker.example/new", "https://tracker.example/new"),
        ("", "", f"{ORIGIN}/en/about/#report"),
    ],
)
def test_security_txt_names_the_contact(settings, contact, report, expected):
    settings.SECURITY_CONTACT, settings.REPORT_URL = contact, report
    fields = read_security_txt()
    assert fields["Contact"] == expected
    assert fields["Preferred-Languages"] == "ar, en"
    assert fields["Canonical"] == f"{ORIGIN}/.well-known/security.txt"


def test_security_txt_is_renewed_with_each_release():
    expiry = datetime.fromisoformat(read_security_txt()["Expires"])
    released: date = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["date-released"]
    assert timedelta(days=270) <= expiry.date() - released < timedelta(days=365)
