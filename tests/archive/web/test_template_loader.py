"""White space that only orders a template's source is not sent."""

import pytest
from django.template import engines

from archive.web.template_loader import CompactLoader, compact_template


@pytest.mark.parametrize(
    ("source", "sent"),
    [
        ("<ul>\n  <li>a</li>\n\n  <li>b c</li>\n</ul>\n", "<ul>\n<li>a</li>\n<li>b c</li>\n</ul>\n"),
        ("<p>a  <b>b</b> \n c</p>", "<p>a  <b>b</b>\nc</p>"),
        ('<pre class="x">\n  a\n\n  b</pre>\n  <p>', '<pre class="x">\n  a\n\n  b</pre>\n<p>'),
        ("<textarea>\n  a</textarea>", "<textarea>\n  a</textarea>"),
    ],
    ids=["indentation", "words stay apart", "pre", "textarea"],
)
def test_white_space_with_a_line_break_becomes_one(source, sent):
    assert compact_template(source) == sent


def test_templates_are_loaded_so():
    template = engines["django"].get_template("base.html").template
    assert isinstance(template.origin.loader, CompactLoader)
    assert "\n " not in template.source
