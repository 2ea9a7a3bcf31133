"""A text that stands in a template is said as Django says it, in the language of the moment."""

from __future__ import annotations

import pytest
from django.template import Context, Engine
from django.utils.translation import override

from awards.language.constants import Constant

DJANGOS = Engine(builtins=["django.templatetags.i18n"])
OURS = Engine(builtins=["django.templatetags.i18n", "awards.language.constants"])
SAID = [
    '{% trans "Next entry" %}',
    "{% translate 'Next entry' %}",
    '{% trans "Opened" context "document" %}',
    '{% trans "In no catalogue: 100% <b> & more" %}',
    '{% trans "Next entry" noop %}',
    '{% autoescape off %}{% trans "Don\'t <b>" %}{% endautoescape %}',
    '{% trans "Next entry"|upper %}',
    "{% trans word %}",
    "{% trans word|default:'Next entry' %}",
    '{% trans "Next entry" as said %}{{ said }}',
    '{% trans "Opened" context word %}',
]


@pytest.mark.parametrize("text", SAID)
def test_it_is_said_as_django_says_it_in_every_language(text: str) -> None:
    template, plain = OURS.from_string(text), DJANGOS.from_string(text)
    for language in ("th", "en", "th"):
        for word in ("document", "Next entry"):
            with override(language):
                said = template.render(Context({"word": word}))
                assert said == plain.render(Context({"word": word}))


def test_only_what_no_page_can_change_is_remembered() -> None:
    remembered = [
        text
        for text in SAID
        if OURS.from_string(text).nodelist.get_nodes_by_type(Constant)
    ]
    assert remembered == SAID[:6]


def test_thai_is_another_text() -> None:
    template = OURS.from_string(SAID[0])
    said = set()
    for language in ("en", "th"):
        with override(language):
            said.add(template.render(Context()))
    assert len(said) == 2
