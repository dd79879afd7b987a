"""The QR code of a permanent address is a file that printed pages show."""

import re

import pytest

from archive.web.views.qr_codes import render_qr_code

pytestmark = pytest.mark.django_db
ADDRESS = "id/passage/ushmm-death-marches:3.5@12-40/edition/1"


def test_code_is_that_of_the_address(client, settings):
    response = client.get(f"/qr/{ADDRESS}.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.content == render_qr_code(f"{settings.CANONICAL_ORIGIN}/{ADDRESS}")
    assert response.content != render_qr_code(f"{settings.CANONICAL_ORIGIN}/id/camp/dachau")


@pytest.mark.parametrize("path", ["id/nothing/x", f"id/camp/{'a' * 300}", "en/camps/dachau/"])
def test_other_paths_have_no_code(client, path):
    assert client.get(f"/qr/{path}.svg").status_code == 404


def test_printed_page_shows_the_code_of_what_it_cites(client):
    page = client.get("/en/camps/dachau/").content.decode()
    cited = re.search(r'<link rel="cite-as" href="[^"]*/(id/[^"]*)">', page)[1]
    assert f'<img class="qr" src="/qr/{cited}.svg" alt=""' in page
