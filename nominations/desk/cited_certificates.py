"""Entries by the dSURE certificate that they cite: did it hold on the closing day?"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.dsure.models import Certificate, number_key
from awards.dsure.statuses import CertificateState
from awards.models import Edition
from nominations.models import Answer
from nominations.questions.kinds import codes_citing_certificates


class Citing(TextChoices):
    ANY = "any", _("With a dSURE certificate")
    HELD = "held", _("Valid on the closing day")
    LAPSED = "lapsed", _("Not valid on the closing day")


def counting_day(edition: Edition) -> date:
    """The closing day, or today while the call is open."""
    return min(timezone.localdate(edition.closes_at), timezone.localdate())


def citing(edition: Edition, how: str) -> Q:
    """In three questions, whatever the number of entries. A number that the register
    does not have did not hold.
    """
    if how not in Citing.values:
        return Q()
    answers = Answer.objects.filter(
        entry__edition=edition, question__kind__in=codes_citing_certificates()
    )
    cited = {
        pk: number_key(str(value))
        for pk, value in answers.values_list("entry_id", "value")
        if value
    }
    if how == Citing.ANY:
        return Q(pk__in=list(cited))
    holding = held_on(counting_day(edition), set(cited.values()))
    return Q(
        pk__in=[
            pk for pk, key in cited.items() if (key in holding) == (how == Citing.HELD)
        ]
    )


def held_on(day: date, keys: set[str]) -> set[str]:
    rows = (
        Certificate.objects.announced()
        .filter(number_key__in=keys)
        .prefetch_related("events")
    )
    return {
        row.number_key
        for row in rows
        if row.stood_on(day) == CertificateState.CERTIFIED
    }
