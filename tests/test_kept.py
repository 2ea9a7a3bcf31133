"""What tests begin with is made once and copied: the copy is as whole as the first."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from awards.accounts.models import User
from awards.models import Edition
from nominations.models import Attachment
from tests.factories import make_attachment, make_entry, make_full_edition, make_user
from tests.kept import forget_all, kept, tables_with_rows

pytestmark = pytest.mark.django_db


def stage(state: str) -> Attachment:
    return make_attachment(make_entry(make_full_edition(), state=state))


@pytest.fixture(autouse=True)
def _nothing_kept_yet() -> None:
    forget_all()


def everything() -> dict[str, list[tuple]]:
    """All rows of all tables that hold any; without the stamp of a form, which is new
    wherever its rows are written.
    """
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(tables_with_rows()):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT to_jsonb(t) - 'form_stamp' FROM {name} AS t")
            rows[table] = sorted(cursor.fetchall(), key=repr)
    return rows


def in_a_test_of_its_own(state: str) -> tuple[Attachment, dict[str, list[tuple]]]:
    with transaction.atomic():
        made, seen = kept(stage, state), everything()
        transaction.set_rollback(True)
    return made, seen


def test_copy_holds_the_same_rows_and_objects_of_its_own() -> None:
    first, rows = in_a_test_of_its_own("submitted")
    again, rows_again = in_a_test_of_its_own("submitted")
    assert rows == rows_again
    assert "nominations_attachment" in rows
    assert again == first
    assert again is not first
    assert again.entry is not first.entry


def test_other_arguments_are_another_stage() -> None:
    first, _ = in_a_test_of_its_own("submitted")
    draft, _ = in_a_test_of_its_own("draft")
    assert (first.entry.state, draft.entry.state) == ("submitted", "draft")


def test_rows_made_afterwards_get_ids_of_their_own() -> None:
    in_a_test_of_its_own("submitted")
    kept(stage, "submitted")
    make_attachment(make_entry(Edition.objects.get()))
    assert Attachment.objects.count() == 2


def test_file_that_a_test_deleted_is_there_again() -> None:
    with transaction.atomic():
        made = kept(stage, "submitted")
        content = made.file.read()
        made.file.close()
        made.file.delete(save=False)
        transaction.set_rollback(True)
    with kept(stage, "submitted").file.open() as file:
        assert file.read() == content


def test_what_stood_before_is_no_part_of_it() -> None:
    with transaction.atomic():
        make_user("before@example.org")
        kept(stage, "submitted")
        transaction.set_rollback(True)
    kept(stage, "submitted")
    assert not User.objects.filter(email="before@example.org").exists()


def test_test_that_asks_for_nothing_begins_with_nothing() -> None:
    in_a_test_of_its_own("submitted")
    assert tables_with_rows() == set()


def test_who_asks_twice_gets_two() -> None:
    in_a_test_of_its_own("submitted")
    first, second = kept(stage, "submitted"), kept(stage, "submitted")
    assert first.entry.edition != second.entry.edition
    assert Attachment.objects.count() == 2
