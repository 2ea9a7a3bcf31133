"""``trans`` of a text that stands in the template and ``url`` of a page that needs no
arguments: made once in each language, as Django's own tags make them. A page has dozens
of them; a text took as long as a variable, an address twenty times that.
"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, Parser, Token, Variable
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as do_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import get_script_prefix, get_urlconf
from django.utils.translation import get_language

register = template.Library()


class Constant(template.Node):
    """What ``node`` says, which hangs on the language alone."""

    child_nodelists = ()

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.texts: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        text = self.texts.get(language)
        if text is None:
            text = self.texts[language] = self.node.render(context)
        return text


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> template.Node:
    node = do_translate(parser, token)
    return Constant(node) if is_constant(node) else node


class ConstantAddress(template.Node):
    """Where the page ``node`` names stands, which hangs on the site's own root as well."""

    child_nodelists = ()

    def __init__(self, node: URLNode) -> None:
        self.node = node
        self.addresses: dict[tuple[str | None, ...], str] = {}

    def render(self, context: Context) -> str:
        root = get_language(), get_script_prefix(), get_urlconf()
        address = self.addresses.get(root)
        if address is None:
            address = self.addresses[root] = self.node.render(context)
        return address


@register.tag
def url(parser: Parser, token: Token) -> template.Node:
    node = do_url(parser, token)
    needs = node.args or node.kwargs or node.asvar
    alone = is_text(node.view_name) and not needs
    return ConstantAddress(node) if alone else node


def is_constant(node: TranslateNode) -> bool:
    said = [node.filter_expression]
    if node.message_context is not None:
        said.append(node.message_context)
    return node.asvar is None and all(map(is_text, said))


def is_text(expression: FilterExpression) -> bool:
    """Whether it is a text in quotation marks and nothing else."""
    said = expression.var
    literal = said.literal if isinstance(said, Variable) else said
    return isinstance(literal, str) and not expression.filters
