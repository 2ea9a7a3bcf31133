"""A row of a form is drawn here as the library's own template writes it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context

from awards.language.form_layout import PlainHelper
from awards.language.form_rows import by_library, form_row, is_plain

KINDS = ["a", "b"]
DRAWN = {"line", "number", "email", "text", "one", "bare", "dressed", "needed", "few"}
LIBRARY = {"several", "radio", "tick", "file", "day", "hidden"}


class Every(forms.Form):
    required_css_class = "must"
    error_css_class = "wrong"

    line = forms.CharField(
        label='A "line" <b>', help_text="<em>help</em>", initial="<&"
    )
    number = forms.IntegerField(required=False)
    email = forms.EmailField(initial="x@example.org")
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "lang": "th"}))
    one = forms.ChoiceField(choices=[(k, k) for k in KINDS], help_text="one")
    several = forms.MultipleChoiceField(
        choices=[(k, k) for k in KINDS], widget=forms.CheckboxSelectMultiple
    )
    few = forms.MultipleChoiceField(
        choices=[(k, k) for k in KINDS], widget=forms.SelectMultiple, required=False
    )
    radio = forms.ChoiceField(choices=[(k, k) for k in KINDS], widget=forms.RadioSelect)
    tick = forms.BooleanField(help_text="tick")
    file = forms.FileField()
    day = forms.DateField(widget=forms.SelectDateWidget)
    hidden = forms.CharField(widget=forms.HiddenInput)
    bare = forms.CharField(label="", required=False)
    dressed = forms.CharField(
        widget=forms.TextInput(attrs={"class": "number", "maxlength": 9})
    )
    needed = forms.CharField(error_messages={"required": "<script> & more"})


def shown(html: str) -> str:
    """Without the space between tags and around words, which no browser shows there."""
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", html)).replace(
        '" >', '">'
    )


def both(form: forms.Form, name: str, **given: Any) -> tuple[str, str]:
    values = {"form_show_labels": True, "form_show_errors": True, **given}
    drawn = form_row(Context({**values, "field": form[name]}))
    own = by_library().render(Context({**values, "field": form[name]}))
    return shown(drawn), shown(own)


FORMS = {
    "empty": lambda: Every(),
    "sent wrong": lambda: Every({"one": "z", "number": "many", "email": "no"}),
    "sent right": lambda: Every({"line": "<i>", "one": "b", "few": ["a"], "text": "t"}),
    "no ids": lambda: Every(auto_id=False),
    "prefixed": lambda: Every({"p-line": ""}, prefix="p"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"error_text_inline": True},
        {"form_show_errors": False},
        {"wrapper_class": "col-md-6"},
        {"form_class": "form-horizontal", "label_class": "col-lg-2"},
        {"help_text_inline": True},
        {"form_show_labels": False},
        {"tag": "td"},
    ],
    ids=str,
)
def test_each_kind_of_box_is_what_the_library_writes(
    form: str, given: dict[str, object]
) -> None:
    made = FORMS[form]()
    for name in made.fields:
        drawn, own = both(made, name, **given)
        assert drawn == own, name


def test_lines_texts_and_lists_are_drawn_here_and_the_others_are_not() -> None:
    form = Every()
    context = Context({"form_show_labels": True})
    drawn = {name for name in form.fields if is_plain(form[name], context)}
    assert drawn == DRAWN
    assert set(form.fields) == DRAWN | LIBRARY


def test_a_whole_form_and_one_within_columns_take_it() -> None:
    form = Every({"line": ""})
    form.helper = PlainHelper()
    form.helper.layout = Layout("line", Column("text", css_class="col-md-6"))
    html = render_crispy_form(form)
    assert '<label for="id_line" class="form-label requiredField">' in html
    assert '<label for="id_text" class="form-label requiredField">' in html
    assert '<span id="error_1_id_line"><strong>' in html
    assert "<form" not in html


def test_the_plain_helper_says_what_the_librarys_would() -> None:
    own = FormHelper()
    own.form_tag, own.disable_csrf = False, True
    assert PlainHelper().get_attributes("bootstrap5") == own.get_attributes(
        "bootstrap5"
    )
