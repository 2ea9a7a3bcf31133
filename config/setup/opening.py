"""A call opens on purpose, and not before what it needs is there."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import ngettext

from awards.accounts.models import User
from awards.editions.services import draft_edition, open_edition
from awards.models import Edition
from awards.refusals import Refused, WrongState
from config.setup.checklist import Step, checklist


class NotReady(Refused):
    """``steps``: what the call still needs."""

    def __init__(self, steps: list[Step]) -> None:
        text = ngettext(
            "%(n)d thing is still missing: %(what)s",
            "%(n)d things are still missing: %(what)s",
            len(steps),
        )
        what = ", ".join(step.title for step in steps)
        super().__init__(text % {"n": len(steps), "what": what})
        self.steps = steps


@transaction.atomic
def open_when_ready(*, edition: Edition, actor: User) -> Edition:
    """Raises ``NotReady``, and ``WrongState`` as ``open_edition``."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.is_draft and (needed := checklist(locked).needed):
        raise NotReady(needed)
    return open_edition(edition=locked, actor=actor)


@transaction.atomic
def take_back(*, edition: Edition, actor: User) -> Edition:
    """Back to a draft, as long as nobody can have entered. Raises ``WrongState``."""
    if edition.entries.exists():
        raise WrongState(
            ngettext(
                "%(n)d entry is there already.",
                "%(n)d entries are there already.",
                edition.entries.count(),
            )
            % {"n": edition.entries.count()}
        )
    return draft_edition(edition=edition, actor=actor)
