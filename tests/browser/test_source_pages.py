"""An address with a sentence of another page of a long source leads to it."""

import pytest

INDEX = """() => {
  document.body.innerHTML = `
    <a data-first="1.1" aria-current="page" href="?page=1">1.1–4.5</a><a data-first="5.1" href="?page=2">5.1–9.9</a>
    <a data-first="10.1" href="?page=3">10.1–12.2</a><div id="s2.3"></div>`;
}"""
SCRIPT = "archive/static/archive/js/source-pages.js"


@pytest.mark.parametrize(
    ("sentence", "page_number"),
    [("5.1", 2), ("9.12", 2), ("10.1", 3), ("99.1", 3), ("2.3", None), ("3.1", None), ("nothing", None)],
)
def test_script_leads_to_the_page_of_the_sentence(page, sentence, page_number):
    page.route(
        "http://127.0.0.1/**", lambda route: route.fulfill(body="<!doctype html><title>Source</title>", content_type="text/html")
    )
    page.goto(f"http://127.0.0.1/en/sources/long/#s{sentence}")
    page.evaluate(INDEX)
    page.add_script_tag(path=SCRIPT)
    page.wait_for_timeout(300)
    query = f"?page={page_number}" if page_number else ""
    assert page.url == f"http://127.0.0.1/en/sources/long/{query}#s{sentence}"
