"""What stands as a label begins with a capital letter: of every form, and in templates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django import forms
from django.conf import settings
from django.urls import get_resolver
from django.utils.translation import override

APPS = ("awards.", "nominations.", "judging.", "config.")
BRANDS = ("dSURE",)
LOW = re.compile(
    r"<(?:label|legend|th|summary|option|button)\b[^<>]*>\s*(?:<input\b[^<>]*>\s*)?"
    r"\{% trans (?P<quote>[\"'])(?P<words>[a-z].*?)(?P=quote)"
)


def kinds_of(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for kind in form.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def forms_of_ours() -> list[type[forms.BaseForm]]:
    """Of every page: its addresses are read first, and with them all that they need."""
    assert get_resolver().url_patterns
    return [one for one in kinds_of(forms.BaseForm) if one.__module__.startswith(APPS)]


def is_low(words: str) -> bool:
    return words[:1].islower() and not words.startswith(BRANDS)


def test_labels_of_forms_begin_with_a_capital_letter() -> None:
    found = forms_of_ours()
    with override("en"):
        low = {
            f"{form.__module__}.{form.__name__}.{name}: {field.label}"
            for form in found
            for name, field in getattr(form, "base_fields", {}).items()
            if is_low(str(field.label or ""))
        }
    assert low == set()
    assert len(found) > 80  # the walk met the forms of all rooms


def test_labels_in_templates_begin_with_a_capital_letter() -> None:
    templates = settings.BASE_DIR / "templates"
    low = [
        f"{path.relative_to(templates)}: {said['words']}"
        for path in sorted(templates.rglob("*.html"))
        for said in LOW.finditer(path.read_text())
        if is_low(said["words"])
    ]
    assert low == []
