"""Every form of every page, sent empty and sent with nonsense: an answer that says what is
wrong says it at the top, takes the focus there, leads to the fields and marks them.

The pages are those of ``tests/access.py``, each as the first role that may read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client

from tests.access import Line, all_lines
from tests.boxes import forms_on
from tests.factories import World, make_world
from tests.visits import Visitors, body, first_reader, read_whole

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

SUMMARY = re.compile(r'<section class="form-errors"[^>]*>.*?</section>', re.DOTALL)
LEADS = re.compile(r'<a href="#([^"]+)"')
SAID = re.compile(r'class="[^"]*invalid-feedback[^"]*"[^>]*>\s*[^<\s]')
NONSENSE = "?!"
KEPT_OUT = {"account_logout"}  # ends the visit


def answers(client: Client, address: str) -> Iterator[tuple[str, str, Any]]:
    """What each form of a page is answered, sent empty and with nonsense."""
    page = client.get(address)
    read_whole(page)
    if page.status_code != 200 or "text/html" not in page.get("Content-Type", ""):
        return
    for form in forms_on(body(page).decode()):
        where = urljoin(address, form.action)
        if "logout" in where:
            continue
        for value in ("", NONSENSE):
            sent = form.along | form.pressed | dict.fromkeys(form.typed, value)
            with transaction.atomic():
                answer = client.post(where, sent)
                read_whole(answer)
                transaction.set_rollback(True)
            yield urlsplit(where).path, value, answer


def fault(answer: Any) -> str:
    """What is wrong with how an answer says what is wrong; empty: nothing."""
    if answer.status_code >= 500:
        return f"answers {answer.status_code}"
    if (
        answer.status_code not in (200, 422)
        or "text/html" not in answer["Content-Type"]
    ):
        return ""
    page = body(answer).decode()
    summaries = SUMMARY.findall(page)
    if not summaries:
        bare = answer.status_code == 422 or SAID.search(page)
        return "says what is wrong without a summary" if bare else ""
    if len(summaries) > 1:
        return f"{len(summaries)} summaries"
    if 'tabindex="-1" autofocus' not in summaries[0]:
        return "the summary does not take the focus"
    anchors = LEADS.findall(summaries[0])
    lost = [anchor for anchor in anchors if f'id="{anchor}"' not in page]
    if lost:
        return f"leads to nothing: {lost}"
    marked = 'aria-invalid="true"' in page or SAID.search(page) or not anchors
    return "" if marked else "no field is marked"


def pages() -> list[Line]:
    return [
        line
        for line in all_lines()
        if line.method == "GET" and line.name not in KEPT_OUT
    ]


def test_every_form_page_says_what_is_wrong_at_its_top() -> None:
    world: World = make_world()
    visitors = Visitors(world)
    faults, said = set(), 0
    for line in pages():
        role = first_reader(line)
        if role is None:
            continue
        client = visitors.client(role)
        for where, value, answer in answers(client, line.address(world, "en")):
            said += "form-errors" in body(answer).decode(errors="replace")
            if wrong := fault(answer):
                faults.add(f"{line.name} as {role}, {where} {value!r}: {wrong}")
    assert not faults, "\n".join(sorted(faults))
    assert said > 60  # the walk met forms that refuse, and did not only pass by
