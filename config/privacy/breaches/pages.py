"""What the pages and papers of a breach show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from awards.language.filters import plain_moment
from awards.models import Breach
from awards.spreadsheets.books import book_of
from config.privacy.breaches.services import Touched, touched_by
from config.privacy.office.officers import office
from config.site.mail_kinds import label_of

MOST_SHOWN = 100
TO_FILL = "[[…]]"  # only the organisation knows it


@dataclass(frozen=True)
class Clock:
    """``words``: what is left of the 72 hours, or by how much they are past."""

    due_at: datetime
    words: str
    late: bool


def clock_of(breach: Breach) -> Clock | None:
    """None once the Office was notified or the breach is closed."""
    if breach.notified_at or breach.closed_at:
        return None
    seconds = int((breach.due_at - timezone.now()).total_seconds())
    hours = abs(seconds) // 3600
    if seconds < 0:
        words = ngettext("%(n)d hour late", "%(n)d hours late", hours)
    else:
        words = ngettext("%(n)d hour left", "%(n)d hours left", hours)
    return Clock(breach.due_at, words % {"n": hours}, seconds < 0)


@dataclass(frozen=True)
class BreachPage:
    """``shown``: the first of the people touched; ``people``: how many they are."""

    breach: Breach
    clock: Clock | None
    people: int
    shown: list[Touched]
    mail_kind: str


def breach_page(breach: Breach) -> BreachPage:
    people = touched_by(breach)
    kind = label_of(breach.mail_event) if breach.mail_event else ""
    return BreachPage(breach, clock_of(breach), len(people), people[:MOST_SHOWN], kind)


def people_book(breach: Breach) -> bytes:
    head = [_("Email"), _("Name"), _("Language"), _("Account")]
    rows = [
        [one.email, one.name, one.language, _("yes") if one.user else _("no")]
        for one in touched_by(breach)
    ]
    return book_of({"people": [head, *rows]})


@dataclass(frozen=True)
class Said:
    """A heading of the notice with its text."""

    label: str
    text: str


@dataclass(frozen=True)
class Notice:
    """The notice to the Office in one language."""

    language: str
    title: str
    lines: list[Said]


def notices_of(breach: Breach) -> list[Notice]:
    people = len(touched_by(breach))
    return [notice_in(language, breach, people) for language in ("th", "en")]


def notice_in(language: str, breach: Breach, people: int) -> Notice:
    named = office()
    with override(language):
        controller = [str(named.controller), str(named.address)] if named else []
        officer = [str(named.officer), named.email, named.phone] if named else []
        lines = [
            Said(_("Controller"), joined(controller)),
            Said(_("Data protection officer"), joined(officer)),
            Said(_("When it happened"), span(breach)),
            Said(_("When we became aware"), moment_text(breach.aware_at)),
            Said(_("What happened"), str(breach.what)),
            Said(_("Personal data concerned"), str(breach.data) or TO_FILL),
            Said(_("Data subjects concerned"), concerned(breach, people)),
            Said(_("Likely consequences"), str(breach.risk) or TO_FILL),
            Said(_("Measures taken and planned"), str(breach.measures) or TO_FILL),
            Said(
                _("Reason, where the notice comes after 72 hours"), late_reason(breach)
            ),
            Said(_("Signed"), TO_FILL),
        ]
        title = _("Notice of a personal data breach")
    return Notice(language, title, lines)


def joined(parts: list[str]) -> str:
    return " · ".join(part for part in parts if part) or TO_FILL


def moment_text(moment: datetime | None) -> str:
    return plain_moment(moment) if moment else TO_FILL


def span(breach: Breach) -> str:
    return f"{moment_text(breach.began_at)} – {moment_text(breach.ended_at)}"


def concerned(breach: Breach, people: int) -> str:
    words = ngettext("%(n)d person", "%(n)d people", people) % {"n": people}
    where = f" ({breach.edition.name})" if breach.edition else ""
    return f"{breach.get_scope_display()}{where}: {words}"


def late_reason(breach: Breach) -> str:
    return TO_FILL if timezone.now() > breach.due_at else "–"
