from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.dsure import models as register
from awards.dsure.statuses import CertificateState
from nominations.models import Question
from nominations.questions.kinds.base import PARTS, Kind
from nominations.statuses import QuestionKind


@dataclass(frozen=True)
class CertificateReading:
    """A dSURE certificate that an entry cites: what the register says, and whether it
    held on the closing day.
    """

    number: str
    product: str
    maker: str
    url: str
    day: date  # the closing day, or today while the call is open
    closed: bool
    then: str  # its state on that day in words
    held: bool


class Certificate(Kind[str]):
    """A certificate's number as the register writes it, typed in any case and with any
    digits; announced ones only.
    """

    code = QuestionKind.CERTIFICATE
    tells_entrant = True  # the register names the maker
    cites_certificate = True
    template = f"{PARTS}/_certificate.html"

    def parse(self, question: Question, typed: object) -> str:
        if not register.number_key(str(typed)):
            return ""
        found = registered(typed)
        if found is None:
            raise ValidationError(
                _(
                    "This number is not in the dSURE register. Check it and enter it again."
                )
            )
        return str(found.number)

    def details(self, value: str, closes_at: datetime) -> CertificateReading | None:
        """None for a number that the register does not have."""
        found = registered(value) if value else None
        if found is None:
            return None
        closing, today = timezone.localdate(closes_at), timezone.localdate()
        day = min(closing, today)
        state = found.stood_on(day)
        return CertificateReading(
            number=found.number,
            product=str(found.name),
            maker=str(found.maker),
            url=found.get_absolute_url(),
            day=day,
            closed=closing < today,
            then=str(state.label if state else _("not issued yet")),
            held=state == CertificateState.CERTIFIED,
        )


def registered(number: object) -> register.Certificate | None:
    return (
        register.Certificate.objects.announced()
        .filter(number_key=register.number_key(str(number)))
        .select_related("maker")
        .first()
    )
