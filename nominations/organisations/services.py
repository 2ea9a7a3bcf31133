from __future__ import annotations

from django.db import transaction
from stdnum.exceptions import ValidationError as NumberInvalid
from stdnum.th import tin

from awards.accounts.models import User
from awards.language.thai import ascii_digits, clean_text
from nominations.models import Member, Organisation
from nominations.refusals import NumberError


def clean_number(typed: str) -> str:
    """A 13-digit number as stored: ASCII digits only. Raises NumberError unless its
    check digit fits.

    Weights 13…2, check = (11 − Σ mod 11) mod 10: citizen, juristic and tax numbers share the rule.
    """
    try:
        return str(tin.validate(ascii_digits(clean_text(typed))))
    except NumberInvalid:
        raise NumberError from None


@transaction.atomic
def register_organisation(
    *,
    user: User,
    name_th: str,
    name_en: str,
    kind: str,
    number: str,
    province_code: str,
    website: str = "",
) -> Organisation:
    """A new organisation that ``user`` enters for. Others who gave the same number see
    nothing of it. ``province_code``: of a province that there is.
    """
    organisation = Organisation.objects.create(
        name_th=clean_text(name_th),
        name_en=clean_text(name_en),
        kind=kind,
        number=clean_number(number) if number else "",
        province_id=province_code,
        website=website,
    )
    Member.objects.create(organisation=organisation, user=user)
    return organisation
