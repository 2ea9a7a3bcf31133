"""How an edition or the site presents itself."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from awards.models import Edition, Identity, Partner, WrittenPage
from awards.models.site import PageKind, PartnerTier
from tests.factories.basics import ago, numbers


def make_face(edition: Edition | None = None) -> Identity:
    """An identity with a picture of each kind, a partner, a page that is published."""
    picture = ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.svg")
    identity = Identity.objects.create(
        edition=edition,
        emblem=picture,
        hero=ContentFile(b"\xff\xd8\xff", "x.jpg"),
        organiser_th="ผู้จัด",
        email="contact@example.org",
    )
    make_partner(edition)
    make_written_page(edition)
    return identity


def make_partner(edition: Edition | None = None) -> Partner:
    logo = ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.svg")
    return Partner.objects.create(
        edition=edition, tier=PartnerTier.HOST, name_th="หน่วยงาน", logo=logo
    )


def make_written_page(edition: Edition | None = None, **given: Any) -> WrittenPage:
    values = {
        "code": f"page-{next(numbers)}",
        "title_th": "ข่าว",
        "kind": PageKind.NEWS,
        "published_at": ago(minutes=5),
        **given,
    }
    return WrittenPage.objects.create(edition=edition, **values)


def face_things(edition: Edition) -> dict[str, Any]:
    """The face of an edition and of the site, by the names of addresses."""
    identity = make_face(edition)
    make_face(None)
    page = edition.written_pages.get()
    return {
        "identity": identity.pk,
        "partner": edition.partners.get().pk,
        "site_partner": Partner.objects.get(edition=None).pk,
        "written_page": page.pk,
        "written_code": page.code,
        "site_page": WrittenPage.objects.get(edition=None).pk,
        "accent": "0b5f66",
    }
