"""What machines are told: reference managers, harvesters, caches, and the sites that embed a quotation."""

import json
import re

import pytest
from django.test import Client
from lxml import html

from archive.models import Claim, Retired

pytestmark = pytest.mark.django_db
SOURCE = "ushmm-death-marches"
ORIGIN = "http://127.0.0.1:8000"
RECORDS = {
    f"/en/sources/{SOURCE}/": f"/id/source/{SOURCE}",
    f"/ar/sources/{SOURCE}/3.5/": f"/id/passage/{SOURCE}:3.5",
    f"/en/sources/{SOURCE}/3.4-3.5@5-90/": f"/id/passage/{SOURCE}:3.4-3.5@5-90",
    "/ar/claims/thousands-died/": "/id/claim/thousands-died",
    "/en/camps/dachau/": "/id/camp/dachau",
    "/ar/places/baltic-sea/": "/id/place/baltic-sea",
    "/en/routes/winter-1944-1945-westward/": "/id/route/winter-1944-1945-westward",
}


def links(response) -> dict[str, list[str]]:
    """Targets of the Link header by relation (RFC 8288)."""
    found: dict[str, list[str]] = {}
    for target, relation in re.findall(r'<([^>]+)>; rel="([^"]+)"', response.headers["Link"]):
        found.setdefault(relation, []).append(target)
    return found


def got(address: str, **headers):
    return Client().get(address.removeprefix(ORIGIN), headers=headers)


@pytest.mark.parametrize(("page", "permanent"), RECORDS.items())
def test_a_page_says_by_its_header_what_it_is_and_how_it_is_cited(page, permanent):
    found = links(got(page))
    assert found["cite-as"] == [ORIGIN + permanent]
    assert got(permanent, **{"accept-language": page[1:3]}).headers["Location"] == page
    assert found["describedby"]
    assert all(
        got(address).status_code == 200 for address in found["describedby"] + found.get("item", []) if "/id/passage" not in address
    )
    assert all(got(address).status_code in (200, 303) for address in found["collection"])
    assert found["license"]
    assert any(address.startswith("https://schema.org/") for address in found["type"])


@pytest.mark.parametrize("page", ["/en/camps/", "/ar/routes/", "/en/claims/", "/ar/sources/"])
def test_a_list_names_its_members_and_its_formats(page):
    found = links(got(page))
    assert all(got(address).status_code == 303 for address in found["item"])
    assert all(got(address).status_code == 200 for address in found["describedby"])


@pytest.mark.parametrize(("page", "permanent"), RECORDS.items())
def test_a_page_can_be_taken_into_a_reference_manager(page, permanent):
    tree = html.document_fromstring(got(page).content.decode())
    named = {meta.get("name"): meta.get("content") for meta in tree.xpath("//meta[@name]")}
    assert named["citation_public_url"] == named["DC.identifier"] == ORIGIN + permanent
    assert named["citation_title"] == named["DC.title"]
    assert named["citation_language"] == tree.get("lang")
    assert named["z:itemType"] == json.loads(got(f"{permanent}.csl.json").content)[0]["type"] == "webpage"
    data = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))
    assert data["@id"] == ORIGIN + permanent
    assert {link.get("href") for link in tree.xpath("//link[@rel='cite-as']")} == {ORIGIN + permanent}


@pytest.mark.parametrize(
    ("page", "title", "said"),
    [
        ("/ar/sources/ushmm-death-marches/3.3@0-21/", "3.3@0-21، [مسيرات الموت] — شواهد", "مات الآلاف من السجناء"),
        ("/en/sources/ushmm-death-marches/3.3@0-21/", "3.3@0-21, [Death marches] — Shawahid", "مات الآلاف من السجناء"),
        (
            "/en/claims/thousands-died/",
            "Thousands of prisoners died of exposure, starvation and exhaustion. — Shawahid",
            "Thousands of prisoners died of exposure, starvation and exhaustion.",
        ),
    ],
)
def test_a_link_that_is_passed_on_says_what_it_leads_to(page, title, said):
    tree = html.document_fromstring(got(page).content.decode())
    assert tree.xpath("string(//title)") == title
    assert tree.xpath("string(//meta[@name='description']/@content)") == said


@pytest.mark.parametrize(("page", "permanent"), RECORDS.items())
def test_a_page_shows_its_citation_in_every_style(page, permanent):
    tree = html.document_fromstring(got(page).content.decode())
    shown = {one.get("data-citation"): "".join(one.itertext()) for one in tree.xpath("//*[@data-citation]")}
    assert set(shown) == {"chicago-note", "chicago-bibliography", "apa", "mla", "arabic"}
    assert all(ORIGIN + permanent in citation and "09cfd771" in citation for citation in shown.values())


@pytest.mark.parametrize(
    ("accept", "status", "target"),
    [
        ("text/html", 303, "/en/camps/dachau/"),
        ("*/*", 303, "/en/camps/dachau/"),
        ("application/ld+json", 303, "/id/camp/dachau.jsonld"),
        ("application/geo+json;q=0.9, application/ld+json;q=0.5", 303, "/id/camp/dachau.geojson"),
        ("image/png", 406, None),
    ],
)
def test_an_address_leads_to_what_is_asked_for(accept, status, target):
    response = got("/id/camp/dachau", accept=accept, **{"accept-language": "en"})
    assert (response.status_code, response.headers.get("Location")) == (status, target)
    assert {"Accept", "Accept-Language"} <= set(response.headers["Vary"].split(", "))


def test_a_renamed_record_is_found_and_a_withdrawn_one_says_why():
    Retired.objects.create(pk=1, kind="claim", identifier="old", renamed="thousands-died")
    Retired.objects.create(pk=2, kind="camp", identifier="gone", withdrawn="2027-01-31", reason_ar="خطأ", reason_en="An error.")
    Retired.objects.create(pk=3, kind="source", identifier="old-source", renamed=SOURCE)
    for address, target in (
        ("/id/claim/old", "/id/claim/thousands-died"),
        ("/id/claim/old.bib", "/id/claim/thousands-died.bib"),
        ("/id/passage/old-source:3.5@1-4.txt", f"/id/passage/{SOURCE}:3.5@1-4.txt"),
    ):
        response = got(address)
        assert (response.status_code, response.headers["Location"]) == (301, target)
    for language, words in (("en", ["31 January 2027", "An error."]), ("ar", ["31 يناير (كانون الثاني) 2027", "خطأ"])):
        response = got("/id/camp/gone", **{"accept-language": language})
        assert response.status_code == 410
        assert all(word in response.content.decode() for word in words)


@pytest.mark.parametrize("address", ["/id/camp/dachau.pdf", "/id/claim/thousands-died.geojson", "/id/claims.bib"])
def test_a_format_that_is_not_there_is_answered_with_those_that_are(address):
    response = got(address)
    assert response.status_code == 404
    offered = html.document_fromstring(response.content.decode()).xpath("//main//a[@type]/@href")
    assert offered
    assert all(got(one).status_code == 200 for one in offered)


@pytest.mark.parametrize("address", ["/en/camps/dachau/", "/id/camp/dachau.jsonld", f"/id/source/{SOURCE}.txt"])
def test_who_has_an_answer_already_is_not_sent_it_again(address, served):
    first = served.get(address)
    again = served.get(address, if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    head = served.get(address, "HEAD")
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", first.headers["etag"])
    assert served.get(address, if_none_match='"other"').status == 200


@pytest.mark.parametrize("record", [f"/id/passage/{SOURCE}:3.5", "/en/claims/thousands-died/", f"/ar/sources/{SOURCE}/3.5@12-40/"])
def test_a_quotation_can_be_embedded_with_its_citation(record):
    answer = json.loads(got(f"/oembed?url={ORIGIN}{record}&maxwidth=400").content)
    assert (answer["version"], answer["type"], answer["width"]) == ("1.0", "rich", 400)
    frame = html.fragment_fromstring(answer["html"])
    response = got(frame.get("src"))
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    text = html.document_fromstring(response.content.decode()).text_content()
    assert "/id/" in text
    if "claim" in record:
        assert all(one.exact in text for one in Claim.objects.get(identifier="thousands-died").anchors.filter(role="statement"))


@pytest.mark.parametrize("page", ["/en/", *RECORDS])
def test_nothing_else_may_stand_in_a_frame(page):
    response = got(page)
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", ["/ar/embed/claim/%00/", f"/en/embed/passage/{SOURCE}:9.9/", "/en/embed/camp/dachau/"])
def test_there_is_no_frame_for_what_is_not_there(address):
    assert got(address).status_code == 404


def test_a_size_that_is_no_size_is_not_taken():
    for asked in ("0", "-5", "9" * 5000, "ten", "٤٠٠"):
        assert json.loads(got(f"/oembed?url={ORIGIN}/id/claim/thousands-died&maxwidth={asked}").content)["width"] == 640


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://elsewhere.example/id/camp/dachau",
        f"{ORIGIN}/id/camp/dachau",
        f"{ORIGIN}/id/claim/none",
        "http://[",
        f"{ORIGIN}/en/",
    ],
)
def test_what_cannot_be_embedded_is_not_found(url):
    assert got(f"/oembed?url={url}").status_code == 404
    assert got(f"/oembed?url={ORIGIN}/id/claim/thousands-died&format=xml").status_code == 501


def test_a_304_may_stand_in_a_frame_where_its_200_may(served):
    address = "/en/embed/claim/thousands-died/"
    whole = served.get(address)
    again = served.get(address, if_none_match=whole.headers["etag"])
    assert again.status == 304
    assert "frame-ancestors *" in whole.headers["content-security-policy"]
    assert (
        again.headers.get("content-security-policy", whole.headers["content-security-policy"])
        == whole.headers["content-security-policy"]
    )
    assert "x-frame-options" not in again.headers


@pytest.mark.parametrize("path", ["//evil.example/en/camps/", "//[", "/%2F[x/", "//%E2%84%80/"])
def test_a_path_that_names_another_host_is_not_followed(path):
    response = Client().get("/", PATH_INFO=path)
    assert response.status_code == 404
    tree = html.document_fromstring(response.content.decode())
    assert not [link for link in tree.xpath("//@href") if link.startswith("//")]


def test_a_download_does_not_claim_the_language_of_the_page():
    assert "Content-Language" not in got(f"/id/source/{SOURCE}.txt", **{"accept-language": "en"}).headers
    assert got("/en/").headers["Content-Language"] == "en"


def test_machines_that_ask_may_read_everything():
    answer = Client().get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == ["User-agent: *", "Allow: /"]
