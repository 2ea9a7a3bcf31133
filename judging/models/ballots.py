from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.bilingual import Localized
from awards.accounts.stored import StoredFile
from awards.models import Category, Criterion, Edition, PrizeLevel, Round, WinnerList
from awards.outbox.work import Work, WorkQuerySet
from judging.conflict_words import evidence_words
from judging.querysets import (
    AssignmentQuerySet,
    BallotQuerySet,
    ConflictQuerySet,
    JudgeQuerySet,
)
from judging.statuses import BallotState, ConflictSource, JudgeState
from nominations.models import Entry, EntryCategory


def random_picture_path(judge: Judge, name: str) -> str:
    """A name that says nothing and cannot be guessed."""
    return f"jury/{uuid.uuid4().hex}.jpg"


class JuryPage(models.Model):
    """Whether an edition's jury stands in public: from the moment an organiser opens the page."""

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, related_name="jury_page"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )


class RoundRules(models.Model):
    """What a round asks of its judges beyond window and scale; a round without a row
    has the defaults.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="rules")
    word_at_ends = models.BooleanField(
        _("the lowest and the highest score need a comment"), default=False
    )
    undo_minutes = models.PositiveIntegerField(
        _("minutes to take a ballot back"), null=True, blank=True
    )
    discussion = models.BooleanField(
        _("judges see each other's ballots and discuss once theirs is in"),
        default=False,
    )
    carried_from = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    carried_percent = models.DecimalField(
        _("share carried over, per cent"), max_digits=5, decimal_places=2, default=0
    )
    minutes = models.JSONField(
        _("minutes of a presentation's parts"), default=dict, blank=True
    )
    remind_days = models.JSONField(
        _("days before closing on which judges are reminded"), null=True, blank=True
    )
    ties = models.JSONField(
        _("rules that break a tie, in turn"), null=True, blank=True
    )  # null: all, as ranking lists


class Judge(models.Model):
    """A person in the jury of one edition."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="judges"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="judge_roles"
    )
    state = models.CharField(
        max_length=10, choices=JudgeState, default=JudgeState.INVITED
    )
    organisation = models.CharField(_("organisation"), max_length=300, blank=True)
    organisation_number = models.CharField(
        _("13-digit number of the organisation"), max_length=13, blank=True
    )
    limit = models.PositiveSmallIntegerField(_("most entries"), null=True, blank=True)
    categories = models.ManyToManyField(Category, blank=True, related_name="judges")
    invited_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.TextField(blank=True)
    suggestion = models.TextField(_("whom to ask instead"), blank=True)
    expertise = models.JSONField(
        _("expertise per Smart, 0–2"), default=dict, blank=True
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    away_from = models.DateField(_("away from"), null=True, blank=True)
    away_until = models.DateField(_("away until"), null=True, blank=True)
    relations = models.TextField(_("former employers and relations"), blank=True)
    bio_th = models.TextField(_("about you, in Thai"), blank=True)
    bio_en = models.TextField(_("about you, in English"), blank=True)
    pseudonym = models.CharField(
        max_length=40, blank=True
    )  # in the chain; kept here once the person's name is erased
    picture = StoredFile(upload_to=random_picture_path, max_length=200, blank=True)
    public_at = models.DateTimeField(
        _("agreed to stand on the jury page"), null=True, blank=True
    )
    agreed_version = models.CharField(max_length=20, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    chairs = models.ManyToManyField(Category, blank=True, related_name="chaired_by")

    bio = Localized("bio")
    objects = JudgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "user"], name="judge_once_per_edition"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class JudgeLink(models.Model):
    """``judge`` is null where an address was asked for that is no judge's: asking does
    the same work for everybody.
    """

    judge = models.ForeignKey(
        Judge, null=True, on_delete=models.CASCADE, related_name="links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link of judge {self.judge_id}"


class Conflict(models.Model):
    """Why a judge must not see an entry. A judge's own declaration is never overruled."""

    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="conflicts")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="conflicts")
    source = models.CharField(max_length=20, choices=ConflictSource)
    reason = models.TextField(blank=True)
    evidence = models.JSONField(
        default=dict, blank=True
    )  # what the machine found: see ``conflict_words``
    created_at = models.DateTimeField(db_default=Now())
    overruled_at = models.DateTimeField(null=True, blank=True)
    overruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    overrule_reason = models.TextField(blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judge", "entry", "source"], name="conflict_once_per_source"
            )
        ]

    @property
    def can_be_overruled(self) -> bool:
        """A judge's own declaration always stands."""
        return self.overruled_at is None and self.source != ConflictSource.DECLARED

    @property
    def words(self) -> str:
        """What speaks for it: the reason given, or what the machine found it by."""
        return self.reason or evidence_words(self.evidence)


class SharedHost(models.Model):
    """A host of mail that many bodies share, besides those that are known: addresses
    there tie nobody to anybody.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="shared_hosts"
    )
    host = models.CharField(_("mail host"), max_length=253)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["host"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "host"], name="shared_host_once")
        ]

    def __str__(self) -> str:
        return self.host


class FileTold(models.Model):
    """A file that passed its check of names late, and of which the judges who had begun
    without it were told.
    """

    attachment = models.OneToOneField(
        "nominations.Attachment", on_delete=models.CASCADE, related_name="told"
    )
    told_at = models.DateTimeField(db_default=Now())


class Assignment(models.Model):
    """A judge is asked to score an entry in a category and a round."""

    judge = models.ForeignKey(
        Judge, on_delete=models.PROTECT, related_name="assignments"
    )
    entry_category = models.ForeignKey(
        EntryCategory, on_delete=models.PROTECT, related_name="assignments"
    )
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="assignments"
    )
    reasons = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    recused_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(
        null=True, blank=True
    )  # when the judge said: no conflict with this title

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judge", "entry_category", "round"], name="assignment_once"
            )
        ]


class Extension(models.Model):
    """A round's window, longer for one judge. Granted again, the newer moment counts."""

    judge = models.ForeignKey(
        Judge, on_delete=models.CASCADE, related_name="extensions"
    )
    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="extensions"
    )
    until = models.DateTimeField(_("open for this judge until"))
    reason = models.TextField(_("reason"), blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    granted_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judge", "round"], name="extension_once_per_round"
            )
        ]


class Ballot(models.Model):
    """A judge's scores on one assignment. A criterion not scored has no row, or a row with NULL."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.PROTECT, related_name="ballot"
    )
    state = models.CharField(
        max_length=10, choices=BallotState, default=BallotState.DRAFT
    )
    version = models.PositiveIntegerField(default=0)
    comment_panel = models.TextField(_("comment for the panel"), blank=True)
    comment_entrant = models.TextField(_("comment for the entrant"), blank=True)
    started_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = BallotQuerySet.as_manager()


class BallotVersion(models.Model):
    """A ballot as it was when it was submitted; never changed. ``scores``: criterion
    code → text or null.
    """

    ballot = models.ForeignKey(
        Ballot, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=BallotState)
    scores = models.JSONField()
    comments = models.JSONField(default=dict)
    total = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    ledger = models.PositiveIntegerField(
        null=True
    )  # the row of the edition's chain that holds this version
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "number"], name="ballot_version_once"
            )
        ]


class Score(models.Model):
    """One score on the round's scale; NULL with a reason where the judge cannot judge
    this criterion.

    ``version`` counts its changes, so that two devices can be merged criterion by criterion.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="scores"
    )
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    comment = models.TextField(blank=True)
    reason = models.TextField(_("why it cannot be judged"), blank=True)
    specialist = models.BooleanField(_("needs a specialist"), default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "criterion"], name="score_once_per_criterion"
            )
        ]


class Remark(models.Model):
    """A word in the discussion of an entry, among judges whose own ballots on it are in."""

    entry_category = models.ForeignKey(
        EntryCategory, on_delete=models.PROTECT, related_name="remarks"
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="remarks")
    judge = models.ForeignKey(Judge, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]


class Decision(models.Model):
    """What an entry wins in a category, decided by people; not public until its winner
    list is published.
    """

    entry_category = models.OneToOneField(
        EntryCategory, on_delete=models.PROTECT, related_name="decision"
    )
    level = models.ForeignKey(
        PrizeLevel, on_delete=models.PROTECT, related_name="decisions"
    )
    shared = models.BooleanField(
        _("shared with others of the same level"), default=False
    )
    reason = models.TextField(
        _("reason for leaving the order"), blank=True
    )  # never leaves the organisers' pages
    public_reason_th = models.TextField(
        _("public wording of the reason, in Thai"), blank=True
    )
    public_reason_en = models.TextField(
        _("public wording of the reason, in English"), blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now=True)


class OverallDecision(models.Model):
    """A prize across categories, like best of show: whom it goes to and why; not public
    until its list is published.
    """

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="overall_decisions"
    )
    level = models.ForeignKey(
        PrizeLevel, on_delete=models.PROTECT, related_name="overall_decisions"
    )
    shared = models.BooleanField(_("shared with others"), default=False)
    reason = models.TextField(
        _("reason of the jury")
    )  # never leaves the organisers' pages
    public_reason_th = models.TextField(
        _("public wording of the reason, in Thai"), blank=True
    )
    public_reason_en = models.TextField(
        _("public wording of the reason, in English"), blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["level__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "level"], name="overall_prize_once_per_entry"
            )
        ]


class MethodLock(models.Model):
    """By what a round's result is computed, fixed before its scores open. ``rules`` is
    JSON, ``digest`` its SHA-256.
    """

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, related_name="method_lock"
    )
    rules = models.JSONField()
    digest = models.CharField(max_length=64)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    locked_at = models.DateTimeField(db_default=Now())


class MethodChange(models.Model):
    """Other rules for a locked round: proposed by one organiser, in force once another
    agrees; in the protocol.
    """

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="method_changes"
    )
    rules = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.TextField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(db_default=Now())
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(agreed_at=None),
                name="one_open_method_change",
            )
        ]


class ChairVote(models.Model):
    """How a chair orders entries that every rule before left equal; of several on the
    same entries the newest counts.

    Never changed. ``order``: references, best first.
    """

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="chair_votes"
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="chair_votes"
    )
    order = models.JSONField()
    reason = models.TextField()
    by_chair = models.BooleanField()
    ledger = (
        models.PositiveIntegerField()
    )  # the row of the edition's chain that holds it
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]


class ResultRun(Work):
    """A round's result as last computed by the worker. It is stale when the chain holds
    newer acts that decide.
    """

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, related_name="result_run"
    )
    chain_length = models.PositiveIntegerField(default=0)
    ballots = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField(null=True, blank=True)
    seconds = models.FloatField(default=0)

    objects = WorkQuerySet["ResultRun"].as_manager()


class ResultTable(models.Model):
    """One category of a run. In parts, so that a page reads only what it shows; entries
    and judges by pseudonym.
    """

    run = models.ForeignKey(ResultRun, on_delete=models.CASCADE, related_name="tables")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")
    summary = models.JSONField()  # the ranking document without entries and judges
    lines = (
        models.JSONField()
    )  # its entries without their steps, under their references
    steps = (
        models.JSONField()
    )  # reference → the entry's ballots: given, adjustment, counted
    judges = models.JSONField()
    sensitivity = models.JSONField()
    panel = models.JSONField()
    fingerprint = models.CharField(
        max_length=64, blank=True
    )  # of all that it was computed from

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "category"], name="result_table_once"
            )
        ]


class ResultSecret(models.Model):
    """What the pseudonyms of an edition's entries are made with. Never leaves this table."""

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, related_name="result_secret"
    )
    secret = models.CharField(max_length=64)


class ResultBundle(Work):
    """The bundle of a published round as the public gets it, and the figures its page
    tells; made by the worker.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="bundles")
    winner_list = models.ForeignKey(
        WinnerList, on_delete=models.PROTECT, related_name="bundles"
    )
    file = models.FileField(upload_to="bundles/", max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    signed = models.BooleanField(default=False)
    figures = models.JSONField(default=dict)

    objects = WorkQuerySet["ResultBundle"].as_manager()

    class Meta(Work.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["round", "winner_list"], name="result_bundle_once"
            )
        ]


from judging.calibrating.models import Calibration, Sample, SampleRemark, Trial  # noqa: E402  (rows that hang on these)
from judging.feedback.models import Comment, FeedbackRequest, FeedbackRules  # noqa: E402
from judging.finals.models import Carried, Presentation  # noqa: E402

__all__ = [
    "Assignment",
    "Ballot",
    "BallotVersion",
    "Calibration",
    "Carried",
    "Comment",
    "Conflict",
    "Decision",
    "Extension",
    "FeedbackRequest",
    "FeedbackRules",
    "Judge",
    "JuryPage",
    "MethodChange",
    "MethodLock",
    "OverallDecision",
    "Presentation",
    "Remark",
    "ResultBundle",
    "ResultRun",
    "ResultSecret",
    "ResultTable",
    "RoundRules",
    "Sample",
    "SampleRemark",
    "Score",
    "Trial",
]
