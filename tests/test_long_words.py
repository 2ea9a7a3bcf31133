"""What is too long is never cut without a word: it is kept whole, or refused with the
reason and shown again.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.test import Client
from django.urls import reverse

from awards.language.form_errors import first_problem
from awards.ledger.models import Value
from awards.models import Edition, WinnerList
from judging.models import Conflict
from nominations.desk.bulk import plan_bulk
from nominations.desk.services import add_note, rename_view, save_view
from nominations.eligibility.services import begin_again
from nominations.models import Note, SavedView
from nominations.refusals import EntryError
from nominations.statuses import BulkKind
from tests.factories import (
    make_category,
    make_conflict,
    make_edition,
    make_entry,
    make_judge,
    make_organiser,
)
from tests.judging.rounds import published_round

pytestmark = pytest.mark.django_db
LONG = "ก" * 8000 + "จบ"
CUT_BY_THE_BROWSER = re.compile(r"<textarea[^>]*\smaxlength=", re.S)


def desk_of(edition: Edition, page: str, *args: Any, **typed: Any) -> Any:
    client = Client()
    client.force_login(edition.organisers.get().user)
    address = reverse(page, args=[edition.code, *args])
    return client.post(f"/en{address[3:]}", typed, follow=True)


def test_no_browser_cuts_a_text_of_several_lines() -> None:
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    cut = [
        path.name for path in templates if CUT_BY_THE_BROWSER.search(path.read_text())
    ]
    assert cut == []


def test_form_shows_again_all_of_what_is_too_long() -> None:
    class Said(forms.Form):
        why = forms.CharField(label="Why", max_length=10, widget=forms.Textarea)

    form = Said({"why": LONG})
    assert "maxlength" not in str(form)
    assert LONG in str(form)
    assert "8002" in first_problem(form, "Say why.")
    assert first_problem(Said({}), "Say why.") == "Say why."


def test_note_of_an_organiser_is_kept_whole() -> None:
    edition = make_edition()
    make_organiser(edition)
    entry = make_entry(edition, state="submitted", category=make_category(edition))
    desk_of(edition, "nominations:note-add", entry.reference, text=LONG)
    assert Note.objects.get().text == LONG


def test_reason_to_check_again_stands_whole_in_the_audit_log() -> None:
    edition = make_edition()
    organiser = make_organiser(edition)
    entry = make_entry(edition, state="submitted", category=make_category(edition))
    begin_again(entry=entry, actor=organiser, reason=LONG)
    [kept] = Value.objects.filter(chain=edition.code, name="reason")
    assert kept.value == LONG


def test_reason_to_dismiss_a_conflict_is_kept_whole() -> None:
    edition = make_edition()
    make_organiser(edition)
    entry = make_entry(edition, state="submitted", category=make_category(edition))
    conflict = make_conflict(make_judge(edition), entry, source="staff")
    desk_of(edition, "judging:conflict-overrule", conflict.pk, reason=LONG)
    assert Conflict.objects.get().overrule_reason == LONG


def test_name_of_a_view_that_is_too_long_is_refused_and_says_so() -> None:
    edition = make_edition()
    organiser = make_organiser(edition)
    page = desk_of(edition, "nominations:view-save", name="ก" * 61).content.decode()
    assert "View name:" in page
    assert "Enter a name for the view." not in page
    assert not SavedView.objects.exists()
    view = save_view(edition=edition, user=organiser, name="a", query={}, shared=False)
    page = desk_of(edition, "nominations:view-rename", view.pk, name="ก" * 61)
    assert "View name:" in page.content.decode()


@pytest.mark.parametrize("longest", [60, 61])
def test_no_service_cuts_the_name_of_a_view_or_a_tag(longest: int) -> None:
    edition = make_edition()
    organiser = make_organiser(edition)
    entry = make_entry(edition, state="submitted", category=make_category(edition))
    name = "ก" * longest
    view = save_view(edition=edition, user=organiser, name="a", query={}, shared=False)
    more: dict[str, Any] = {"user": organiser, "query": {}, "shared": False}
    for keep in (
        lambda: save_view(edition=edition, name=name, **more),
        lambda: rename_view(view=view, name=name + " "),
        lambda: add_note(entry=entry, text=f"#{name}", actor=organiser),
        lambda: plan_bulk(entries=[entry], kind=BulkKind.TAG, text=name),
    ):
        if longest == 60:
            SavedView.objects.exclude(pk=view.pk).delete()
            keep()
        else:
            with pytest.raises(EntryError) as refused:
                keep()
            assert "60" in str(refused.value)
    kept = {*SavedView.objects.values_list("name", flat=True)}
    kept |= {*Note.objects.values_list("text", flat=True)}
    assert kept == ({"a"} if longest > 60 else {name})


def test_tag_that_is_too_long_says_so_on_its_page() -> None:
    edition = make_edition()
    make_organiser(edition)
    entry = make_entry(edition, state="submitted", category=make_category(edition))
    page = desk_of(
        edition, "nominations:note-add", entry.reference, text="#" + "ก" * 61
    )
    assert "Shorten the text to 60 characters." in page.content.decode()
    assert not Note.objects.exists()


def test_correction_that_is_too_long_is_not_left_out_of_the_list() -> None:
    edition = published_round().edition
    lists = WinnerList.objects.count()
    page = desk_of(
        edition, "judging:list-preview", erratum_th=LONG, erratum_en="Corrected."
    )
    assert page.status_code == 422
    assert LONG in page.content.decode()
    assert "Corrected." in page.content.decode()
    assert WinnerList.objects.count() == lists
