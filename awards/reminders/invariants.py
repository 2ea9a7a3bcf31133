"""What must hold of reminders whatever happened: see ``config.people.invariants``."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q

from awards.models import Reminded


def reminders_stand_in_the_mail_of_their_reader_and_day() -> Iterator[str]:
    rows = Reminded.objects.exclude(digest=None).exclude(
        email=F("digest__email"), day=F("digest__day")
    )
    for pk in rows.values_list("pk", flat=True):
        yield f"reminder {pk}: stands in the mail of another person or day"
    stray = Reminded.objects.filter(message__isnull=False).exclude(
        Q(message__to_email__iexact=F("email"))
    )
    for pk in stray.values_list("pk", flat=True):
        yield f"reminder {pk}: its email went to another address"


def nobody_is_reminded_of_a_thing_twice_a_day() -> Iterator[str]:
    said = Reminded.objects.said().order_by().values("thing", "day", "email")
    for row in said.annotate(times=Count("pk")).filter(times__gt=1):
        yield f"{row['thing']}: said {row['times']} times on {row['day']} to one person"


CHECKS = (
    reminders_stand_in_the_mail_of_their_reader_and_day,
    nobody_is_reminded_of_a_thing_twice_a_day,
)
