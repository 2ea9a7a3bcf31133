"""All groups that organisers may write to, and which of them a person may."""

from __future__ import annotations

from collections.abc import Iterator

from awards.accounts.models import User
from awards.mails.audiences import ORGANISERS, Audience, Chosen
from awards.mails.kinds import WordedKind
from awards.models import Broadcast, Edition, Organiser
from awards.roles import Area, Right, right_of
from judging.entry_desk.audiences import OF_ENTRIES
from judging.progress.audiences import OF_JUDGES
from nominations.desk.audiences import OF_ENTRANTS

AUDIENCES: dict[str, Audience] = {
    audience.code: audience
    for audience in (*OF_ENTRANTS, *OF_ENTRIES, *OF_JUDGES, ORGANISERS)
}
NECESSARY, NEWS = "broadcast", "broadcast-news"  # events of the outbox


def audience_of(broadcast: Broadcast) -> Audience:
    return AUDIENCES[broadcast.audience]


def chosen_of(broadcast: Broadcast) -> Chosen:
    return Chosen(dict(broadcast.filters), tuple(broadcast.picked))


def kind_of(broadcast: Broadcast) -> WordedKind:
    """What its words may name."""
    return WordedKind(
        event=NEWS if broadcast.is_news else NECESSARY,
        template="config/emails/broadcast.txt",
        placeholders=audience_of(broadcast).placeholders,
    )


def role_in(edition: Edition, user: User) -> str | None:
    own = Organiser.objects.filter(edition=edition, user=user)
    return own.values_list("role", flat=True).first()


def may_know(role: str | None, audience: Audience) -> bool:
    """Whether a role reads everything that says who is in the group: who does not may
    not write to them either.
    """
    wanted = (Area.MAILS, *audience.areas)
    return all(right_of(role, area) >= Right.READS for area in wanted)


def known_to(role: str | None) -> Iterator[Audience]:
    return (one for one in AUDIENCES.values() if may_know(role, one))
