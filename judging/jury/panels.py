"""Who sits on the panel of a category and who chairs it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from awards.accounts.models import User
from awards.ledger.services import append, pseudonyms_of
from awards.models import Category
from judging import acts
from judging.models import Judge
from judging.refusals import JudgingError


@transaction.atomic
def set_panel(
    *, category: Category, members: Iterable[Judge], chair: Judge | None, actor: User
) -> None:
    """The panel as it shall be; the chair must be a member. Assignments that stand are
    not touched.
    """
    sits = list(members)
    if chair is not None and chair not in sits:
        raise JudgingError
    category.judges.set(sits)
    category.chaired_by.set([chair] if chair else [])
    names = pseudonyms_of(category.edition.code, {judge.user_id for judge in sits})
    values = {
        "category": category.code,
        "members": sorted(names.values()),
        "chair": names[chair.user_id] if chair else "",
    }
    append(
        category.edition.code,
        acts.PANEL_SET,
        actor,
        values,
        subject=f"category:{category.code}",
    )
