"""The public page of the jury: opened by an organiser, and on it only who has agreed to
stand there.
"""

from __future__ import annotations

import io

from django.core.files.base import ContentFile
from django.db import transaction

from awards.accounts.models import User
from awards.files.pictures import web_picture
from awards.language.thai import sort_key
from awards.ledger.services import append, database_now
from awards.models import Edition
from judging import acts
from judging.models import Judge, JuryPage
from nominations.files.pictures import (
    TooManyPixelsError,
    UnreadableImageError,
    encode_anew,
)

SIDE = 640  # points of the longer side


@transaction.atomic
def open_jury_page(*, edition: Edition, is_open: bool, actor: User) -> JuryPage:
    """Public from now on, or no more."""
    page, _made = JuryPage.objects.select_for_update().get_or_create(edition=edition)
    if bool(page.opened_at) != is_open:
        page.opened_at, page.opened_by = (
            (database_now(), actor) if is_open else (None, None)
        )
        page.save()
        act = acts.JURY_PAGE_OPENED if is_open else acts.JURY_PAGE_CLOSED
        append(
            edition.code,
            act,
            actor,
            {"edition": edition.code},
            subject=f"edition:{edition.code}",
        )
    return page


def portrait_of(content: bytes) -> bytes | None:
    """A small JPEG of nothing but pixels, upright; None where it is no JPEG or PNG that
    can be read.
    """
    from PIL import Image

    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    try:
        picture = web_picture(encode_anew(io.BytesIO(content), kind))
    except (TooManyPixelsError, UnreadableImageError):
        return None
    if picture is None:
        return None
    with Image.open(io.BytesIO(picture.content)) as image:
        image.thumbnail((SIDE, SIDE))
        out = io.BytesIO()
        image.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


@transaction.atomic
def set_public(
    *, judge: Judge, agrees: bool, portrait: bytes | None = None, remove: bool = False
) -> Judge:
    """The judge's own word on standing in public; taking it back works at once."""
    old = judge.picture.name
    if agrees != bool(judge.public_at):
        judge.public_at = database_now() if agrees else None
    if portrait is not None:
        judge.picture.save("portrait.jpg", ContentFile(portrait), save=False)
    elif remove:
        judge.picture = ""
    judge.save(update_fields=["public_at", "picture"])
    if old and old != judge.picture.name:
        storage = judge.picture.storage
        transaction.on_commit(lambda: storage.delete(old))
    return judge


def public_jury(edition: Edition) -> list[Judge] | None:
    """In the order of names, without those whose data are restricted; None while the
    page is not open.
    """
    if not JuryPage.objects.filter(edition=edition, opened_at__isnull=False).exists():
        return None
    agreed = edition.judges.accepted().filter(
        public_at__isnull=False, user__restricted_at=None
    )
    return sorted(
        agreed.select_related("user").prefetch_related("chairs"),
        key=lambda judge: (sort_key(str(judge.user)), judge.pk),
    )
