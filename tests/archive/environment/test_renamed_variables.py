"""Variables that were renamed: the old name works with a warning, and the new one has precedence."""

import pytest

from archive.environment.variables import apply_renamed_variables


def test_the_old_name_of_a_variable_works_with_a_warning():
    variables = {"ANSWERS_MB": "7", "ANSWERS_ROOT": "/srv"}
    with pytest.warns(FutureWarning, match="RESPONSE_CACHE_"):
        apply_renamed_variables(variables)
    assert (variables["RESPONSE_CACHE_MB"], variables["RESPONSE_CACHE_ROOT"]) == ("7", "/srv")


def test_the_new_name_has_precedence():
    variables = {"ANSWERS_MB": "7", "RESPONSE_CACHE_MB": "8"}
    with pytest.warns(FutureWarning):
        apply_renamed_variables(variables)
    assert variables["RESPONSE_CACHE_MB"] == "8"


def test_a_removed_variable_is_ignored_with_a_warning():
    variables = {"PREPARED_PAGES": "20"}
    with pytest.warns(FutureWarning, match="PREPARED_PAGES is set: it is ignored"):
        apply_renamed_variables(variables)
    assert variables == {"PREPARED_PAGES": "20"}
