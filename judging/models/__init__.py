"""The tables of this app, a file for each noun."""

from judging.models.assignments import Assignment, Extension, RoundRules
from judging.models.autopilot import Autopilot, ExtraSeat, ExtraStep, PlanTrial
from judging.models.ballots import (
    Ballot,
    BallotVersion,
    FileTold,
    Remark,
    Score,
    SharedHost,
)
from judging.models.bundle import ResultBundle
from judging.models.calibration import Calibration, Sample, SampleRemark, Trial
from judging.models.conflicts import Conflict
from judging.models.counting import ABSENT
from judging.models.decisions import Decision, OverallDecision
from judging.models.feedback import Comment, FeedbackRequest, FeedbackRules, rules_of
from judging.models.finals import USUAL_MINUTES, Carried, Part, Presentation
from judging.models.jury import Judge, JudgeLink, JuryPage, PlannedJudge
from judging.models.jury_imports import ImportedJudge, JuryImport
from judging.models.pairs import Comparison
from judging.models.results import (
    ChairVote,
    MethodChange,
    MethodLock,
    RemarkKind,
    ResultLine,
    ResultRemark,
    ResultRun,
    ResultSecret,
    ResultTable,
)
from judging.models.shortlist import (
    NOT_SHORTLISTED,
    Shortlist,
    Shortlisted,
    judged_in,
    listed_in,
)

__all__ = [
    "ABSENT",
    "NOT_SHORTLISTED",
    "USUAL_MINUTES",
    "Assignment",
    "Autopilot",
    "Ballot",
    "BallotVersion",
    "Calibration",
    "Carried",
    "ChairVote",
    "Comment",
    "Comparison",
    "Conflict",
    "Decision",
    "Extension",
    "ExtraSeat",
    "ExtraStep",
    "FeedbackRequest",
    "FeedbackRules",
    "FileTold",
    "ImportedJudge",
    "Judge",
    "JudgeLink",
    "JuryImport",
    "JuryPage",
    "MethodChange",
    "MethodLock",
    "OverallDecision",
    "Part",
    "PlanTrial",
    "PlannedJudge",
    "Presentation",
    "Remark",
    "RemarkKind",
    "ResultBundle",
    "ResultLine",
    "ResultRemark",
    "ResultRun",
    "ResultSecret",
    "ResultTable",
    "RoundRules",
    "Sample",
    "SampleRemark",
    "Score",
    "SharedHost",
    "Shortlist",
    "Shortlisted",
    "Trial",
    "judged_in",
    "listed_in",
    "rules_of",
]
