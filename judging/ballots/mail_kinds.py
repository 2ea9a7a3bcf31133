"""Mails about ballots that were submitted, which an edition may word anew."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder
from awards.mails.placeholders import link_to
from judging.mails.basics import ROUND, judge_kind

LINES = Placeholder(
    "receipts",
    _("Receipts of the ballots: row, hash and salt"),
    f"512 · {'3f' * 32} · {'a1' * 16}",
)
CHECKPOINT = Placeholder(
    "checkpoint",
    _("Signed checkpoint: name, rows and root, if there is one"),
    "awards.example.go.th/scsa-2570\n2048\nuFfQ8TFQ1WcPyx2GzqWc4D4Xgx5sUPB5sPjN6bR4iYQ=",
)
RECEIPTS = link_to(_("Link to the judge's receipts"), "judge/receipts/scsa-2570/")

JUDGE_RECEIPTS = judge_kind(
    "judge_receipts", *(ROUND, LINES, CHECKPOINT), link=RECEIPTS
)
KINDS = (JUDGE_RECEIPTS,)
