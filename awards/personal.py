"""A person's part in running editions: see ``awards.accounts.personal``."""

from __future__ import annotations

from awards.accounts.models import User
from awards.accounts.personal import Erased, Tables, rows
from awards.models import Organiser
from awards.stage.models import Side, StageWord


def tables(user: User) -> Tables:
    return {
        "awards.organiser": rows(Organiser.objects.filter(user=user)),
        "awards.stageword": rows(StageWord.objects.filter(written_by=user)),
    }


def erase(user: User) -> Erased:
    erased = Erased()
    # What an entrant answered for a ceremony may name people; what an organiser noted is about others.
    answers = StageWord.objects.filter(written_by=user, side=Side.ENTRANT)
    erased.count("awards.stageword", answers.delete()[0])
    for role in Organiser.objects.filter(user=user).select_related("edition"):
        if Organiser.objects.filter(edition=role.edition).count() > 1:
            role.delete()
            erased.count("awards.organiser", 1)
        else:
            erased.refuse(f"organiser of {role.edition.code}", "an edition needs an organiser: add another one first")
    return erased
