"""The mail with all that somebody is reminded of on a day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder, Readers, WordedKind
from awards.mails.placeholders import EDITION

EVENT = "reminder-digest"
EXAMPLE = _(
    "Smart City Solutions Awards 2027\n"
    "– Entry SCSA-2570-0001 is still a draft. The call closes on 31 December 2026, "
    "16:30 (UTC+7).\n"
    "https://awards.example.go.th/en/entries/SCSA-2570-0001/"
)
DIGEST = WordedKind(
    event=EVENT,
    template="awards/emails/reminder_digest.txt",
    placeholders=(
        EDITION,
        Placeholder(
            "headline",
            _("What the first reminder is about, and how many more there are"),
            _("Entry SCSA-2570-0001: submit by 31 December 2026"),
        ),
        # lines of text among which addresses stand by themselves
        Placeholder("reminders", _("The reminders, by award"), EXAMPLE, is_link=True),
        Placeholder(
            "link",
            _("Link to the recipient's dashboard"),
            "https://awards.example.go.th/th/desk/",
            is_link=True,
        ),
    ),
    needed=("reminders",),
    readers=Readers.EVERYONE,
)
