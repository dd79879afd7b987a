"""The check of a quotation as a page in both languages and as data, and refused queries."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from archive.models import Passage
from archive.web.views.verify import MAX_ADDRESS_LENGTH, MAX_QUOTATION_LENGTH
from tests.support.html_pages import marked_words

pytestmark = [pytest.mark.django_db, pytest.mark.read_only]

# Random queries that the page must answer.
MAX_EXAMPLES = 300
DIED = "مات الآلاف من السجناء من التعرض ، والتجويع ، والإرهاق."
WORDS = ("مات", "الآلاف من السجناء", "died of exposure", "…", "[...]", "«", "»", '"', "'", " ", "+", "٣", "ـ", "汉", "😀")
CODES = ("%00", "%ff", "%ed%a0%80", "%", "%0d%0a", "&", "=", "\x00", "\u202e", "\u200f", "\u0301", "\U000e0001")
SYNTAX = ("' OR 1=1 --", "<script>", "*", "NEAR(", ");")
PIECES = st.sampled_from((*WORDS, *CODES, *SYNTAX))
BYTES = st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join)


class VerifyPage:
    """Page of a quotation: tree, status, and text of the main element."""

    def __init__(self, query: str, language: str = "en") -> None:
        self.response = get(f"/{language}/verify/", query)
        self.status = self.response.status_code
        self.tree = html.document_fromstring(self.response.content.decode())
        self.text = " ".join(self.tree.get_element_by_id("main").text_content().split())


def get(path: str, query: str):
    """Request a path with a raw query string."""
    return Client().generic("GET", path, QUERY_STRING=query)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_words_are_marked_in_their_sentence_and_link_to_their_passage(language):
    page = VerifyPage(f"q={quote('الآلاف من السجناء من')}", language)
    assert page.status == 200
    assert page.tree.get("lang") == language
    assert page.tree.xpath("//section/@id")[0] == "answer"
    assert marked_words(page) == ["الآلاف من السجناء من"]
    (sentence,) = page.tree.xpath("//*[@data-verbatim]")
    assert sentence.text_content() == Passage.objects.select_related("source").get(ref=sentence.get("data-verbatim")).text
    (link,) = page.tree.xpath("//div[@class='stands']//p[@class='label']/a/@href")
    assert get(link.partition("#")[0], "").status_code == 200
    assert marked_words(VerifyPage("", language)) == []


@pytest.mark.parametrize(
    ("quotation", "english", "arabic"),
    [
        (DIED, "letter for letter", "حرفا حرفا"),
        (DIED.replace("آ", "ا"), "but for spelling", "اختلاف في الإملاء"),
        (DIED[:31] + " في تلك الليلة الطويلة الباردة", "the rest was not found", "والباقي لم يُعثر عليه"),
        (DIED.replace("مات", "مال"), "Words that differ: 1", "عدد الكلمات المختلفة: 1"),
        (DIED[:22] + DIED[34:], "words between them are left out", "كلمات أُسقطت من بينها"),
        (DIED[:21] + " died of exposure, starvation", "It is a mixture", "هو خليط"),
        ("في تلك الليلة الطويلة", "not found in the archive", "لم يُعثر عليه"),
        ("Thousands of prisoners died of exposure", "not the words of a source", "ليست هذه كلمات مصدر"),
        (
            "«مات آلاف السجناء من التعرض والتجويع والإرهاق»",
            "words of the archive’s own, in a claim",
            "كلمات الأرشيف نفسه، في مستخلَص",
        ),
        ("…", "no word in it", "ليست فيه كلمة"),
        (f" “{DIED}”\r\n", "Set aside before looking", "استُبعد قبل البحث"),
    ],
)
def test_verdict_is_in_both_languages(quotation, english, arabic):
    assert english in VerifyPage(f"q={quote(quotation)}", "en").text
    assert arabic in VerifyPage(f"q={quote(quotation)}", "ar").text


def test_words_of_a_claim_link_to_its_evidence():
    """Statements of claims are quoted too; words of a source are not attributed to a claim."""
    query = f"q={quote('مات آلاف السجناء من «التعرض» والتجويع')}"
    links = VerifyPage(query).tree.xpath("//section[@id='answer']//span[@data-fact='statement']/a/@href")
    assert links[0] == "/en/claims/thousands-died/"
    assert links[1].startswith("/en/sources/ushmm-death-marches/3.3@")
    assert get("/en/verify.json", query).json()["claims"] == ["http://127.0.0.1:8000/id/claim/thousands-died"]
    assert get("/en/verify.json", query).json()["sentence"] in VerifyPage(query).text
    for other in (DIED, "مات آلاف السجناء", "مات آلاف السجناء من الجوع وحده"):
        assert get("/en/verify.json", f"q={quote(other)}").json()["claims"] == []


def test_absent_quotation_is_not_called_invented():
    text = VerifyPage(f"q={quote('في تلك الليلة الطويلة')}").text
    assert "The archive holds 1 source. That words are not in it does not mean that they were never written or said." in text


def test_field_has_the_quotation_unchanged():
    for quotation in (f"\n «{DIED}» ", "<b>&amp;</b>\u202eabc"):
        (field,) = VerifyPage(f"q={quote(quotation)}").tree.xpath("//textarea")
        assert field.text.removeprefix("\n") == quotation


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("query", "status", "error"),
    [
        ("q=" + "a" * (MAX_QUOTATION_LENGTH + 1), 400, "length"),
        ("q=" + "a+" * (MAX_QUOTATION_LENGTH // 2), 200, None),
        ("q=" + "%D8%A7" * (MAX_ADDRESS_LENGTH // 6), 414, "address"),
        ("q=%FF", 400, "encoding"),
        ("q=%ED%A0%80", 400, "encoding"),
        ("q=%EF%BF%BD", 200, None),
        ("q=\xff", 400, "encoding"),
        ("q=%00", 200, None),
    ],
)
def test_refused_query_shows_the_form_again(language, query, status, error):
    page, data = VerifyPage(query, language), get(f"/{language}/verify.json", query)
    assert (page.status, data.status_code) == (status, status)
    assert data.json().get("error") == error
    assert page.tree.get("lang") == language
    assert bool(page.tree.xpath("//form[@id='verify']"))


def test_data_without_a_quotation_is_an_error():
    for query in ("", "q=", "x=1", "&&=&q"):
        answer = get("/en/verify.json", query)
        assert (answer.status_code, answer.json()["error"]) == (400, "nothing")
        assert VerifyPage(query).status == 200


@settings(max_examples=MAX_EXAMPLES, suppress_health_check=list(HealthCheck))
@given(query=BYTES, language=st.sampled_from(["ar", "en"]), path=st.sampled_from(["verify/", "verify.json"]))
def test_random_bytes_have_an_allowed_status(query, language, path):
    raw = query.encode("utf-8", "surrogatepass").decode("latin-1")
    response = get(f"/{language}/{path}", f"q={raw}")
    assert response.status_code in (200, 400, 414)
    if path == "verify.json" and response.status_code == 200:
        answer = response.json()
        assert answer["verdict"] in ("exact", "spelling", "other-words", "partly-joined", "partly", "absent", "wordless")
        assert all(part["words"] == answer["looked_for"][part["start"] : part["end"]] for part in answer["pieces"])


def test_data_and_page_have_the_same_place():
    query = f"q={quote(DIED.replace('آ', 'ا'))}"
    (place,) = get("/en/verify.json", query).json()["pieces"][0]["places"]
    assert place["permanent"] in VerifyPage(query).text
    assert get(place["page"].partition("#")[0], "").status_code == 200
    assert "/en/verify.json?q=" in str(VerifyPage(query).tree.xpath("//div[@class='margin']//a/@href"))


def test_the_number_of_queries_does_not_grow_with_the_quotation():
    source = Passage.objects.select_related("source").first().source.text
    for quotation, most in ((DIED, 6), (source[:1200], 6), (source[:500] + " تلك الليلة " + source[800:1200], 12), ("السجناء", 6)):
        with CaptureQueriesContext(connection) as queries:
            assert VerifyPage(f"q={quote(quotation)}").status == 200
        assert len(queries) <= most, [query["sql"][:200] for query in queries]
        assert not any('"archive_source"."text"' in query["sql"] for query in queries), "no complete text is fetched"


@pytest.mark.parametrize(
    "quotation",
    [DIED, DIED.replace("مات", "مال"), DIED[:21] + " died of exposure", "في تلك الليلة", "ءانجسلا نم فالآلا تام", "سيرات الموت"],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_page_and_data_have_the_same_verdict(quotation, language):
    query = f"q={quote(quotation)}"
    (statement,) = VerifyPage(query, language).tree.xpath("//section[@id='answer']//p[contains(@class, 'statement')]")
    assert " ".join(statement.text_content().split()) == get(f"/{language}/verify.json", query).json()["sentence"]


@pytest.mark.parametrize(
    "address", ["/en/sources/ushmm-death-marches/", "/en/sources/ushmm-death-marches/3.3/", "/ar/about/citing/", "/ar/"]
)
def test_other_pages_link_to_the_check(address):
    page = html.document_fromstring(get(address, "").content.decode())
    assert f"{address[:3]}/verify/" in page.xpath("//main//a/@href" if "sources" in address or "citing" in address else "//a/@href")
