"""Winner lists: frozen, approved, scheduled, published exactly once at their moment,
superseded by amendments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.accounts.models import User
from awards.editions.two_persons import (
    ask_for_approval,
    check_approver,
    lacks_approval,
)
from awards.files.pictures import Picture, web_picture
from awards.language.seen_form import check_seen
from awards.ledger.services import append, database_now
from awards.models import Edition, Winner, WinnerList
from awards.models.winners import ACROSS_CODE
from awards.outbox.work import WorkState
from awards.refusals import (
    ErratumNeeded,
    Refused,
    SecondPersonNeeded,
)
from awards.site.story import (
    StorySection,
    kept_translations,
    read_story,
    stored_story,
    story_texts,
)
from awards.winners.open_lists import list_subject, locked
from awards.winners.unchecked import ALL_CHECKED, Unchecked
from awards.winners.words import keep_words, known_words


@dataclass(frozen=True)
class WinnerLine:
    """One prize of one entry, every text a copy. ``level_order`` 1 is the highest prize."""

    category_code: str
    category_th: str
    category_en: str
    level_code: str
    level_order: int
    level_th: str
    level_en: str
    reference: str
    title_th: str
    organisation_th: str
    title_en: str = ""
    organisation_en: str = ""
    summary_th: str = ""
    summary_en: str = ""
    smart_code: str = ""
    province_code: str = ""
    province_th: str = ""
    province_en: str = ""
    smarts: tuple[str, ...] = ()
    website: str = ""
    shared: bool = False  # one prize that several entries hold together
    caption_th: str = ""
    caption_en: str = ""
    credit: str = ""
    story: tuple[StorySection, ...] = ()
    picture: bytes | None = (
        None  # any picture that Pillow reads; kept as JPEG without its metadata
    )


ACROSS: dict[str, Any] = {
    "category_code": ACROSS_CODE,
    "category_th": "รางวัลรวมทุกสาขา",
    "category_en": "Across all categories",
    "smart_code": "",
}


@transaction.atomic
def freeze_list(
    *,
    edition: Edition,
    lines: Sequence[WinnerLine],
    actor: User,
    publish_at: datetime | None,
    erratum_th: str = "",
    erratum_en: str = "",
    unchecked: Unchecked = ALL_CHECKED,
) -> WinnerList:
    """Copy these lines into a list that changes no more; with ``publish_at`` it is
    scheduled, with None a draft.

    Lines keep the order given. A list of the edition that was not published yet is
    replaced by this one. Under the two-person rule the list stays a draft that
    remembers the moment, until a second organiser approves it. Raises ``Refused`` for
    an empty list, and with ``publish_at`` what ``schedule_list`` does.
    """
    if not lines:
        raise Refused(_("No winners yet. Award a prize to at least one entry."))
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    known, stories = known_pictures(edition), known_stories(edition)
    words = known_words(edition)
    throw_away(edition.winner_lists.filter(published_at=None))
    latest = edition.winner_lists.aggregate(latest=Max("version"))["latest"] or 0
    frozen = WinnerList(
        edition=edition, version=latest + 1, prepared_by=actor, state=WorkState.DRAFT
    )
    frozen.erratum_th, frozen.erratum_en = erratum_th, erratum_en
    if publish_at:
        frozen.due_at = publish_at
    frozen.save()
    winners = [
        frozen_winner(frozen, order, line, known, stories)
        for order, line in enumerate(lines, start=1)
    ]
    for winner in winners:
        keep_words(winner, words.get(winner.reference))
    frozen.winners.bulk_create(winners)
    said = [line_value(winner) for winner in winners]
    values = {"version": frozen.version, "lines": said}
    append(edition.code, acts.LIST_FROZEN, actor, values, subject=list_subject(frozen))
    if publish_at and not edition.two_person_rule:
        schedule_list(
            winner_list=frozen,
            publish_at=publish_at,
            actor=actor,
            unchecked=unchecked,
        )
    frozen.refresh_from_db()
    ask_for_approval(frozen)
    return frozen


def throw_away(lists: QuerySet[WinnerList]) -> None:
    """Lists that nobody has seen, and their certificates; the certificates' files once
    that is certain.

    Pictures stay: the next list takes them over.
    """
    certified = Winner.objects.filter(winner_list__in=lists, credentials__pdf__gt="")
    files = list(certified.values_list("credentials__pdf", flat=True))
    lists.delete()

    def remove() -> None:
        for name in files:
            default_storage.delete(name)

    # a storage that is away must not undo what is done
    transaction.on_commit(remove, robust=True)


PICTURE = (
    "picture",
    "picture_width",
    "picture_height",
    "caption_th",
    "caption_en",
    "credit",
)


def known_pictures(edition: Edition) -> dict[str, Winner]:
    """Winners with a picture by reference, from the newest list that has one: a new
    version keeps the pictures.
    """
    winners = (
        Winner.objects.filter(winner_list__edition=edition)
        .exclude(picture="")
        .order_by("winner_list__version")
    )
    return {winner.reference: winner for winner in winners}


def known_stories(edition: Edition) -> dict[str, list[StorySection]]:
    """What winners' pages told by reference, from the newest list."""
    winners = Winner.objects.filter(winner_list__edition=edition).exclude(story=[])
    rows = winners.order_by("winner_list__version").values_list("reference", "story")
    return {reference: read_story(story) for reference, story in rows}


def frozen_winner(
    winner_list: WinnerList,
    order: int,
    line: WinnerLine,
    known: dict[str, Winner],
    stories: dict[str, list[StorySection]],
) -> Winner:
    texts = {
        name: value
        for name, value in vars(line).items()
        if name not in ("picture", "smarts", "story")
    }
    story = kept_translations(line.story, stories.get(line.reference, []))
    winner = Winner(
        winner_list=winner_list,
        order=order,
        smarts=list(line.smarts),
        story=stored_story(story),
        **texts,
    )
    winner.search_text = winner.searchable()
    picture = web_picture(line.picture) if line.picture else None
    if picture:
        winner.picture.save("picture.jpg", ContentFile(picture.content), save=False)
        winner.picture_width, winner.picture_height = picture.width, picture.height
    elif line.reference in known:
        for name in PICTURE:
            setattr(winner, name, getattr(known[line.reference], name))
    return winner


def line_value(line: WinnerLine | Winner) -> list[str]:
    value = [
        line.category_code,
        line.level_code,
        line.reference,
        line.title_th,
        line.organisation_th,
    ]
    return [*value, "shared"] if line.shared else value


OPEN_STATES = (WorkState.DRAFT, WorkState.QUEUED, WorkState.FAILED)


@transaction.atomic
def approve_list(*, winner_list: WinnerList, actor: User) -> WinnerList:
    """A second organiser has read the list. Raises ``SecondPersonNeeded`` as
    ``check_approver`` says.
    """
    current = locked(winner_list, *OPEN_STATES)
    check_approver(current, actor)
    current.approved_by, current.approved_at = actor, database_now()
    current.save(update_fields=["approved_by", "approved_at"])
    append(
        current.edition.code,
        acts.LIST_APPROVED,
        actor,
        {"version": current.version},
        subject=list_subject(current),
    )
    return current


@transaction.atomic
def schedule_list(
    *,
    winner_list: WinnerList,
    publish_at: datetime | None,
    actor: User,
    unchecked: Unchecked,
    unchecked_known: int = 0,
) -> WinnerList:
    """Set the moment of publication; None means now: the next sweep, within a second.

    ``unchecked``: how many entries were never checked for eligibility, as the caller
    counts them; ``unchecked_known``: of how many this person was told and goes on
    nevertheless. Raises ``ConfirmationNeeded`` when there are more,
    ``SecondPersonNeeded`` when the edition asks for an approval that is missing,
    ``ErratumNeeded`` when the list would replace a published one and does not say why,
    ``WrongState`` when it was published meanwhile.
    """
    current = locked(winner_list, *OPEN_STATES)
    if lacks_approval(current):
        raise SecondPersonNeeded(
            _("Another organiser must approve this list before you can schedule it.")
        )
    amends = current.edition.winner_lists.exclude(published_at=None).exists()
    if amends and not (current.erratum_th and current.erratum_en):
        raise ErratumNeeded(
            _(
                "This list replaces a published one. Say in Thai and English what was "
                "corrected."
            )
        )
    unchecked.confirm(unchecked_known)
    current.unchecked_known = unchecked.count
    current.due_at = publish_at or Now()
    current.state, current.attempts, current.last_error, current.tried_at = (
        WorkState.QUEUED,
        0,
        "",
        None,
    )
    current.save(
        update_fields=[
            "due_at",
            "state",
            "attempts",
            "last_error",
            "tried_at",
            "unchecked_known",
        ]
    )
    moment = publish_at.isoformat() if publish_at else "now"
    values = {
        "version": current.version,
        "publish_at": moment,
        "two_person_rule": current.edition.two_person_rule,
    }
    values["unchecked"] = current.unchecked_known
    append(
        current.edition.code,
        acts.LIST_SCHEDULED,
        actor,
        values,
        subject=list_subject(current),
    )
    current.refresh_from_db()
    return current


@transaction.atomic
def unschedule_list(*, winner_list: WinnerList, actor: User) -> WinnerList:
    """Back to a draft: nothing happens at the moment that was set."""
    current = locked(winner_list, WorkState.QUEUED, WorkState.FAILED)
    current.state = WorkState.DRAFT
    current.save(update_fields=["state"])
    append(
        current.edition.code,
        acts.LIST_UNSCHEDULED,
        actor,
        {"version": current.version},
        subject=list_subject(current),
    )
    return current


def void_approval(current: WinnerList, actor: User) -> None:
    """It was for what was seen then: who may approve the list as it is now is asked."""
    current.approved_by, current.approved_at, current.changed_by = None, None, actor
    current.save(update_fields=["approved_by", "approved_at", "changed_by"])
    ask_for_approval(current)


@transaction.atomic
def set_erratum(
    *, winner_list: WinnerList, erratum_th: str, erratum_en: str, actor: User
) -> WinnerList:
    """What an amended list says about its correction. An approval given before is void:
    it was for other words.
    """
    current = locked(winner_list, WorkState.DRAFT)
    current.erratum_th, current.erratum_en = erratum_th, erratum_en
    current.save(update_fields=["erratum_th", "erratum_en"])
    void_approval(current, actor)
    values = {
        "version": current.version,
        "erratum_th": erratum_th,
        "erratum_en": erratum_en,
    }
    append(
        current.edition.code,
        acts.ERRATUM_WRITTEN,
        actor,
        values,
        subject=list_subject(current),
    )
    return current


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


@transaction.atomic
def discard_list(*, winner_list: WinnerList, actor: User) -> None:
    """Throw an unpublished list away; the ledger keeps that it was."""
    current = locked(winner_list, *OPEN_STATES)
    values, subject = {"version": current.version}, list_subject(current)
    throw_away(WinnerList.objects.filter(pk=current.pk))
    append(current.edition.code, acts.LIST_DISCARDED, actor, values, subject=subject)
