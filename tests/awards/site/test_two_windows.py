"""Two windows on one form: nothing is overwritten unseen, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms import Form
from django.test import Client
from django.urls import reverse

from awards.models import Identity, Partner, WrittenPage
from tests.factories import make_edition, make_organiser

pytestmark = pytest.mark.django_db

PAGE = {"kind": "page", "code": "rules", "order": "0", "body_th": "", "body_en": ""}
WINDOWS: list[tuple[str, Any, str, dict[str, str]]] = [
    ("pages", WrittenPage, "title_th", PAGE),
    ("partners", Partner, "name_th", {"tier": "1-host", "order": "0"}),
    ("identity", Identity, "organiser_th", {"hero_x": "50", "hero_y": "50"}),
]


def sent_by(form: Form, **typed: str) -> dict[str, str]:
    values = {name: form[name].value() for name in form.fields}
    sent = {
        name: str(value) for name, value in values.items() if value not in (None, "")
    }
    sent = {name: value for name, value in sent.items() if value != "False"}
    return {**sent, **typed}


@pytest.mark.parametrize(("place", "model", "field", "fields"), WINDOWS)
def test_second_window_sees_what_the_first_saved(
    client: Client, place: str, model: Any, field: str, fields: dict[str, str]
) -> None:
    edition = make_edition()
    client.force_login(make_organiser(edition))
    row = model.objects.create(edition=edition, **{**fields, field: "เดิม"})
    name = {"pages": "page", "partners": "partner"}.get(place, "identity")
    rest = [] if place == "identity" else [row.pk]
    address = reverse(f"awards:{name}-change", args=[edition.code, *rest])
    first, second = (client.get(address).context["form"] for _ in range(2))
    saved = client.post(address, sent_by(first, **{field: "แก้จากหน้าต่างแรก"}))
    assert saved.status_code == 302
    answer = client.post(address, sent_by(second, **{field: "แก้จากหน้าต่างที่สอง"}))
    row.refresh_from_db()
    assert getattr(row, field) == "แก้จากหน้าต่างแรก"
    shown = answer.content.decode()
    assert "แก้จากหน้าต่างแรก" in shown
    assert "แก้จากหน้าต่างที่สอง" in shown
    typed = sent_by(answer.context["form"])
    assert client.post(address, typed).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "แก้จากหน้าต่างที่สอง"
