"""A submitted ballot with its scores and the version that is kept of it: written in one
statement, since everybody sends in in the same evening.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from judging.models import Ballot, BallotVersion, Score

WRITE = """
WITH ballot AS (
    INSERT INTO judging_ballot
        (assignment_id, state, version, comment_panel, comment_entrant, updated_at, submitted_at)
    VALUES (%(assignment)s, %(state)s, %(version)s, %(panel)s, %(entrant)s, %(now)s, %(submitted_at)s)
    ON CONFLICT (assignment_id) DO UPDATE SET
        state = EXCLUDED.state, version = EXCLUDED.version, comment_panel = EXCLUDED.comment_panel,
        comment_entrant = EXCLUDED.comment_entrant, updated_at = EXCLUDED.updated_at,
        submitted_at = EXCLUDED.submitted_at
    RETURNING id, started_at
), scores AS (
    INSERT INTO judging_score
        (ballot_id, criterion_id, value, comment, reason, specialist, version, updated_at)
    SELECT ballot.id, given.*, %(now)s FROM ballot, unnest(
        %(criteria)s::bigint[], %(values)s::numeric[], %(comments)s::text[], %(reasons)s::text[],
        %(specialist)s::boolean[], %(versions)s::integer[]) AS given
    ON CONFLICT (ballot_id, criterion_id) DO UPDATE SET
        value = EXCLUDED.value, comment = EXCLUDED.comment, reason = EXCLUDED.reason,
        specialist = EXCLUDED.specialist, version = EXCLUDED.version, updated_at = EXCLUDED.updated_at
), kept AS (
    INSERT INTO judging_ballotversion (ballot_id, number, state, scores, comments, total, ledger)
    SELECT id, %(version)s, %(state)s, %(kept_scores)s::jsonb, %(kept_comments)s::jsonb, %(total)s, %(ledger)s
    FROM ballot
)
SELECT id, started_at FROM ballot
"""


def write_submitted(
    ballot: Ballot, changed: Sequence[Score], kept: BallotVersion
) -> None:
    """``changed``: the scores that differ from what is stored. ``kept`` need not name
    its ballot, which may be new.
    """
    ballot.updated_at = timezone.now()
    given: dict[str, Any] = {
        "assignment": ballot.assignment_id,
        "state": ballot.state,
        "version": ballot.version,
        "panel": ballot.comment_panel,
        "entrant": ballot.comment_entrant,
        "now": ballot.updated_at,
        "submitted_at": ballot.submitted_at,
        "criteria": [row.criterion_id for row in changed],
        "values": [row.value for row in changed],
        "comments": [row.comment for row in changed],
        "reasons": [row.reason for row in changed],
        "specialist": [row.specialist for row in changed],
        "versions": [row.version for row in changed],
        "kept_scores": json.dumps(kept.scores),
        "kept_comments": json.dumps(kept.comments),
        "total": kept.total,
        "ledger": kept.ledger,
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE, given)
        ballot.pk, ballot.started_at = cursor.fetchone()
    ballot._state.adding, ballot._state.db = False, connection.alias
