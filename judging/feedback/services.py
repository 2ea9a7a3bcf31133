"""Every change of feedback: what the edition decides, each comment read, each request."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.acts import Act
from awards.ledger.services import append, database_now
from awards.models import Edition
from judging import acts
from judging.feedback import emails
from judging.feedback.pages import is_announced, is_given, rules_of, to_read
from judging.models import Ballot, Comment, FeedbackRequest, FeedbackRules, Judge
from judging.refusals import JudgingError
from judging.statuses import Mode, Reading
from nominations.models import Entry

READ: dict[Reading, Act] = {
    Reading.RELEASED: acts.FEEDBACK_RELEASED,
    Reading.WITHHELD: acts.FEEDBACK_WITHHELD,
}


@transaction.atomic
def set_feedback_rules(
    *,
    edition: Edition,
    mode: str,
    figures: str,
    comments: bool,
    ask_until: datetime | None,
    actor: User,
) -> FeedbackRules:
    """What entrants of the edition get to read, and until when they may ask for it."""
    values = {
        "mode": mode,
        "figures": figures,
        "comments": comments,
        "ask_until": ask_until,
    }
    rules, _made = FeedbackRules.objects.update_or_create(
        edition=edition, defaults=values
    )
    told = {**values, "ask_until": ask_until.isoformat() if ask_until else ""}
    append(edition.code, acts.FEEDBACK_RULES_SET, actor, told, subject="feedback")
    return rules


@transaction.atomic
def release_comment(*, ballot: Ballot, text: str, actor: User) -> Comment:
    """Let the entrant read this, word for word or with less. Raises JudgingError where
    it names a judge.
    """
    text = clean_text(text)
    if not text:
        raise JudgingError(
            _("There is no text to release. Withhold the comment instead.")
        )
    edition = ballot.assignment.round.edition
    named = judge_named_in(text, edition)
    if named:
        raise JudgingError(
            _("This names a judge: %(name)s. Remove the name.") % {"name": named}
        )
    return read_comment(ballot, Reading.RELEASED, text, actor)


@transaction.atomic
def withhold_comment(*, ballot: Ballot, actor: User) -> Comment:
    """The entrant does not get to read it; what was released before is taken back."""
    return read_comment(ballot, Reading.WITHHELD, "", actor)


def read_comment(ballot: Ballot, state: Reading, text: str, actor: User) -> Comment:
    standing = ballot.assignment.entry_category
    entry, edition = standing.entry, ballot.assignment.round.edition
    Edition.objects.select_for_update().get(pk=edition.pk)
    fields = {
        "state": state,
        "text": text,
        "original": ballot.comment_entrant,
        "read_by": actor,
    }
    fields["read_at"] = database_now()
    comment, _made = Comment.objects.update_or_create(ballot=ballot, defaults=fields)
    values: dict[str, Any] = {
        "entry": entry.reference,
        "category": standing.category.code,
        "state": str(state),
        "text": text,
    }
    values["shortened"] = text != ballot.comment_entrant
    append(edition.code, READ[state], actor, values, subject=f"entry:{entry.reference}")
    tell_when_all_are_read(entry)
    return comment


def judge_named_in(text: str, edition: Edition) -> str:
    """The first judge of the edition whose name or address stands in the text, or ""."""
    plain = "".join(text.casefold().split())
    rows = Judge.objects.filter(edition=edition).values_list(
        "user__name_th", "user__name_en", "user__email"
    )
    names = [name for row in rows for name in row if len(name) > 3]
    return next(
        (name for name in names if "".join(name.casefold().split()) in plain), ""
    )


def tell_when_all_are_read(entry: Entry) -> None:
    """One mail per entry: once its last comment is read and at least one may be seen."""
    waiting = to_read(entry.edition).filter(assignment__entry_category__entry=entry)
    released = Comment.objects.filter(
        state=Reading.RELEASED, ballot__assignment__entry_category__entry=entry
    )
    rules = rules_of(entry.edition)
    if (
        rules.comments
        and is_given(entry, rules)
        and released.exists()
        and not waiting.exists()
    ):
        emails.feedback_released(entry)


@transaction.atomic
def ask_feedback(*, entry: Entry, user: User) -> FeedbackRequest:
    """Raises JudgingError before publication, after the deadline, and where the edition
    gives none on request.
    """
    rules = rules_of(entry.edition)
    if (
        rules.mode != Mode.REQUEST
        or not entry.is_in_running
        or not is_announced(entry.edition)
    ):
        raise JudgingError(_("Feedback on this entry cannot be requested."))
    if rules.ask_until and database_now() > rules.ask_until:
        raise JudgingError(_("Feedback can no longer be requested."))
    request, made = FeedbackRequest.objects.get_or_create(
        entry=entry, defaults={"asked_by": user}
    )
    if made:
        values = {"entry": entry.reference}
        append(
            entry.edition.code,
            acts.FEEDBACK_ASKED,
            user,
            values,
            subject=f"entry:{entry.reference}",
        )
        if (
            rules.comments
            and to_read(entry.edition)
            .filter(assignment__entry_category__entry=entry)
            .exists()
        ):
            emails.feedback_asked(entry)
    return request
