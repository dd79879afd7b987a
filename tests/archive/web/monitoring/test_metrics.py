"""Responses are counted under few labels, whatever the path."""

import json
import os
import subprocess
import sys

import pytest

from archive.web.monitoring.metrics import classify_page
from tests.support.repository import ROOT


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "home"),
        ("/ar/", "home"),
        ("/en/camps/", "camps"),
        ("/en/camps/dachau/", "camps"),
        ("/ar/sources/ushmm-death-marches/3.5/", "sources"),
        ("/id/camp/dachau.geojson", "id"),
        ("/oembed", "oembed"),
        ("/static/archive/site.css", "static"),
        ("/readyz", "readyz"),
        ("/en/wp-login.php", "other"),
        ("/../../etc/passwd", "other"),
        ("", "home"),
        ("x", "home"),
    ],
)
def test_page_is_classified_by_the_first_segment_of_its_path(path, page):
    assert classify_page(path) == page


COUNT = """
import json, django
django.setup()
from archive.web.monitoring import metrics
metrics.count_response({"PATH_INFO": "/en/camps/", "archive.cache_status": "hit"}, 200, 0.004)
metrics.count_response({"PATH_INFO": "/en/" + "x" * 999}, 404, 7.0)
metrics.record_edition("ab12")
server = metrics.serve_metrics("127.0.0.1", 0)
from urllib.request import urlopen
print(json.dumps(urlopen("http://127.0.0.1:%d/metrics" % server.server_port).read().decode()))
"""


def test_counts_are_served(tmp_path):
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    result = subprocess.run([sys.executable, "-c", COUNT], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    metrics = json.loads(result.stdout)
    assert 'shawahid_answers_total{cache="hit",page="camps",status="200"} 1.0' in metrics
    assert 'shawahid_answers_total{cache="none",page="other",status="404"} 1.0' in metrics
    assert 'shawahid_answer_seconds_bucket{le="0.005",page="camps"} 1.0' in metrics
    assert 'shawahid_edition_first_seen_seconds{edition="ab12"}' in metrics
