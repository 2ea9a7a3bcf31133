"""What is done in judging, as the ledger writes it and says it. Scores are left to the
pages that guard them.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards import acts as awards_acts
from awards.ledger import acts as ledger_acts
from awards.ledger.acts import Act, acts_in
from awards.ledger.words import Vocabulary, as_text
from nominations import acts as nominations_acts

BALLOT_SUBMITTED = Act("ballot.submitted", _("A ballot was submitted"), decides=True)
BALLOT_CHANGED = Act(
    "ballot.changed", _("A ballot was changed and resubmitted"), decides=True
)
BALLOT_TAKEN_BACK = Act("ballot.taken_back", _("A ballot was reopened"), decides=True)
BALLOT_LEFT_OUT = Act(
    "ballot.left-out", _("A judge was absent: the ballot is not counted"), decides=True
)
BALLOT_LET_IN = Act(
    "ballot.let-in", _("A judge was present after all: the ballot counts"), decides=True
)

JUDGE_INVITED = Act("judge.invited", _("A judge was invited"), decides=False)
JUDGE_CORRECTED = Act(
    "judge.corrected", _("The invitation of a judge was corrected"), decides=False
)
JUDGE_WITHDRAWN = Act(
    "judge.withdrawn", _("The invitation of a judge was withdrawn"), decides=False
)
JURY_IMPORT_UNDONE = Act(
    "judges import undone",
    _("Invitations sent from a list were undone"),
    decides=False,
)
JUDGE_ACCEPTED = Act("judge.accepted", _("A judge accepted"), decides=True)
JUDGE_DECLINED = Act("judge.declined", _("A judge declined"), decides=True)
JUDGE_ASSIGNED = Act(
    "judge.assigned", _("Entries were assigned to a judge"), decides=True
)
JUDGE_UNASSIGNED = Act(
    "judge.unassigned", _("Entries were removed from a judge"), decides=True
)
JUDGE_RECUSED = Act(
    "judge.recused",
    _("A judge was removed from an entry because of a conflict of interest"),
    decides=True,
)
JUDGE_EXTENDED = Act(
    "judge.extended", _("A judge's deadline was extended"), decides=False
)
# One ballot asked for is a step like any other now (AUTOPILOT_STEP).
JUDGE_EXTRA_BALLOT = Act(
    "judge.extra-ballot",
    _("An extra ballot was requested"),
    decides=False,
    is_written=False,
)
AUTOPILOT_SET = Act(
    "autopilot.set", _("The plan for extra ballots was set"), decides=False
)
AUTOPILOT_STEP = Act("autopilot.step", _("Extra ballots were planned"), decides=False)
AUTOPILOT_PAUSED = Act(
    "autopilot.paused", _("Extra ballots were paused"), decides=False
)
AUTOPILOT_RESUMED = Act(
    "autopilot.resumed", _("Extra ballots were resumed"), decides=False
)
JUDGE_SECOND_LOOK = Act(
    "judge.second-look", _("A judge was asked to look at a ballot again"), decides=False
)
JUDGE_PANELS = Act("judge.panels", _("The panels of a judge were set"), decides=False)
CONFLICT_FOUND = Act(
    "conflict.found", _("A conflict of interest was found automatically"), decides=True
)
CONFLICT_RECORDED = Act(
    "conflict.recorded",
    _("A conflict of interest reported to an organiser was recorded"),
    decides=True,
)
CONFLICT_OVERRULED = Act(
    "conflict.overruled",
    _("A conflict of interest was dismissed, with a reason"),
    decides=True,
)
HOST_SHARED = Act(
    "host.shared", _("An email domain was marked as shared"), decides=False
)
HOST_UNSHARED = Act(
    "host.unshared",
    _("An email domain is no longer marked as shared"),
    decides=False,
)
PANEL_SET = Act("panel.set", _("The panel of a category was set"), decides=False)
JURY_PAGE_OPENED = Act(
    "jury-page.opened", _("The jury page was published"), decides=False
)
JURY_PAGE_CLOSED = Act(
    "jury-page.closed", _("The jury page was unpublished"), decides=False
)

ROUND_ASSIGNED = Act(
    "round.assigned",
    _("Entries were assigned to the judges of a round"),
    decides=False,
)
ROUND_RULES = Act("round.rules", _("The rules of a round were set"), decides=True)
ROUND_TIES = Act("round.ties", _("The tie-break rules were set"), decides=True)
ROUND_EARLIER = Act(
    "round.earlier", _("Where strictness is known from was set"), decides=True
)
METHOD_CHANGE_PROPOSED = Act(
    "method.change-proposed", _("A change of the method was proposed"), decides=False
)
METHOD_CHANGED = Act(
    "method.changed", _("A change of the method was agreed on"), decides=True
)
METHOD_CARRIED = Act(
    "method.carried", _("Scores from an earlier round were carried over"), decides=True
)
CHAIR_VOTED = Act("chair.voted", _("The chair ranked tied entries"), decides=True)

CALIBRATION_OPENED = Act(
    "calibration.opened", _("A calibration was opened"), decides=False
)
CALIBRATION_SHOWN = Act(
    "calibration.shown",
    _("Score differences of a calibration were shown"),
    decides=False,
)
CALIBRATION_CLOSED = Act(
    "calibration.closed", _("A calibration was closed"), decides=False
)
FINAL_ORDER = Act("final.order", _("The order of presentations was set"), decides=False)
SHORTLIST_MADE = Act("shortlist.made", _("Entries moved on to a round"), decides=False)
SHORTLIST_UNDONE = Act(
    "shortlist.undone",
    _("Which entries move on to a round was undone"),
    decides=False,
)
PRESENTATION_BEGAN = Act(
    "presentation.began", _("A presentation started"), decides=False
)
PRESENTATION_ENDED = Act("presentation.ended", _("A presentation ended"), decides=False)
PRESENTATION_RESET = Act(
    "presentation.reset", _("The timer of a presentation was reset"), decides=False
)

DECISION = Act("decision", _("A prize was decided"), decides=False)
OVERALL_DECISION = Act(
    "overall-decision", _("A prize across all categories was awarded"), decides=False
)
OVERALL_TAKEN_BACK = Act(
    "overall-taken-back",
    _("A prize across all categories was withdrawn"),
    decides=False,
)
ENTRY_OUT = Act(
    "entry.out", _("Ballots of an entry that left no longer count"), decides=False
)
ENTRY_BACK = Act(
    "entry.back", _("Ballots of an entry that came back count again"), decides=False
)
RESULT_SEALED = Act(
    "result.sealed", _("A result was sealed for its bundle"), decides=False
)
FEEDBACK_RULES_SET = Act(
    "feedback.rules-set",
    _("What entrants can see of their scores was set"),
    decides=False,
)
FEEDBACK_ASKED = Act("feedback.asked", _("Feedback was requested"), decides=False)
FEEDBACK_RELEASED = Act(
    "feedback.released",
    _("A jury comment was released to the entrant"),
    decides=False,
)
FEEDBACK_WITHHELD = Act(
    "feedback.withheld",
    _("A jury comment was withheld from the entrant"),
    decides=False,
)

ACTS = acts_in(globals())
SUBMITTED = (BALLOT_SUBMITTED, BALLOT_CHANGED)
DECISIONS = (DECISION, OVERALL_DECISION)

OF_AN_EDITION = (*ledger_acts.ACTS, *awards_acts.ACTS, *nominations_acts.ACTS, *ACTS)

# A row of the chain whose act none of these is (one that was written by an older
# version, say) may decide.
INDECISIVE = tuple(act.code for act in OF_AN_EDITION if not act.decides)

VALUES = {
    "round": (_("Round"), as_text),
    "category": (_("Category"), as_text),
    "level": (_("Prize level"), as_text),
    "version": (_("Version"), as_text),
}

# All that the history of an entry may hold, in words.
VOCABULARY = Vocabulary.of(OF_AN_EDITION, {**nominations_acts.VALUES, **VALUES})
