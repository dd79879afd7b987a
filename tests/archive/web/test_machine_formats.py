"""Metadata and responses for reference managers, harvesters, caches, and sites that embed a quotation."""

import json
import re

import pytest
from django.test import Client
from lxml import html

from archive.models import Claim
from tests.support.cited_addresses import get_cited_address
from tests.support.page_kinds import PUBLISHED

pytestmark = [pytest.mark.django_db, pytest.mark.published_pages]
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


def parse_links(response) -> dict[str, list[str]]:
    """Return the targets of the Link header by relation (RFC 8288)."""
    targets: dict[str, list[str]] = {}
    for target, relation in re.findall(r'<([^>]+)>; rel="([^"]+)"', response.headers["Link"]):
        targets.setdefault(relation, []).append(target)
    return targets


def fetch(address: str, **headers):
    return Client().get(address.removeprefix(ORIGIN), headers=headers)


@pytest.mark.parametrize(("page", "permanent"), RECORDS.items())
def test_link_header_names_permanent_address_formats_and_type(page, permanent):
    links = parse_links(fetch(page))
    assert links["cite-as"] == [ORIGIN + get_cited_address(permanent)]
    assert fetch(permanent, **{"accept-language": page[1:3]}).headers["Location"] == page
    assert links["describedby"]
    assert all(fetch(address).status_code == 200 for address in links["describedby"] + links.get("item", []))
    assert all(fetch(address).status_code in (200, 303) for address in links["collection"])
    assert links["license"]
    assert any(address.startswith("https://schema.org/") for address in links["type"])


def list_typed_links(response) -> set[tuple[str, str, str]]:
    """Return address, relation and media type of the links in the header."""
    return set(re.findall(r'<([^>]+)>; rel="([^"]+)"(?:; type="([^"]+)")?', response.headers["Link"]))


@pytest.mark.parametrize(("page", "permanent"), RECORDS.items())
def test_contents_are_items_and_files_lead_back(page, permanent):
    links = list_typed_links(fetch(page))
    address = ORIGIN + permanent
    contents = {target for target, relation, media_type in links if relation == "item" and media_type}
    metadata = {target for target, relation, _type in links if relation == "describedby"}
    suffixes = {target.removeprefix(f"{address}.") for target in contents}
    assert suffixes <= {"txt", "tei.xml", "geojson"}
    assert bool(suffixes) == ("/claim/" not in permanent)
    assert {target.removeprefix(f"{address}.") for target in metadata} == {"jsonld", "bib", "ris", "csl.json"}
    for target in contents | metadata:
        response = fetch(target)
        relation = "collection" if target in contents else "describes"
        assert (address, relation, "") in list_typed_links(response)
        media_type = response.headers["Content-Type"].partition(";")[0]
        assert (target, "item" if target in contents else "describedby", media_type) in links


@pytest.mark.parametrize(("page", "permanent"), RECORDS.items())
def test_linkset_has_the_links_of_the_page_and_of_its_files(page, permanent):
    [(address, _relation, media_type)] = [link for link in list_typed_links(fetch(page)) if link[1] == "linkset"]
    response = fetch(address)
    assert response.headers["Content-Type"] == media_type == "application/linkset+json"
    contexts = {context.pop("anchor"): context for context in json.loads(response.content)["linkset"]}
    assert {ORIGIN + permanent, ORIGIN + page} <= contexts.keys()
    named = {(target["href"], relation) for relation, targets in contexts[ORIGIN + permanent].items() for target in targets}
    assert {(link[0], link[1]) for link in list_typed_links(fetch(page)) if link[1] not in ("timegate", "timemap")} <= named
    for anchor, context in contexts.items():
        if anchor.startswith(f"{ORIGIN + permanent}."):
            assert {ORIGIN + permanent} == {
                target["href"] for name in ("collection", "describes") for target in context.get(name, [])
            }
    assert (ORIGIN + permanent, "describes", "") in list_typed_links(response)
    accepted = fetch(permanent, accept="application/linkset+json")
    assert (accepted.status_code, accepted.headers["Location"]) == (303, f"{permanent}.linkset")


def test_sentences_of_a_source_are_items_of_its_link_set():
    page = fetch(f"/en/sources/{SOURCE}/")
    [linkset] = parse_links(page)["linkset"]
    contexts = {context["anchor"]: context for context in json.loads(fetch(linkset).content)["linkset"]}
    items = [target["href"] for target in contexts[f"{ORIGIN}/id/source/{SOURCE}"]["item"]]
    sentences = [address for address in items if address.startswith(f"{ORIGIN}/id/passage/{SOURCE}:")]
    assert len(sentences) == 20
    assert all(fetch(address).status_code == 303 for address in sentences)
    assert not any(address in page.headers["Link"] for address in sentences)


@pytest.mark.parametrize("record", ["/id/claim/thousands-died", "/id/camp/dachau", f"/id/passage/{SOURCE}:3.5"])
def test_page_of_a_prior_state_and_its_files_are_linked(record):
    address = f"{ORIGIN}{record}/edition/1"
    links = [link for link in list_typed_links(fetch(address)) if link[1] in ("item", "describedby")]
    assert (f"{address}.json", "item", "application/json") in links
    assert (f"{address}.jsonld", "describedby", "application/ld+json") in links
    for target, relation, media_type in links:
        response = fetch(target)
        assert response.headers["Content-Type"].partition(";")[0] == media_type
        assert (address, {"item": "collection", "describedby": "describes"}[relation], "") in list_typed_links(response)


def test_file_of_a_list_leads_back():
    assert (f"{ORIGIN}/id/camps", "describes", "") in list_typed_links(fetch("/id/camps.geojson"))


@pytest.mark.parametrize("page", ["/en/camps/", "/ar/routes/", "/en/claims/", "/ar/sources/"])
def test_list_links_to_its_members_and_formats(page):
    links = parse_links(fetch(page))
    assert all(fetch(address).status_code == 303 for address in links["item"])
    assert all(fetch(address).status_code == 200 for address in links["describedby"])


@pytest.mark.parametrize(("page", "permanent"), RECORDS.items())
def test_page_has_metadata_for_reference_managers(page, permanent):
    tree = html.document_fromstring(fetch(page).content.decode())
    metadata = {meta.get("name"): meta.get("content") for meta in tree.xpath("//meta[@name]")}
    cited = ORIGIN + get_cited_address(permanent)
    assert metadata["citation_public_url"] == metadata["DC.identifier"] == cited
    assert metadata["citation_title"] == metadata["DC.title"]
    assert metadata["citation_language"] == ("ar" if "/sources/" in page else tree.get("lang")), "that of the words"
    assert metadata["z:itemType"] == json.loads(fetch(f"{permanent}.csl.json").content)[0]["type"] == "webpage"
    data = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))
    assert data["@id"] == ORIGIN + permanent
    assert data.get("http://purl.org/dc/terms/hasVersion", {"@id": ORIGIN + permanent}) == {"@id": cited}
    assert {link.get("href") for link in tree.xpath("//link[@rel='cite-as']")} == {cited}


@pytest.mark.parametrize(
    ("page", "title", "description"),
    [
        ("/ar/sources/ushmm-death-marches/3.3@0-21/", "3.3@0-21، [مسيرات الموت] — شواهد", "مات الآلاف من السجناء"),
        ("/en/sources/ushmm-death-marches/3.3@0-21/", "3.3@0-21, [Death marches] — Shawahid", "مات الآلاف من السجناء"),
        (
            "/en/claims/thousands-died/",
            "Thousands of prisoners died of “exposure”, of being starved, and of exhaustion. — Shawahid",
            "Thousands of prisoners died of “exposure”, of being starved, and of exhaustion.",
        ),
    ],
)
def test_page_has_a_title_and_a_description(page, title, description):
    tree = html.document_fromstring(fetch(page).content.decode())
    assert tree.xpath("string(//title)") == title
    assert tree.xpath("string(//meta[@name='description']/@content)") == description


@pytest.mark.parametrize(("page", "permanent"), RECORDS.items())
def test_page_has_metadata_for_links(page, permanent):
    tree = html.document_fromstring(fetch(page).content.decode())
    shared = {meta.get("property"): meta.get("content") for meta in tree.xpath("//meta[@property]")}
    assert shared["og:url"] == ORIGIN + page
    assert tree.xpath("string(//title)").startswith(shared["og:title"])
    assert tree.xpath("//meta[@name='description'][@property='og:description']/@content") == [shared["og:description"]] != [""]
    assert shared["og:locale"] == {"ar": "ar_AR", "en": "en_GB"}[page[1:3]]
    discovered = tree.xpath("//link[@type='application/json+oembed']/@href")
    assert len(discovered) == (1 if ("/sources/" in page and page.count("/") > 4) or "/claims/" in page else 0)
    for address in discovered:
        frame = html.fragment_fromstring(json.loads(fetch(address).content)["html"])
        assert frame.get("src").startswith(f"{ORIGIN}/{page[1:3]}/embed/"), "in the language of the page, whatever the reader's"


@pytest.mark.parametrize("kind", [kind for kind in PUBLISHED if not kind.path.startswith("embed/")], ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_has_a_title_a_description_and_a_picture_for_links(kind, language):
    tree = html.document_fromstring(fetch(kind.address(language), **{"accept-language": language}).content.decode())
    shared = {meta.get("property"): meta.get("content") for meta in tree.xpath("//meta[@property]")}
    assert all(shared[f"og:{name}"] for name in ("title", "description", "type", "url", "site_name", "locale", "image:alt"))
    assert shared["og:url"].startswith(f"{ORIGIN}/")
    assert shared["og:image"].startswith(f"{ORIGIN}/static/archive/card")


@pytest.mark.parametrize(("page", "permanent"), RECORDS.items())
def test_page_has_a_citation_in_every_style(page, permanent):
    tree = html.document_fromstring(fetch(page).content.decode())
    citations = {element.get("data-citation"): "".join(element.itertext()) for element in tree.xpath("//*[@data-citation]")}
    together = citations.pop("together", None)
    assert set(citations) == {"chicago-note", "chicago-bibliography", "apa", "mla", "arabic"}
    assert together is None or any(citation.strip() in together for citation in citations.values())
    cited = ORIGIN + get_cited_address(permanent)
    assert all(re.search(rf"{re.escape(cited)}(?![\w/])", citation) and "09cfd771" in citation for citation in citations.values())
    addresses = tree.xpath("//section[@id='cite']//p[contains(@class, 'address')]/a/@href")
    assert addresses == list(dict.fromkeys([cited, ORIGIN + permanent]))


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
def test_permanent_address_redirects_by_accept_header(accept, status, target):
    response = fetch("/id/camp/dachau", accept=accept, **{"accept-language": "en"})
    assert (response.status_code, response.headers.get("Location")) == (status, target)
    assert {"Accept", "Accept-Language"} <= set(response.headers["Vary"].split(", "))


@pytest.mark.parametrize("address", ["/id/camp/dachau.pdf", "/id/claim/thousands-died.geojson", "/id/claims.bib"])
def test_unknown_format_lists_the_available_ones(address):
    response = fetch(address)
    assert response.status_code == 404
    offered = html.document_fromstring(response.content.decode()).xpath("//main//a[@type]/@href")
    assert offered
    assert all(fetch(address).status_code == 200 for address in offered)


@pytest.mark.parametrize("address", ["/en/camps/dachau/", "/id/camp/dachau.jsonld", f"/id/source/{SOURCE}.txt"])
def test_matching_entity_tag_gives_304(address, cached_client):
    first = cached_client.get(address)
    repeated = cached_client.get(address, if_none_match=first.headers["etag"])
    assert (repeated.status, repeated.body) == (304, b"")
    head = cached_client.get(address, "HEAD")
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", first.headers["etag"])
    assert cached_client.get(address, if_none_match='"other"').status == 200


@pytest.mark.parametrize("record", [f"/id/passage/{SOURCE}:3.5", "/en/claims/thousands-died/", f"/ar/sources/{SOURCE}/3.5@12-40/"])
def test_oembed_has_a_frame_with_the_quotation(record):
    oembed = json.loads(fetch(f"/oembed?url={ORIGIN}{record}&maxwidth=400").content)
    assert (oembed["version"], oembed["type"], oembed["width"]) == ("1.0", "rich", 400)
    frame = html.fragment_fromstring(oembed["html"])
    response = fetch(frame.get("src"))
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    text = html.document_fromstring(response.content.decode()).text_content()
    assert "/id/" in text
    if "claim" in record:
        assert all(
            anchor.exact in text for anchor in Claim.objects.get(identifier="thousands-died").anchors.filter(role="statement")
        )


def test_oembed_of_a_claim_has_a_frame_of_its_version():
    cited = get_cited_address("/id/claim/thousands-died")
    version = cited.rpartition("/")[2]
    for address in (cited, "/id/claim/thousands-died", f"/en/claims/thousands-died/versions/{version}/"):
        frame = html.fragment_fromstring(json.loads(fetch(f"/oembed?url={ORIGIN}{address}").content)["html"]).get("src")
        assert frame.endswith(f"/embed/claim/thousands-died/{version}/")
        page = html.document_fromstring(fetch(frame).content.decode())
        assert page.xpath("//p[@class='gloss']/a/@href") == [ORIGIN + cited]


@pytest.mark.parametrize("page", ["/en/", *RECORDS])
def test_pages_may_not_be_framed(page):
    response = fetch(page)
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "address",
    [
        "/ar/embed/claim/%00/",
        "/en/embed/claim/thousands-died/0123456789abcdef/",
        f"/en/embed/passage/{SOURCE}:9.9/",
        "/en/embed/camp/dachau/",
    ],
)
def test_frame_of_unknown_record_is_404(address):
    assert fetch(address).status_code == 404


def test_invalid_size_is_ignored():
    for width in ("0", "-5", "9" * 5000, "ten", "٤٠٠"):
        assert json.loads(fetch(f"/oembed?url={ORIGIN}/id/claim/thousands-died&maxwidth={width}").content)["width"] == 640


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://elsewhere.example/id/camp/dachau",
        f"{ORIGIN}/id/camp/dachau",
        f"{ORIGIN}/id/claim/none",
        f"{ORIGIN}/id/claim/thousands-died/0123456789abcdef",
        f"{ORIGIN}/id/passage/{SOURCE}:3.5/0123456789abcdef",
        "http://[",
        f"{ORIGIN}/en/",
    ],
)
def test_oembed_of_other_addresses_is_404(url):
    assert fetch(f"/oembed?url={url}").status_code == 404
    assert fetch(f"/oembed?url={ORIGIN}/id/claim/thousands-died&format=xml").status_code == 501


def test_not_modified_frame_keeps_its_policy(cached_client):
    address = "/en/embed/claim/thousands-died/"
    first = cached_client.get(address)
    repeated = cached_client.get(address, if_none_match=first.headers["etag"])
    policy = first.headers["content-security-policy"]
    assert repeated.status == 304
    assert "frame-ancestors *" in policy
    assert repeated.headers.get("content-security-policy", policy) == policy
    assert "x-frame-options" not in repeated.headers


@pytest.mark.parametrize("path", ["//evil.example/en/camps/", "//[", "/%2F[x/", "//%E2%84%80/"])
def test_path_that_looks_like_a_host_is_not_linked(path):
    response = Client().get("/", PATH_INFO=path)
    assert response.status_code == 404
    tree = html.document_fromstring(response.content.decode())
    assert not [link for link in tree.xpath("//@href") if link.startswith("//")]


def test_download_has_no_content_language():
    assert "Content-Language" not in fetch(f"/id/source/{SOURCE}.txt", **{"accept-language": "en"}).headers
    assert fetch("/en/").headers["Content-Language"] == "en"
