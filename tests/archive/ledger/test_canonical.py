"""The canonical form of JSON: examples as in RFC 8785, and the digests over it."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rfc8785 import CanonicalizationError

from archive.addresses import RecordKey
from archive.ledger.canonical import digest_line, digest_versions, encode_line

TEXTS = st.text(max_size=12)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda values: st.lists(values, max_size=4) | st.dictionaries(TEXTS, values, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("value", "canonical"),
    [
        # numbers, as in ECMAScript
        ([333333333.33333329, 1e30, 4.50, 2e-3, 1e-27], "[333333333.3333333,1e+30,4.5,0.002,1e-27]"),
        ([0, -0.0, 1, -1, 10**15, 2**53 - 1], "[0,0,1,-1,1000000000000000,9007199254740991]"),
        # text: only quotation marks, backslashes and control characters are escaped
        ('€$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        ("\b\t\n\f\r\u0000\u001f\u007f\u2028", '"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\u2028"'),
        ("شواهد 𝄞", '"شواهد 𝄞"'),
        ([None, True, False], "[null,true,false]"),
        # names by their UTF-16 code units, at every level
        (
            {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7},
            '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\U0001f600":5,"\ufb33":3}',
        ),
        ({"b": {"d": [], "c": {}}, "a": ""}, '{"a":"","b":{"c":{},"d":[]}}'),
    ],
)
def test_canonical_form(value, canonical):
    assert encode_line({"v": value}) == f'{{"v":{canonical}}}\n'.encode()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53, "\ud800"])
def test_value_that_json_cannot_hold_exactly_is_refused(value):
    with pytest.raises(CanonicalizationError):
        encode_line({"v": value})


def test_text_is_not_normalised():
    composed, decomposed = (encode_line({"v": text}) for text in ("\u0622", "\u0627\u0653"))
    assert digest_line(composed) != digest_line(decomposed)


@given(st.dictionaries(TEXTS, PLAIN, max_size=4))
def test_canonical_form_is_one_line_with_the_same_value(value):
    line = encode_line(value)
    assert line.count(b"\n") == 1
    assert json.loads(line) == value
    assert encode_line(json.loads(line)) == line


def test_digest_of_a_line_leaves_out_the_line_feed():
    assert digest_line(b"{}\n") == digest_line(b"{}") == sha256(b"{}").hexdigest()


def test_digest_of_versions_is_that_of_a_list_for_sha256sum():
    versions = {RecordKey("claim", "arrival"): "b" * 64, RecordKey("source", "letter"): "a" * 64}
    listed = f"{'a' * 64}  source/letter.json\n{'b' * 64}  claim/arrival.json\n"
    assert digest_versions(versions, versions.__getitem__) == sha256(listed.encode()).hexdigest()
    assert digest_versions(reversed(versions), versions.__getitem__) == sha256(listed.encode()).hexdigest()
