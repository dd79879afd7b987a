"""Tests that share what is dear to set up run in one process, if tests run in several."""

import os

import pytest


@pytest.mark.xdist_group("house")
def test_groups_are_known_where_there_are_several_processes(request):
    assert request.node.nodeid.endswith("@house") == ("PYTEST_XDIST_WORKER" in os.environ)
