"""What a winner's page shows, while its list is a draft: its story and its picture."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.db import transaction

from awards import acts
from awards.accounts.models import User
from awards.files.pictures import Picture
from awards.language.seen_form import check_seen
from awards.ledger.services import append
from awards.models import Winner
from awards.outbox.work import WorkState
from awards.site.story import StorySection, read_story, stored_story, story_texts
from awards.winners.lines import PICTURE
from awards.winners.open_lists import list_subject, locked, void_approval


@transaction.atomic
def set_story(
    *, winner: Winner, sections: Sequence[StorySection], actor: User, seen: str = ""
) -> list[Winner]:
    """What the page of a draft's winner tells, on each of its prizes. An approval given
    before is void: it was for what was seen then.

    ``seen``: the print of the texts that the page showed; raises ChangedMeanwhile when
    others stand.
    """
    current = locked(winner.winner_list, WorkState.DRAFT)
    prizes = list(current.winners.filter(reference=winner.reference))
    check_seen(seen, story_texts(read_story(prizes[0].story)))
    for prize in prizes:
        prize.story = stored_story(sections)
        prize.save(update_fields=["story"])
    void_approval(current, actor)
    append(
        current.edition.code,
        acts.STORY_SET,
        actor,
        {"version": current.version, "reference": winner.reference},
        subject=list_subject(current),
    )
    return prizes


def set_picture(
    *,
    winner: Winner,
    picture: Picture | None,
    caption_th: str,
    caption_en: str,
    credit: str,
    actor: User,
) -> Winner:
    """The picture of a line of a draft, with its captions and rights; None keeps the
    picture that stands.

    An approval given before is void: it was for what was seen then.
    """
    current = locked(winner.winner_list, WorkState.DRAFT)
    winner.caption_th, winner.caption_en, winner.credit = caption_th, caption_en, credit
    if picture:
        winner.picture.save("picture.jpg", ContentFile(picture.content), save=False)
        winner.picture_width, winner.picture_height = picture.width, picture.height
    winner.save(update_fields=list(PICTURE))
    void_approval(current, actor)
    values = {
        "version": current.version,
        "reference": winner.reference,
        "new_picture": picture is not None,
    }
    append(
        current.edition.code,
        acts.PICTURE_SET,
        actor,
        values,
        subject=list_subject(current),
    )
    return winner
