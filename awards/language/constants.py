"""``trans`` of a text that stands in the template: looked up once in each language, as
Django's own tag says it. A page has dozens of them, and each took as long as a variable.
"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, Parser, Token, Variable
from django.template.context import Context
from django.templatetags.i18n import TranslateNode, do_translate
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
