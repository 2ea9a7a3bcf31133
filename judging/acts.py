"""What the ledger says of judging, in words. Scores are left to the pages that guard them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.ledger.words import as_text, register_words

ACTS = {
    "ballot.submitted": _("A ballot was submitted"),
    "ballot.changed": _("A ballot was changed and submitted again"),
    "ballot.taken_back": _("A ballot was taken back"),
    "judge.recused": _("A judge was recused"),
    "judge.extra-ballot": _("One more ballot was asked for"),
    "conflict.found": _("A conflict was found by comparing records"),
    "conflict.overruled": _("A conflict found by the machine was set aside"),
    "decision": _("Decided"),
    "overall-decision": _("A prize across categories was given"),
    "overall-taken-back": _("A prize across categories was taken back"),
    "feedback.asked": _("Feedback was asked for"),
    "feedback.released": _("A comment of the jury was released to the entrant"),
    "feedback.withheld": _("A comment of the jury was withheld from the entrant"),
}
VALUES = {
    "round": (_("Round"), as_text),
    "category": (_("Category"), as_text),
    "level": (_("Prize level"), as_text),
    "version": (_("Version"), as_text),
}


def register() -> None:
    register_words(ACTS, VALUES)
