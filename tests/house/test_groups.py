"""Tests of one group, which share costly fixtures, run in one process of pytest-xdist."""

import os

import pytest


@pytest.mark.xdist_group("house")
def test_xdist_recognizes_groups(request):
    assert request.node.nodeid.endswith("@house") == ("PYTEST_XDIST_WORKER" in os.environ)
