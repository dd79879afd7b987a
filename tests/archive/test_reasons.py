"""Whatever the YAML parser says is said in Arabic too: its sentences are looked for where they stand, in the library itself."""

import re
from pathlib import Path

import pytest
import yaml
from django.utils.translation import gettext, override

from archive.reasons import REASONS

ARABIC = re.compile(r"[\u0621-\u064a]{2,}")
SENTENCES = re.compile(rb"\0((?:found|did not find|could not find|mapping|block sequence)[ -~]+ [ -~]+)(?=\0)")
# Of the composer, which is only asked for places of what was parsed already; of Cython.
OTHERS = ("found undefined alias", "found duplicate anchor; first occurrence")


@pytest.fixture(scope="module")
def said() -> set[str]:
    libraries = [Path(yaml._yaml.__file__), *Path(yaml.__file__).parent.parent.glob("*yaml*libs/libyaml*")]
    found = {one.decode() for path in libraries for one in SENTENCES.findall(path.read_bytes())}
    return {one for one in found if "->" not in one} - {*OTHERS}


def test_every_sentence_of_the_parser_is_known(said):
    assert len(said) > 30
    assert said - REASONS == set()


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_every_reason_speaks_arabic(reason):
    with override("ar"):
        assert ARABIC.search(gettext(reason))
