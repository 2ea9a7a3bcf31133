from __future__ import annotations

from awards.accounts.models import User
from awards.models import Edition
from awards.outbox.models import Message
from awards.outbox.services import queue_mail
from awards.outbox.work import WorkState


def tell_of_deletion(edition: Edition, actor: User) -> None:
    """Mails about the draft that have not gone out never do. Of its organisers those are
    told that it is gone who may know of it.
    """
    waiting = Message.objects.filter(edition_code=edition.code, state=WorkState.QUEUED)
    unaware = set(
        waiting.filter(event="organiser-added").values_list("recipient_id", flat=True)
    )
    waiting.delete()
    for organiser in edition.organisers.select_related("user").order_by("pk"):
        user = organiser.user
        if user == actor or user.pk in unaware:
            continue
        queue_mail(
            "draft-deleted",
            "config/emails/draft_deleted.txt",
            {"edition": edition, "actor": actor},
            dedupe_key=f"draft-deleted:{edition.pk}:{user.pk}",
            recipient=user,
            edition_code=edition.code,
        )
