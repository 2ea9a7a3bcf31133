"""What the planning found and did, as sentences for organisers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from judging.ranking.autopilot import Hold, Outcome, Verdict


def verdict_words() -> dict[str, str]:
    """Of a category."""
    return {
        Verdict.EMPTY: _("no scores yet"),
        Verdict.EARLY: _("waits for the first ballots"),
        Verdict.EVERYBODY: _("no more entries than prizes: none needed"),
        Verdict.APART: _(
            "falls into groups of judges with no entry in common: assign an entry across "
            "them by hand first"
        ),
        Verdict.UNKNOWN: _("no two judges share an entry: certainty is not known"),
        Verdict.CERTAIN: _("certain enough: none needed"),
        Verdict.SETTLED: _("of no entry it is open whether it wins"),
        Verdict.FULL: _("every close entry has the most ballots allowed"),
        Verdict.WAITING: _("every close entry waits for a ballot"),
        Verdict.NOBODY: _("no judge can take a close entry"),
        Verdict.OPEN: _("close"),
    }


def outcome_words() -> dict[str, str]:
    """Of a round, as it was last looked at."""
    return {
        "": _("Not looked at yet. It starts with the first ballots."),
        Outcome.ASKING: _("Ballots were asked for where it is close."),
        Outcome.WAITING: _("Waits for ballots that are on their way."),
        Outcome.CERTAIN: _("Done: the winners are certain enough."),
        Outcome.NOTHING_CLOSE: _("Done: no further ballot would help."),
        Outcome.NOBODY: _(
            "Stopped: no judge can take the close entries. Invite another judge, or raise "
            "a judge's limit."
        ),
        Outcome.SPENT: _("Done: all extra ballots are spent."),
        Hold.OFF: _("Off."),
        Hold.PAUSED: _("Paused."),
        Hold.CLOSED: _("Judging is over."),
        Hold.DEADLINE: _("Judging closes soon, so nothing more is asked for."),
    }


def ready_words() -> dict[str, str]:
    """What a ready-made plan does."""
    return {
        "even": _("The same number for every entry"),
        "same": _("As many ballots, some of them where it is close"),
        "fewer": _("A fifth fewer ballots, more of them where it is close"),
        "more": _("A fifth more ballots where it is close"),
    }
