"""A text that stands in a template, and the address of a page without arguments, are said
as Django says them, in the language of the moment.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.template import Context, Engine
from django.urls import NoReverseMatch, set_script_prefix
from django.utils.translation import override

from awards.language.constants import Constant, ConstantAddress

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


ADDRESSES = [
    '{% url "home" %}',
    "{% url 'desk' %}",
    '{% url "awards:winners-archive" %}',
    '{% url "calendar-feed" word %}',
    '{% url "calendar-feed" token="x&y" %}',
    "{% url word %}",
    "{% url word|lower %}",
    '{% url "home" as here %}{{ here }}',
]


@pytest.fixture
def roots() -> Iterator[None]:
    yield
    set_script_prefix("/")


@pytest.mark.usefixtures("roots")
@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_is_as_django_makes_it_wherever_the_site_stands(text: str) -> None:
    template, plain = OURS.from_string(text), DJANGOS.from_string(text)
    for root in ("/", "/awards/", "/"):
        set_script_prefix(root)
        for language in ("th", "en", "th"):
            for word in ("desk", "home"):
                with override(language):
                    said = template.render(Context({"word": word}))
                    assert said == plain.render(Context({"word": word}))
                    assert said.startswith(root)


def test_only_addresses_without_arguments_are_remembered() -> None:
    remembered = [
        text
        for text in ADDRESSES
        if OURS.from_string(text).nodelist.get_nodes_by_type(ConstantAddress)
    ]
    assert remembered == ADDRESSES[:3]


def test_a_page_that_does_not_exist_is_refused_each_time() -> None:
    template = OURS.from_string('{% url "no-such-page" %}')
    for _time in range(2):
        with pytest.raises(NoReverseMatch):
            template.render(Context())
