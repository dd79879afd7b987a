"""Tests of one group, which share costly fixtures, run in one process of pytest-xdist."""

import os

import pytest


@pytest.fixture(scope="module")
def shared():
    return "made once"


@pytest.mark.xdist_group("house")
def test_xdist_recognizes_groups(request):
    assert request.node.nodeid.endswith("@house") == ("PYTEST_XDIST_WORKER" in os.environ)


def test_tests_that_share_a_fixture_of_their_module_are_a_group(request, shared):
    assert request.node.nodeid.endswith(f"@{__name__}") == ("PYTEST_XDIST_WORKER" in os.environ)
