"""The example of an alarm asks for figures that there are."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from awards.accounts.watching import Event
from config.site.metrics import as_text

RULES = (settings.BASE_DIR / "deploy" / "alerts.yml").read_text()
BY_ITSELF = {Event.SIGNED_IN, Event.KNOWN_PASSWORD}  # no reason for an alarm


@pytest.mark.django_db
def test_each_rule_asks_for_a_figure_of_the_site() -> None:
    figures = set(re.findall(r"^# TYPE (\w+)", as_text(), re.MULTILINE))
    asked = set(re.findall(r"awards_\w+", RULES))
    assert asked <= figures
    assert len(asked) >= 3


def test_each_event_has_a_rule() -> None:
    assert set(re.findall(r'event="([\w-]+)"', RULES)) == set(Event) - BY_ITSELF


def test_rules_are_of_one_shape() -> None:
    rules = re.findall(r"- alert: \w+.*\n        expr: .+ > \d+\n", RULES)
    assert len(rules) == RULES.count("- alert:")
