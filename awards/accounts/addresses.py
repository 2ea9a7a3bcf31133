"""An e-mail address as it stands in a list: what a mail program puts around it is taken
off, the rest is checked.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from awards.language.thai import clean_text

AROUND = re.compile(
    r"^(?:mailto:)?[<(\[\"']*(?:mailto:)?|[>)\]\"'.,;]*$", re.IGNORECASE
)


def read_address(typed: object) -> str:
    """In lower case. Raises ValidationError with what is wrong: nothing, no address,
    several of them.
    """
    text = clean_text(str(typed))
    if not text:
        raise ValidationError(_("Enter an email address."))
    address = AROUND.sub("", text).strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        words = _("“%(value)s” is not an email address. Check it.")
        if text.count("@") > 1:
            words = _(
                "“%(value)s” is more than one email address. Enter one in each row."
            )
        raise ValidationError(words % {"value": text[:80]}) from None
    return address
