"""Password managers and browsers know what each box about its reader is for (WCAG 1.3.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.forms.forms import BaseForm
from django.test import Client
from django.urls import get_resolver

from awards.accounts.forms import ProfileForm, SignupForm
from config.providers.forms import CodeForm
from judging.jury.invitation_views import RenewForm
from nominations.entries.forms import EntryForm
from nominations.organisations.forms import OrganisationForm
from tests.factories import make_user

NOT_SHOWN = {RenewForm}  # what a script sends
HOUSE = ("awards", "nominations", "judging", "config")
INPUT = re.compile(r"<input\b[^>]*>")
OF_ITS_READER = re.compile(r'type="(?:email|tel|password)"')
PASSWORD = "lantern orbit maple 7"


def subclasses(kind: type) -> Iterator[type]:
    for sub in kind.__subclasses__():
        yield sub
        yield from subclasses(sub)


def house_forms() -> list[type[BaseForm]]:
    assert get_resolver().url_patterns  # every view is imported, and its forms
    found = set(subclasses(BaseForm))
    shown = found - NOT_SHOWN
    return [one for one in shown if one.__module__.split(".")[0] in HOUSE]


def test_every_box_for_an_address_says_whose_it_is() -> None:
    """Its reader's ("email"), or somebody else's ("off")."""
    silent = []
    boxes = 0
    for form in house_forms():
        for name, field in getattr(form, "base_fields", {}).items():
            if isinstance(field, forms.EmailField):
                boxes += 1
                if not field.widget.attrs.get("autocomplete"):
                    silent.append(f"{form.__module__}.{form.__qualname__}.{name}")
    assert silent == []
    assert boxes >= 8


@pytest.mark.parametrize(
    ("form", "name", "token"),
    [
        (SignupForm, "name", "name"),
        (ProfileForm, "name_th", "name"),
        (ProfileForm, "name_en", "name"),
        (EntryForm, "contact_name", "name"),
        (EntryForm, "contact_phone", "tel"),
        (OrganisationForm, "name_th", "organization"),
        (OrganisationForm, "name_en", "organization"),
        (CodeForm, "code", "one-time-code"),
    ],
)
def test_what_a_reader_says_of_themselves(
    form: type[BaseForm], name: str, token: str
) -> None:
    assert form.base_fields[name].widget.attrs["autocomplete"] == token


def test_templates_leave_no_box_silent() -> None:
    boxes = [
        (str(path), box)
        for folder in settings.TEMPLATES[0]["DIRS"]
        for path in Path(folder).rglob("*.html")
        for box in INPUT.findall(path.read_text())
        if OF_ITS_READER.search(box)
    ]
    assert len(boxes) >= 4
    assert [one for one in boxes if "autocomplete=" not in one[1]] == []


def boxes_of(page: str) -> dict[str, str]:
    """What each box for an address or a password is for, by its name."""
    found = {}
    for box in INPUT.findall(page):
        name = re.search(r'name="([^"]+)"', box)
        if name and OF_ITS_READER.search(box):
            told = re.search(r'autocomplete="([^"]+)"', box)
            found[name[1]] = told[1] if told else ""
    return found


@pytest.mark.django_db
def test_forms_of_signing_in() -> None:
    client = Client()
    signing_in = boxes_of(client.get("/en/account/login/").content.decode())
    assert signing_in["password"] == "current-password"
    assert {"email", "username"} & set(signing_in["login"].split())
    signing_up = boxes_of(client.get("/en/account/signup/").content.decode())
    assert signing_up["email"] == "email"
    assert signing_up["password1"] == "new-password"
    for path in ("password/reset", "link"):
        boxes = boxes_of(client.get(f"/en/account/{path}/").content.decode())
        assert set(boxes.values()) == {"email"}, path
    client.force_login(make_user("member@example.org", password=PASSWORD))
    page = client.get("/en/account/password/change/").content.decode()
    assert boxes_of(page) == {
        "oldpassword": "current-password",
        "password1": "new-password",
        "password2": "new-password",
    }
