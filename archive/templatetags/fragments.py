"""Parts of pages that are the same on many pages of an edition."""

from __future__ import annotations

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.edition_cache import EditionCache

register = template.Library()
# Maximum parts in the memory of a process; one has some hundreds of characters.
MAX_FRAGMENTS = 2_000
FRAGMENTS = EditionCache(MAX_FRAGMENTS)
# Values of the page that a part must not read: tags look for them by name.
WITHOUT_REQUEST = {"found_words": None, "request": None}


class EditionFragmentNode(template.Node):
    """A part of a template that depends on the edition, the language and its keys alone."""

    def __init__(self, nodelist: NodeList, name: str, keys: list[template.Variable]) -> None:
        self.nodelist, self.name, self.keys = nodelist, name, keys

    def render(self, context: template.Context) -> SafeString:
        """Return the part, rendered once per edition, language and keys."""
        key = (self.name, get_language(), *(variable.resolve(context) for variable in self.keys))
        with context.push(**WITHOUT_REQUEST):
            return FRAGMENTS.get(key, lambda: self.nodelist.render(context))


@register.tag
def per_edition(parser: Parser, token: Token) -> EditionFragmentNode:
    """Render a part once per edition, language and keys: ``{% per_edition claim-date claim.pk %}…{% endper_edition %}``.

    The part must not read anything else of the page, such as its address or the words of a search.
    """
    _tag, name, *keys = token.split_contents()
    nodelist = parser.parse(("endper_edition",))
    parser.delete_first_token()
    return EditionFragmentNode(nodelist, name, [template.Variable(key) for key in keys])
