"""Parts of pages that are the same on many pages of an edition."""

from __future__ import annotations

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.edition_cache import EditionCache

register = template.Library()
# Maximum characters, in the memory of a process, of parts that many pages share, and of parts of one page. Numbers of pages of lists, which
# readers choose, make many of the latter: they displace none of the former.
MAX_SHARED_CHARACTERS, MAX_PAGE_CHARACTERS = 2_000_000, 4_000_000
FRAGMENTS = EditionCache(MAX_SHARED_CHARACTERS, len)
PAGE_PARTS = EditionCache(MAX_PAGE_CHARACTERS, len)
# Values of the page that a part must not read: tags look for them by name.
WITHOUT_REQUEST = {"found_words": None, "request": None}


class EditionFragmentNode(template.Node):
    """A part of a template that depends on the edition, the language and its keys alone."""

    cache = FRAGMENTS

    def __init__(self, nodelist: NodeList, name: str, keys: list[template.Variable]) -> None:
        self.nodelist, self.name, self.keys = nodelist, name, keys

    def render(self, context: template.Context) -> SafeString:
        """Return the part, rendered once per edition, language and keys."""
        key = (self.name, get_language(), *(variable.resolve(context) for variable in self.keys))
        with context.push(**WITHOUT_REQUEST):
            return self.cache.get(key, lambda: self.nodelist.render(context))


class PlainPageFragmentNode(EditionFragmentNode):
    """A part that also depends on the words of a search and on the state of a preview, if the page has them."""

    def render(self, context: template.Context) -> SafeString:
        """Return the part, rendered once per edition, language and keys for all pages that have neither."""
        if context.get("found_words") or context.get("preview"):
            return self.nodelist.render(context)
        return super().render(context)


class PagePartNode(PlainPageFragmentNode):
    """A part of a record's page, with the page's ``page_key`` as its key; a page without one renders it each time."""

    cache = PAGE_PARTS

    def render(self, context: template.Context) -> SafeString:
        """Return the part, rendered once per edition, language and page."""
        return super().render(context) if context.get("page_key") else self.nodelist.render(context)


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


@register.tag
def per_page(parser: Parser, token: Token) -> PagePartNode:
    """Render a part of a record's page as ``per_edition_if_plain``, with the ``page_key``: ``{% per_page main %}…{% endper_page %}``.

    Besides the words of a search and a preview, the part must depend on nothing that is not in the key, such as the address of the request.
    Other pages render it each time.
    """
    _tag, name = token.split_contents()
    return PagePartNode(_parse_until_end(parser, "per_page"), name, [template.Variable("page_key")])


def _parse_fragment(parser: Parser, token: Token, node_type: type[EditionFragmentNode]) -> EditionFragmentNode:
    tag, name, *keys = token.split_contents()
    return node_type(_parse_until_end(parser, tag), name, [template.Variable(key) for key in keys])


def _parse_until_end(parser: Parser, tag: str) -> NodeList:
    nodelist = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    return nodelist
