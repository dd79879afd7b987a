"""“About” says how to report an error, in both languages, with or without an address for reports; every page links to it."""

import pytest

pytestmark = pytest.mark.django_db

LANGUAGES = ("ar", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_footer_links_to_how_to_report(client, language):
    assert f'href="/{language}/about/#report"' in client.get(f"/{language}/glossary/").content.decode()
    assert 'id="report"' in client.get(f"/{language}/about/").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_address_is_linked(client, settings, language):
    settings.REPORT_URL = "https://tracker.example/new?labels=content&title=x"
    assert 'href="https://tracker.example/new?labels=content&amp;title=x"' in client.get(f"/{language}/about/").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_report_address_the_copy_is_named(client, settings, language):
    text = client.get(f"/{language}/about/").content.decode()
    assert f'<bdi class="hash">{settings.CANONICAL_ORIGIN}</bdi>' in text


def test_other_pages_about_the_archive_do_not_repeat_it(client):
    assert 'id="report"' not in client.get("/en/about/method/").content.decode()
