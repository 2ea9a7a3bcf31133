"""The living page of components."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from awards.site.tags import SMART_ICONS, drawn_icon
from config.site.components import TOKENS, is_colour, tokens_of
from tests.factories import make_world

SHEETS = ("demo-components", "demo-components-public")
TEMPLATES = settings.BASE_DIR / "templates"
OTHER_STATES = re.compile(r"badge-state|state-line|\btext-bg-\w+")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", SHEETS)
def test_outside_the_demonstration_there_is_no_page_of_components(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 404


@pytest.mark.parametrize("name", SHEETS)
@override_settings(DEMO=True)
def test_every_colour_and_every_smart_is_shown_once(name: str) -> None:
    make_world()
    page = Client().get(reverse(name)).content.decode()
    colours = [one for one in tokens_of(TOKENS.read_text()) if is_colour(one)]
    assert len(colours) > 30
    for colour in colours:
        assert page.count(f'fill="{colour.variable}"') >= 1, colour.name
    for smart in SMART_ICONS:
        assert f"smart-{smart}" in page
    assert str(drawn_icon("leaf")) in page


@override_settings(DEMO=True)
def test_the_errors_of_the_sample_form_lead_to_its_fields() -> None:
    page = Client().get(reverse("demo-components")).content.decode()
    for field in ("name", "email", "until"):
        assert f'href="#id_sample-{field}"' in page
        assert f'id="id_sample-{field}"' in page


def test_a_name_is_kept_with_its_light_value() -> None:
    tokens = tokens_of(":root { --ink: #111; } .dark { --ink: #eee; --s1: 1px; }")
    assert [(one.name, one.value) for one in tokens] == [("ink", "#111"), ("s1", "1px")]


def test_states_have_one_style() -> None:
    """A second one came in twice; people took it for another kind of word."""
    written = [*TEMPLATES.rglob("*.html"), *TOKENS.parent.glob("*.css")]
    assert len(written) > 300
    others = [file for file in written if OTHER_STATES.search(file.read_text())]
    assert others == []
