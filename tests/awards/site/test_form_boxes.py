"""Boxes of forms are drawn here as Django's own templates write them."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from awards.language.form_boxes import DRAWN, BoxRenderer
from tests.awards.site.test_form_rows import shown

KINDS = [
    ("", "---"),
    ("<a>", "<b>a</b>"),
    (1234567, 1234567),
    (None, _("Title")),
    ("Group <1>", [(2, mark_safe("<i>2</i>")), (True, "yes")]),
]
ATTRS: list[dict[str, Any]] = [
    {},
    {"required": True, "disabled": False, "class": 'a "b"', "maxlength": 9},
    {"data-x": mark_safe("&amp;"), "lang": "th", "title": _("Title")},
]
VALUES = [None, "", "<&>\"'", "น้ำ\nท่วม", 0, 1234.5, "<a>", True, [1234567, "<a>"]]
WIDGETS = [
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.HiddenInput,
    forms.Textarea,
    lambda attrs: forms.Select(attrs, choices=KINDS),
    lambda attrs: forms.SelectMultiple(attrs, choices=KINDS),
]


@pytest.mark.parametrize("attrs", ATTRS, ids=str)
@pytest.mark.parametrize("make", WIDGETS, ids=range(len(WIDGETS)))
def test_each_box_is_what_django_writes(make: Any, attrs: dict[str, Any]) -> None:
    widget = make(attrs)
    for value in VALUES:
        own, drawn = (
            widget.render("a<b", value, {"id": "id_a"}, renderer)
            for renderer in (TemplatesSetting(), BoxRenderer())
        )
        if isinstance(widget, forms.Textarea):
            own = own.replace(' maxlength="9"', "")
        assert shown(drawn) == shown(own), value


def test_what_stands_in_an_area_is_kept_to_the_letter() -> None:
    text = "\n  first line\n\n last "
    own, drawn = (
        forms.Textarea().render("a", text, renderer=renderer)
        for renderer in (TemplatesSetting(), BoxRenderer())
    )
    assert drawn == own


def test_each_drawn_box_is_a_template_of_djangos() -> None:
    for name in DRAWN:
        found = TemplatesSetting().get_template(name)
        assert "django/forms/templates" in str(found.origin), name
