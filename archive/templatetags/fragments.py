"""Parts of pages that are the same on many pages of an edition."""

from __future__ import annotations

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.edition_cache import EditionCache

register = template.Library()
# Maximum characters of parts in the memory of a process
MAX_CHARACTERS = 4_000_000
FRAGMENTS = EditionCache(MAX_CHARACTERS, len)
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


class PlainPageFragmentNode(EditionFragmentNode):
    """A part that also depends on the words of a search and on the state of a preview, if the page has them."""

    def render(self, context: template.Context) -> SafeString:
        """Return the part, rendered once per edition, language and keys for all pages that have neither."""
        if context.get("found_words") or context.get("preview"):
            return self.nodelist.render(context)
        return super().render(context)


@register.tag
def per_edition(parser: Parser, token: Token) -> EditionFragmentNode:
    """Render a part once per edition, language and keys: ``{% per_edition claim-date claim.pk %}…{% endper_edition %}``.

    The part must not read anything else of the page, such as its address or the words of a search.
    """
    return _parse_fragment(parser, token, EditionFragmentNode)


@register.tag
def per_edition_if_plain(parser: Parser, token: Token) -> EditionFragmentNode:
    """Render a part once per edition, language and keys, but anew on a page with words of a search and in a preview.

    Such a part may have ``mark_found`` and marks of a preview: ``{% per_edition_if_plain names place.pk %}…{% endper_edition_if_plain %}``.
    """
    return _parse_fragment(parser, token, PlainPageFragmentNode)


def _parse_fragment(parser: Parser, token: Token, node_type: type[EditionFragmentNode]) -> EditionFragmentNode:
    tag, name, *keys = token.split_contents()
    nodelist = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    return node_type(nodelist, name, [template.Variable(key) for key in keys])
