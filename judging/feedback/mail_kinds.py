"""Mails about feedback that an edition may word anew."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Readers
from awards.mails.placeholders import REFERENCE, TITLE, link_to
from judging.mails.basics import organiser_kind

FEEDBACK_RELEASED = organiser_kind(
    "feedback_released",
    *(REFERENCE, TITLE),
    link=link_to(
        _("Link to the comments on the entry"), "entries/SCSA-2570-0001/feedback/"
    ),
    readers=Readers.ENTRANTS,
)
FEEDBACK_ASKED = organiser_kind(
    "feedback_asked",
    *(REFERENCE, TITLE),
    link=link_to(_("Link to the feedback desk"), "manage/scsa-2570/feedback/"),
    readers=Readers.ORGANISERS,
)
KINDS = (FEEDBACK_RELEASED, FEEDBACK_ASKED)
