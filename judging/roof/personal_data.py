"""A person's part in the jury: see ``awards.accounts.personal_data``."""

from __future__ import annotations

from django.db.models import Q

from awards.accounts.models import User
from awards.accounts.personal_data import Erased, Held, rows
from awards.ledger.erasing import erase_values, own_words
from awards.ledger.models import Actor
from judging.acts import JUDGE_RECUSED
from judging.jury.jury_page import set_public
from judging.models import (
    Assignment,
    Ballot,
    BallotVersion,
    ChairVote,
    Comment,
    Comparison,
    Conflict,
    Extension,
    FeedbackRequest,
    ImportedJudge,
    Judge,
    JuryImport,
    PlannedJudge,
    SampleRemark,
    Score,
    Trial,
)
from judging.statuses import ConflictSource

# A judge's own words about themself, where the model has them.
ABOUT = (
    "organisation",
    "organisation_number",
    "relations",
    "bio_th",
    "bio_en",
    "suggestion",
    "decline_reason",
)


def tables(user: User) -> Held:
    return {
        "judging.judge": rows(Judge.objects.filter(user=user)),
        # without the rows of others that came in the same list
        "judging.juryimport": rows(
            JuryImport.objects.filter(Q(actor=user) | Q(undone_by=user)).defer(
                "rest", "made"
            )
        ),
        "judging.plannedjudge": rows(PlannedJudge.objects.filter(user=user)),
        "judging.conflict": rows(Conflict.objects.filter(judge__user=user)),
        "judging.extension": rows(Extension.objects.filter(judge__user=user)),
        "judging.assignment": rows(Assignment.objects.filter(judge__user=user)),
        "judging.ballot": rows(Ballot.objects.filter(assignment__judge__user=user)),
        "judging.ballotversion": rows(
            BallotVersion.objects.filter(ballot__assignment__judge__user=user)
        ),
        "judging.comment": rows(
            Comment.objects.filter(ballot__assignment__judge__user=user)
        ),
        "judging.feedbackrequest": rows(
            FeedbackRequest.objects.filter(entry__owner=user)
        ),
        "judging.chairvote": rows(ChairVote.objects.filter(entered_by=user)),
        "judging.trial": rows(Trial.objects.filter(judge__user=user)),
        "judging.sampleremark": rows(SampleRemark.objects.filter(judge__user=user)),
        "judging.score": rows(
            Score.objects.filter(ballot__assignment__judge__user=user)
        ),
        "judging.comparison": rows(
            Comparison.objects.filter(ballot__assignment__judge__user=user)
        ),
    }


def forget_imported(user: User) -> int:
    """What lists keep of the person: their row where it was left out, with the others of
    that list, and what was known of them before.
    """
    rests = JuryImport.objects.filter(rest__icontains=user.email).update(rest={})
    before = ImportedJudge.objects.filter(judge__user=user).exclude(before=[])
    return rests + before.update(before=[])


def keep_pseudonyms(user: User) -> None:
    """Under which name the ballots stand in each chain, since the ledger forgets it:
    bundles are made from both.
    """
    for judge in Judge.objects.filter(
        user=user, pseudonym="", assignments__ballot__isnull=False
    ).distinct():
        known = Actor.objects.filter(
            chain=judge.edition.code, user_id=user.pk
        ).values_list("pseudonym", flat=True)
        Judge.objects.filter(pk=judge.pk).update(pseudonym=known.first() or "")


def erase(user: User) -> Erased:
    """What the judge said of themself goes; ballots stay, nameless, since results and
    protocols rest on them.

    Why they stepped aside is theirs; why a chair put one entry before another is the
    protocol's, and stays.
    """
    erased = Erased()
    keep_pseudonyms(user)
    known = {field.name for field in Judge._meta.concrete_fields}
    judges = Judge.objects.filter(user=user)
    for judge in judges:
        set_public(judge=judge, agrees=False, remove=True)
    erased.count("ledger.value", erase_values(own_words(user, JUDGE_RECUSED)))
    declared = Conflict.objects.filter(judge__user=user, source=ConflictSource.DECLARED)
    erased.count("judging.conflict", declared.exclude(reason="").update(reason=""))
    erased.count("judging.trial", Trial.objects.filter(judge__user=user).delete()[0])
    erased.count(
        "judging.sampleremark",
        SampleRemark.objects.filter(judge__user=user).delete()[0],
    )
    erased.count(
        "judging.judge", judges.update(**{name: "" for name in ABOUT if name in known})
    )
    erased.count("judging.juryimport", forget_imported(user))
    erased.count(
        "judging.feedbackrequest",
        FeedbackRequest.objects.filter(entry__owner=user).delete()[0],
    )
    ballots = Ballot.objects.filter(assignment__judge__user=user).count()
    if ballots:
        erased.refuse(
            f"{ballots} ballots",
            "results rest on them: they are kept without your name",
        )
    return erased
