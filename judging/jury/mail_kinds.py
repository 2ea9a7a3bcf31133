"""Mails to judges about being one, which an edition may word anew."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder
from awards.mails.placeholders import link_to
from judging.mails.basics import ENTRIES, judge_kind

ORGANISER = Placeholder(
    "organiser", _("Who invites, if it is set"), _("Office of Smart Cities")
)
UNTIL = Placeholder("until", _("Judging ends"), _("29 January 2027, 16:30 (UTC+7)"))
MOST = Placeholder(
    "most", _("How many entries at most, if it is set"), _("At most 20 entries")
)
EFFORT = Placeholder(
    "effort",
    _("How much time it takes, if it can be said"),
    _("Time: about 20 minutes for each entry, 7 hours in all"),
)
EMAIL = Placeholder(
    "email",
    _("Email address for questions, if it is set"),
    "contact@awards.example.go.th",
    is_link=True,
)
EXPIRES = Placeholder(
    "expires", _("The link works until"), _("31 December 2026, 16:30 (UTC+7)")
)
INVITATION = link_to(_("Link to accept or decline"), "judge/invitation/…/")
SIGN_IN = link_to(_("Link to sign in for judging"), "judge/sign-in/…/")

JUDGE_INVITED = judge_kind(
    "judge_invited",
    *(ORGANISER, UNTIL, MOST, EFFORT, EMAIL, EXPIRES),
    link=INVITATION,
    greeting=True,
)
INVITATION_WITHDRAWN = judge_kind("invitation_withdrawn", link=None)
JUDGE_SIGN_IN = judge_kind("judge_sign_in", EXPIRES, link=SIGN_IN)
FILES_CAME = judge_kind("files_came", ENTRIES)
KINDS = (JUDGE_INVITED, INVITATION_WITHDRAWN, JUDGE_SIGN_IN, FILES_CAME)
