"""Setting the face of the site or of an edition, its partners, and its written pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.accounts.models import User
from awards.files.pictures import Picture
from awards.language.seen_form import check_seen
from awards.ledger.acts import Act
from awards.ledger.services import append, database_now
from awards.models import Edition, Identity, Partner, WrittenPage
from awards.refusals import Refused
from awards.site.artwork import Artwork
from awards.site.colours import nearest_readable, reads
from awards.site.frame import forget_frame

IDENTITY_TEXTS = (
    *("accent", "hero_x", "hero_y", "hero_credit"),
    *("organiser_th", "organiser_en", "co_organisers_th", "co_organisers_en"),
    *("email", "phone", "address_th", "address_en", "line", "facebook"),
)
PARTNER_TEXTS = ("tier", "order", "name_th", "name_en", "website")
PAGE_TEXTS = (
    *("kind", "code", "title_th", "title_en", "body_th", "body_en"),
    *("in_menu", "order"),
)


@transaction.atomic
def save_identity(
    *,
    edition: Edition | None,
    actor: User,
    emblem: Artwork | None = None,
    hero: Picture | None = None,
    without_emblem: bool = False,
    without_hero: bool = False,
    seen: str = "",
    **texts: Any,
) -> Identity:
    """Set what is given of the face of an edition, or of the site (None). Refused for an
    accent that cannot be read; the refusal names the nearest one that can.

    ``seen``: the print of the texts that the page showed; raises ChangedMeanwhile when
    others stand.
    """
    identity, _made = Identity.objects.select_for_update().get_or_create(
        edition=edition
    )
    check_seen(seen, texts_of(identity, IDENTITY_TEXTS))
    check_accent(texts.get("accent") or "")
    assign(identity, IDENTITY_TEXTS, texts)
    if emblem or without_emblem:
        # the one before stays in the store: certificates were made with it
        identity.emblem = None
    if emblem:
        replace_file(identity.emblem, emblem.content, emblem.kind)
    if hero or without_hero:
        replace_file(identity.hero, hero.content if hero else b"", "jpg")
        identity.hero_width = hero.width if hero else 0
        identity.hero_height = hero.height if hero else 0
    identity.save()
    values = {name: str(value) for name, value in texts.items()}
    record(acts.IDENTITY_SET, edition, actor, values)
    return identity


def check_accent(accent: str) -> None:
    """Empty is none. Raises Refused, on the field, where white cannot be read on it."""
    if accent and not reads(accent):
        raise Refused(
            _(
                "White and this colour are too alike to read. The nearest that can be read: %(colour)s"
            )
            % {"colour": nearest_readable(accent)},
            "accent",
        )


def texts_of(row: Identity | Partner, names: tuple[str, ...]) -> dict[str, object]:
    """These fields by name."""
    return {name: getattr(row, name) for name in names}


def page_standing(page: WrittenPage) -> dict[str, object]:
    """What two windows on a written page could overwrite."""
    words = {name: getattr(page, name) for name in PAGE_TEXTS}
    return {**words, "published": bool(page.published_at)}


def assign(row: object, allowed: tuple[str, ...], texts: Mapping[str, object]) -> None:
    """Raises TypeError for a field that is not ``allowed``."""
    unknown = set(texts) - set(allowed)
    if unknown:
        raise TypeError(f"no such fields: {sorted(unknown)}")
    for name, value in texts.items():
        setattr(row, name, value)


def replace_file(field: FieldFile, content: bytes, kind: str) -> None:
    """The file before goes only once that is certain."""
    if field:
        storage, name = field.storage, field.name
        transaction.on_commit(lambda: storage.delete(str(name)), robust=True)
    if content:
        field.save(f"artwork.{kind}", ContentFile(content), save=False)
    else:
        setattr(field.instance, field.field.name, "")


def record(
    act: Act, edition: Edition | None, actor: User, values: Mapping[str, object]
) -> None:
    """Writes the ledger, and lets the frame of every page be read anew."""
    append(edition.code if edition else "site", act, actor, values)
    forget_frame()
    transaction.on_commit(forget_frame, robust=True)


@transaction.atomic
def save_partner(
    *,
    edition: Edition | None,
    actor: User,
    partner: Partner | None = None,
    logo: Artwork | None = None,
    seen: str = "",
    **texts: Any,
) -> Partner:
    """A new partner, or another text or logo of one that there is. ``seen`` as in
    ``save_identity``.
    """
    kept = Partner(edition=edition)
    if partner:
        kept = Partner.objects.select_for_update().get(pk=partner.pk)
        check_seen(seen, texts_of(kept, PARTNER_TEXTS))
    assign(kept, PARTNER_TEXTS, texts)
    if logo:
        replace_file(kept.logo, logo.content, logo.kind)
    kept.save()
    record(acts.PARTNER_SET, edition, actor, {"name": kept.name_th, "tier": kept.tier})
    return kept


@transaction.atomic
def remove_partner(*, partner: Partner, actor: User) -> None:
    """With its logo."""
    replace_file(partner.logo, b"", "")
    edition, name = partner.edition, partner.name_th
    partner.delete()
    record(acts.PARTNER_REMOVED, edition, actor, {"name": name})


@transaction.atomic
def save_page(
    *,
    edition: Edition | None,
    actor: User,
    page: WrittenPage | None = None,
    published: bool,
    seen: str = "",
    **texts: Any,
) -> WrittenPage:
    """A new page, or new words on one that there is. ``published``: everybody reads it
    from now on; a page keeps the moment at which it was first published. ``seen`` as
    in ``save_identity``. Raises Refused, on the field, when another page has the
    address.
    """
    kept = WrittenPage(edition=edition)
    if page:
        kept = WrittenPage.objects.select_for_update().get(pk=page.pk)
        check_seen(seen, page_standing(kept))
    assign(kept, PAGE_TEXTS, texts)
    same = WrittenPage.objects.filter(edition=edition, code=kept.code)
    if same.exclude(pk=kept.pk).exists():
        raise Refused(_("Another page has this address."), "code")
    kept.published_at = moment_of(kept.published_at, published)
    kept.save()
    values = {"code": kept.code, "title": kept.title_th, "published": published}
    record(acts.PAGE_SET, edition, actor, values)
    return kept


def moment_of(before: datetime | None, published: bool) -> datetime | None:
    """When it became public: kept from ``before``, now for the first time, None while
    it is not.
    """
    if not published:
        return None
    return before or database_now()


@transaction.atomic
def remove_page(*, page: WrittenPage, actor: User) -> None:
    """For good; the ledger keeps its address."""
    edition, code = page.edition, page.code
    page.delete()
    record(acts.PAGE_REMOVED, edition, actor, {"code": code})


def published_pages(edition: Edition | None) -> QuerySet[WrittenPage]:
    """Of this edition, or the site's own (None)."""
    return WrittenPage.objects.filter(edition=edition, published_at__isnull=False)
