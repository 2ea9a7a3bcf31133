"""Scores as they are typed and as they are shown, in points of their round."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from awards.language.thai import clean_text
from awards.language.typed_numbers import read_decimal
from awards.models import Round
from judging.ballot_kinds import scale_of


def read_score(typed: object, round_: Round) -> Decimal | None:
    """A score as typed (Thai digits and a decimal comma understood); "" and None are no
    score. Raises ValueError.
    """
    text = clean_text(str(typed if typed is not None else ""))
    if not text:
        return None
    value, scale = read_decimal(text), scale_of(round_)
    if not scale.low <= value <= scale.high:
        raise ValueError(text)
    if (value - scale.low) % scale.step:
        raise ValueError(text)
    return value


def scale_words(round_: Round) -> str:
    """What may be entered, as a sentence in the reader's language, in points of the round."""
    scale = scale_of(round_)
    low, high, step = (plain_decimal(n) for n in (scale.low, scale.high, scale.step))
    return _("Enter a score from %(low)s to %(high)s in steps of %(step)s.") % {
        "low": low,
        "high": high,
        "step": step,
    }


def plain_decimal(value: Decimal) -> str:
    """In digits without exponent and without zeros at the end: 7.50 is "7.5"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
