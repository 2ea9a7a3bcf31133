"""The kinds of ballots that a round can ask for: what each is called, when it is good, on
which page a judge fills it in, which answers there are, and by which method they are
ranked.

A kind is a row here, its page (a template for ``judging/ballots``, or a room as
``judging/pairs``), and a model in ``judging.ranking``: see docs/add-a-ballot-kind.md. Everything else is the same
for all: assignments, conflicts, versions, the chain, receipts, what counts, the bundle.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.models import Round
from judging.ranking.rules import METHODS

BALLOT_PAGE = "judging:ballot-edit"


class Kind(models.TextChoices):
    SCORES = "scores", _("Scores")
    SCREENING = "screening", _("Pass or does not pass")
    PAIRS = "pairs", _("Comparison in pairs")


@dataclass(frozen=True)
class Scale:
    """The numbers that a judge may give."""

    low: Decimal
    high: Decimal
    step: Decimal


@dataclass(frozen=True)
class BallotKind:
    """``page``: the address where an assignment is judged; ``template``: how its ballot is
    drawn there. ``scale``: None for the round's own. ``word_at_lowest``: the lowest answer
    needs a comment. ``may_say_nothing``: a ballot may be without any answer, with reasons.
    ``method``: of ``METHODS``.
    """

    kind: Kind
    good_for: Promise
    method: str
    page: str = BALLOT_PAGE
    template: str = "judging/ballots/ballot.html"
    scale: Scale | None = None
    word_at_lowest: bool = False
    may_say_nothing: bool = False

    @property
    def code(self) -> str:
        return str(self.kind)

    @property
    def name(self) -> str:
        return str(self.kind.label)

    @property
    def has_own_page(self) -> bool:
        return self.page != BALLOT_PAGE

    @property
    def version(self) -> str:
        """The newest of its method."""
        return METHODS[self.method][-1]

    @property
    def has_scores(self) -> bool:
        """On the round's scale, so that they can be carried over, adjusted and charted."""
        return self.kind == Kind.SCORES


YES_OR_NO = Scale(Decimal(0), Decimal(1), Decimal(1))
SCORES = BallotKind(
    Kind.SCORES,
    _(
        "Judges score each criterion. Best where entries are to be ranked and entrants "
        "get feedback by criterion."
    ),
    "fair",
)
SCREENING = BallotKind(
    Kind.SCREENING,
    _(
        "Judges say of each criterion: passes, does not pass, or cannot say. Best for a "
        "first round with many entries, to find those that move on."
    ),
    "screening",
    template="judging/screening/ballot.html",
    scale=YES_OR_NO,
    word_at_lowest=True,
    may_say_nothing=True,
)
PAIRS = BallotKind(
    Kind.PAIRS,
    _(
        "Judges see two finalists side by side and say which is better. Best for a final "
        "of 3 to 12 strong entries in a category, which all judges know."
    ),
    "pairs",
    page="judging:pair-edit",
)
KINDS = {row.code: row for row in (SCORES, SCREENING, PAIRS)}


def kind_of(round_: Round) -> BallotKind:
    """Scores where the round has no rules of its own."""
    rules = getattr(round_, "rules", None)
    return SCORES if rules is None else KINDS[rules.ballot_kind]


def scale_of(round_: Round) -> Scale:
    own = Scale(round_.scale_min, round_.scale_max, round_.scale_step)
    return kind_of(round_).scale or own
