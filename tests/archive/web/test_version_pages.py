"""Pages of editions, of the history of records and of their versions, with two invented editions."""

import csv
import io
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from lxml import html

from archive.addresses import RecordKey
from archive.models import Edition, RecordVersion
from archive.versions.history import count_changes, list_changes, list_history
from archive.web.page_urls import build_history_url, build_page_url, build_version_url
from tests.support.invented_editions import NEW_CAMP, OLD_CAMP, RETURNED, REWORDED, ROUTE, WITHDRAWN

pytestmark = [pytest.mark.usefixtures("invented_editions"), pytest.mark.django_db]

LANGUAGES = ("ar", "en")
MAX_QUERIES = 14


def get(address):
    return Client().get(address)


def read(address):
    """Return the page at an address as a tree."""
    response = get(address)
    assert response.status_code == 200, address
    return html.document_fromstring(response.content.decode())


def text_of(tree, path="//main"):
    return " ".join(tree.xpath(path)[0].text_content().split())


def version_url(kind, identifier, edition, language="en"):
    line = RecordVersion.objects.get(kind=kind, identifier=identifier, edition=edition)
    with override(language):
        return build_version_url(line.key, line.version)


@pytest.mark.parametrize("language", LANGUAGES)
def test_editions_are_listed_with_note_and_day(language):
    text = text_of(read(f"/{language}/editions/"))
    for edition in Edition.objects.all():
        assert getattr(edition, f"note_{language}") in text
        assert edition.state[:16] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_edition_shows_its_digests_and_what_is_new(language):
    tree = read(f"/{language}/editions/2/")
    edition, text = Edition.objects.get(number=2), text_of(tree)
    assert all(digest in text for digest in (edition.digest, edition.state, edition.changes, edition.file_digest))
    links = set(tree.xpath("//main//a/@href"))
    assert any(link.endswith("/id/edition/2.jsonl") for link in links)
    assert any(link.endswith("/id/edition/2/SHA256SUMS") for link in links)
    with override(language):
        assert {build_version_url(line.key, line.version) for line in RecordVersion.objects.filter(edition=2)} <= links


@pytest.mark.parametrize(
    ("edition", "change", "count"),
    [(1, "added", None), (2, "withdrawn", 3), (2, "renamed", 1), (3, "returned", 1), (3, "changed", 1)],
)
def test_changes_of_an_edition_are_counted_and_selected(edition, change, count):
    count = count or RecordVersion.objects.filter(edition=1).count()
    tree = read(f"/en/editions/{edition}/?change={change}")
    assert tree.xpath(f"//main//li[a[@href='?change={change}#changes']]/span[@class='count']/text()") == [str(count)]
    assert len(tree.xpath("//section[@id='changes']//ul[@class='ruled']/li")) == min(count, 60)
    assert get(f"/en/editions/{edition}/?change=nothing").status_code == 404


def test_unknown_edition_is_not_found():
    assert [get(f"/en/editions/{number}/").status_code for number in (0, 4)] == [404, 404]


@pytest.mark.read_only
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_and_every_history_has_a_page(language):
    with override(language):
        for line in RecordVersion.objects.all():
            page = Client().get(build_version_url(line.key, line.version), follow=True)
            assert page.status_code == 200
            assert line.version in page.content.decode()
            assert Client().get(build_history_url(line.key), follow=True).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_history_says_what_changed_in_which_edition_and_why(language):
    with override(language):
        text = text_of(read(build_history_url(RecordKey("claim", RETURNED))))
    reasons = {
        "ar": ["خُلط فيه بين تاريخين.", "التاريخ صحيح، وكان الخلط في الحاشية."],
        "en": ["It confused two dates.", "The date is right; the note was confused."],
    }
    assert all(reason in text for reason in reasons[language])
    assert all(line.version[:16] in text for line in list_history(RecordKey("claim", RETURNED)))


def test_history_of_a_renamed_record_begins_under_its_former_name():
    history = read(f"/en/camps/{NEW_CAMP}/versions/")
    assert f"camp:{OLD_CAMP}" in text_of(history)
    first = RecordVersion.objects.get(kind="camp", identifier=OLD_CAMP, edition=1)
    response = get(version_url("camp", OLD_CAMP, 1))
    assert (response.status_code, response.headers["Location"]) == (301, f"/en/camps/{NEW_CAMP}/versions/{first.version[:16]}/")


def reading_state(address):
    return text_of(read(address), "//p[contains(@class, 'reading-state')]")


def test_version_states_whether_it_is_in_force():
    assert reading_state(version_url("claim", "himmler-evacuation-order", 1)).startswith("The record still reads so")
    changed = reading_state(version_url("claim", REWORDED, 1))
    assert "no longer reads so: edition 2 of" in changed
    assert "The causes of death are worded more exactly." in changed
    withdrawn = reading_state(version_url("claim", WITHDRAWN, 1))
    assert "withdrawn in edition 2, 28 November 2026" in withdrawn
    assert "The sentence does not say that these were the first." in withdrawn
    assert reading_state(version_url("claim", RETURNED, 1)).startswith("The record still reads so")
    assert reading_state(version_url("claim", RETURNED, 2)).startswith("This line of the ledger withdraws")
    first = RecordVersion.objects.get(kind="camp", identifier=OLD_CAMP, edition=1)
    assert reading_state(f"/en/camps/{NEW_CAMP}/versions/{first.version[:16]}/").startswith("The record still reads so")


def test_version_is_not_indexed_and_names_the_living_record():
    tree = read(version_url("claim", REWORDED, 1))
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//link[@rel='canonical']/@href")[0].endswith(f"/en/claims/{REWORDED}/")
    gone = read(version_url("route", ROUTE, 1))
    assert "/versions/" in gone.xpath("//link[@rel='canonical']/@href")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_version_quotes_its_source_with_a_link_to_the_words(language):
    tree = read(version_url("claim", REWORDED, 1, language))
    quotation = tree.xpath("//q")[0]
    assert (quotation.get("lang"), quotation.get("dir")) == ("ar", "rtl")
    assert quotation.text == "مات الآلاف من السجناء من التعرض ، والتجويع ، والإرهاق"
    assert get(quotation.getnext().get("href")).status_code == 200


def test_name_of_a_version_may_be_short_or_long():
    line = RecordVersion.objects.get(kind="claim", identifier=REWORDED, edition=1)
    target = f"/en/claims/{REWORDED}/versions/{line.version[:16]}/"
    for length in (8, 15, 17, 64):
        response = get(f"/en/claims/{REWORDED}/versions/{line.version[:length]}/")
        assert (response.status_code, response.headers["Location"]) == (301, target)
    for name in (line.version[:7], "g" * 16, "0" * 16, line.version[:16].upper()):
        assert get(f"/en/claims/{REWORDED}/versions/{name}/").status_code == 404


def test_version_of_another_record_is_named():
    line = RecordVersion.objects.get(kind="claim", identifier=WITHDRAWN, edition=1)
    response = get(f"/en/claims/{REWORDED}/versions/{line.version[:16]}/")
    assert response.status_code == 404
    assert version_url("claim", WITHDRAWN, 1) in response.content.decode()


def test_ambiguous_name_offers_the_versions():
    line = RecordVersion.objects.get(kind="claim", identifier=REWORDED, edition=1)
    other = RecordVersion.objects.get(kind="claim", identifier=REWORDED, edition=2)
    other.version = line.version[:10] + other.version[10:]
    other.save()
    response = get(f"/en/claims/{REWORDED}/versions/{line.version[:8]}/")
    assert response.status_code == 300
    assert all(version.version[:16] in response.content.decode() for version in (line, other))


def test_suppressed_version_is_unavailable_for_legal_reasons():
    line = RecordVersion.objects.get(kind="claim", identifier=REWORDED, edition=1)
    line.outcome = RecordVersion.Outcome.SUPPRESSED
    line.line = '{"reason":{"ar":"سبب","en":"A person asked."},"suppressed":"' + line.version + '"}'
    line.save()
    response = get(version_url("claim", REWORDED, 1))
    assert response.status_code == 451
    assert "A person asked." in response.content.decode()
    assert get(f"/en/claims/{REWORDED}/versions/").status_code == 200
    assert get(version_url("claim", REWORDED, 2)).status_code == 200
    assert get("/en/editions/1/?change=suppressed").status_code == 200


def test_changes_of_an_edition_are_counted_as_they_are_listed():
    first = RecordVersion.objects.filter(edition=1, outcome="record").first()
    first.outcome = RecordVersion.Outcome.SUPPRESSED
    first.save()
    for edition in Edition.objects.values_list("pk", flat=True):
        listed = Counter(line.change for line in list_changes(edition))
        assert count_changes(edition) == listed, edition
        assert {change: len(list_changes(edition, change)) for change in listed} == listed, edition


@pytest.mark.parametrize(
    "key", ["claim:thousands-died", "camp:dachau", "sentence:ushmm-death-marches:3.5", "source:ushmm-death-marches"]
)
def test_page_of_a_record_links_its_history(key):
    key = RecordKey.parse(key)
    with override("en"):
        tree = read(build_page_url(key))
        assert build_history_url(key) in tree.xpath("//main//a/@href")
    edition = 3 if key.identifier == REWORDED else 2 if key.kind == "source" else 1
    assert reverse("edition", args=[edition]).partition("/editions/")[2] in " ".join(
        tree.xpath("//p[@class='changed-in']//a/@href")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_footer_names_edition_day_and_state(language):
    edition = Edition.objects.get(number=3)
    footer = read(f"/{language}/").xpath("//footer//p")[0]
    assert footer.xpath(".//a/@href") == [f"/{language}/editions/3/"]
    assert edition.state[:8] in footer.text_content()


def test_pages_of_a_long_history_need_few_queries():
    last = RecordVersion.objects.get(kind="claim", identifier=REWORDED, edition=3)
    for number in range(4, 60):
        digest = f"{number:064x}"
        Edition.objects.create(number=number, published="2027-01-01T00:00:00Z", note_ar="طبعة", note_en="Edition", digest=digest)
        last = RecordVersion.objects.create(
            pk=5_000 + number,
            edition_id=number,
            kind="claim",
            identifier=REWORDED,
            version=digest[::-1],
            previous=last.version,
            outcome="record",
            line=last.line,
        )
    addresses = [f"/en/claims/{REWORDED}/versions/", f"/en/claims/{REWORDED}/versions/?page=3", "/en/editions/2/", "/en/editions/"]
    for address in [*addresses, version_url("claim", REWORDED, 1)]:
        with CaptureQueriesContext(connection) as queries:
            assert get(address).status_code == 200
        assert len(queries) <= MAX_QUERIES, address


def test_search_leads_to_versions_and_former_names():
    line = RecordVersion.objects.get(kind="claim", identifier=WITHDRAWN, edition=1)
    page = version_url("claim", WITHDRAWN, 1)
    for text, address in [
        (line.version[:8], page),
        (line.version, page),
        (f"http://shawahid.example/id/claim/{WITHDRAWN}/{line.version[:16]}", page),
        (f"/id/claim/{WITHDRAWN}.bib", f"/en/claims/{WITHDRAWN}/"),
        (f"claim:{WITHDRAWN}", f"/en/claims/{WITHDRAWN}/"),
        (WITHDRAWN, f"/en/claims/{WITHDRAWN}/"),
        (OLD_CAMP, f"/en/camps/{NEW_CAMP}/"),
        (f"/id/camp/{OLD_CAMP}", f"/en/camps/{NEW_CAMP}/"),
    ]:
        tree = html.document_fromstring(Client().get("/en/search/", {"q": text}).content.decode())
        assert address in tree.xpath("//main/article/p//a/@href"), text


def test_texts_of_a_version_have_their_language():
    tree = read(version_url("sentence", "ushmm-death-marches:3.5", 1))
    reading = tree.xpath("//dl[contains(@class, 'fields')]//*[@lang='en' and @dir='ltr']")
    assert len(reading[0].text_content()) > 20
    assert not [one.text for one in tree.xpath("//dl[contains(@class, 'fields')]//bdi[not(@dir)]")]


def test_story_links_to_the_history_of_each_sentence():
    tree = read("/en/start/")
    links = tree.xpath("//a[@class='history-link']/@href")
    assert len(links) == len(tree.xpath("//p[span[@data-fact='statement']]")) > 5
    assert get(links[0]).status_code == 200


def test_search_for_a_version_leads_to_it_in_json_and_atom():
    version = RecordVersion.objects.get(kind="claim", identifier=REWORDED, edition=1)
    for query, is_version in ((version.version[:16], True), (f"claim:{REWORDED}", False)):
        [named] = get(f"/en/search.json?q={query}").json()["named"]
        assert (named["identifier"], named["is_version"]) == (REWORDED, is_version)
        assert named["address"].endswith(version_url("claim", REWORDED, 1) if is_version else f"/en/claims/{REWORDED}/")
        assert f"<id>{named['permanent']}</id>" in get(f"/ar/search.atom?q={query}").content.decode()
    assert get("/en/search.json?q=march").json()["named"] == []


def test_downloads_name_version_and_edition():
    rows = {row["identifier"]: row for row in csv.DictReader(io.StringIO(get("/id/claims.csv").content.decode()))}
    last = RecordVersion.objects.get(kind="claim", identifier=REWORDED, edition=3)
    assert (rows[REWORDED]["version"], rows[REWORDED]["edition"]) == (last.version, "3")
    assert rows[REWORDED]["cited"].endswith(f"/id/claim/{REWORDED}/{last.version[:16]}")
    assert all(row["version"] for row in rows.values())
    tei = get("/id/source/ushmm-death-marches.tei.xml").content.decode()
    assert '<editionStmt><edition n="3">Edition 3</edition></editionStmt>' in tei
    assert "/id/source/ushmm-death-marches/edition/3</idno>" in tei
