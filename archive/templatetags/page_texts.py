"""Texts and addresses of a page that its head states several times, and parts on which it depends."""

from __future__ import annotations

import re

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


class RememberNode(template.Node):
    """Renders what it encloses, blocks included, into a variable of the page, on one line and fit for an attribute."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: template.Context) -> SafeString:
        """Set the variable and write nothing."""
        text = " ".join(self.nodelist.render(context).split())
        context[self.name] = mark_safe(text.replace('"', "&quot;"))  # noqa: S308 (rendered, and so escaped)
        return SafeString()


@register.tag
def remember(parser: Parser, token: Token) -> RememberNode:
    """Set a variable: ``{% remember page_title %}…{% endremember %}``."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return RememberNode(name, nodelist)


class RenderFirstNode(template.Node):
    """Renders what it encloses, blocks included, into a variable of the page, as it is."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: template.Context) -> SafeString:
        """Set the variable and write nothing."""
        context[self.name] = self.nodelist.render(context)
        return SafeString()


@register.tag
def renderfirst(parser: Parser, token: Token) -> RenderFirstNode:
    """Render a later part of the page for a variable: ``{% renderfirst page_main %}…{% endrenderfirst %}``."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endrenderfirst",))
    parser.delete_first_token()
    return RenderFirstNode(name, nodelist)


@register.simple_block_tag(takes_context=True)
def relative_links(context: template.Context, content: str) -> SafeString:
    """Write links to pages below that of the context relative to it: a reading room has a hundred to its own sentences."""
    below = re.compile(rf'(?<= href="){re.escape(context["list_path"])}(?=\d)')
    return mark_safe(below.sub("", content))  # noqa: S308 (rendered, and so escaped)


@register.simple_tag(takes_context=True)
def own_address(context: template.Context) -> str:
    """Return the address of the page in its language: that of the request, unless the request was for a permanent address."""
    return dict(context["alternates"]).get(context["language"], context["address"])
