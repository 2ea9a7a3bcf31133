"""Who may act in this room. Seeing is the querysets' matter, timing the services'."""

from __future__ import annotations

from typing import Any

from awards.models import Edition
from judging.models import Assignment, Judge


def can_manage_judging(user: Any, edition: Edition) -> bool:
    """Organisers of the edition run its jury; the site's operator does not."""
    return bool(user.is_authenticated) and edition.organisers.filter(user=user).exists()


def can_score_assignment(user: Any, assignment: Assignment) -> bool:
    return bool(assignment.judge.user_id == user.pk)


def can_answer_invitation(user: Any, judge: Judge) -> bool:
    return bool(judge.user_id == user.pk)
