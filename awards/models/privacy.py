"""What the law on personal data asks of the site (PDPA): who answers for it, what people
asked, how long what is kept, and what happened when something leaked.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from awards.language.bilingual import Localized
from awards.outbox.work import Work, WorkQuerySet

BREACH_CLOCK = timedelta(hours=72)


def by_person() -> models.ForeignKey[User | None, User | None]:
    """Who did something; the account's own erasure makes it nameless."""
    return models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


class PrivacyOffice(models.Model):
    """The controller of personal data and its officer, as notices and letters name them.
    One row at most.
    """

    controller_th = models.CharField(_("controller, in Thai"), max_length=300)
    controller_en = models.CharField(
        _("controller, in English"), max_length=300, blank=True
    )
    address_th = models.TextField(_("address in Thai"), blank=True)
    address_en = models.TextField(_("address in English"), blank=True)
    officer_th = models.CharField(
        _("data protection officer, in Thai"), max_length=200, blank=True
    )
    officer_en = models.CharField(
        _("data protection officer, in English"), max_length=200, blank=True
    )
    email = models.EmailField(_("email of the officer"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    one = models.BooleanField(default=True, unique=True, editable=False)

    controller = Localized("controller")
    address = Localized("address")
    officer = Localized("officer")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(one=True), name="one_privacy_office")
        ]

    def __str__(self) -> str:
        return str(self.controller)


class RecordWording(models.Model):
    """The organisation's own words on one activity of the record of processing; what is
    empty is said as the software knows it.
    """

    activity = models.CharField(max_length=40, unique=True)
    recipients_th = models.TextField(_("recipients, in Thai"), blank=True)
    recipients_en = models.TextField(_("recipients, in English"), blank=True)
    abroad_th = models.TextField(_("transfers abroad, in Thai"), blank=True)
    abroad_en = models.TextField(_("transfers abroad, in English"), blank=True)
    retention_th = models.TextField(_("retention, in Thai"), blank=True)
    retention_en = models.TextField(_("retention, in English"), blank=True)
    security_th = models.TextField(_("security measures, in Thai"), blank=True)
    security_en = models.TextField(_("security measures, in English"), blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    recipients = Localized("recipients")
    abroad = Localized("abroad")
    retention = Localized("retention")
    security = Localized("security")

    def __str__(self) -> str:
        return self.activity


class RightKind(models.TextChoices):
    """What a person may ask for (PDPA s. 30 to 36)."""

    ACCESS = "access", _("A copy of my data, or where they come from")
    CORRECT = "correct", _("Correction of my data")
    ERASE = "erase", _("Erasure of my data")
    OBJECT = "object", _("Objection to the use of my data")
    RESTRICT = "restrict", _("Restriction of the use of my data")
    PORT = "port", _("My data in a machine-readable form")


class RequestState(models.TextChoices):
    UNPROVEN = "unproven", _("Address not confirmed")
    OPEN = "open", _("Open")
    ASKED_BACK = "asked-back", _("Waits for the person’s reply")
    ANSWERED = "answered", _("Answered")
    TAKEN_BACK = "taken-back", _("Withdrawn")


UNANSWERED = (RequestState.OPEN, RequestState.ASKED_BACK)


class Decision(models.TextChoices):
    GRANTED = "granted", _("Granted")
    PARTLY = "partly", _("Granted in part")
    REFUSED = "refused", _("Refused")


class DataRequest(models.Model):
    """A person asks for a right of theirs; the officer answers by ``due_at``.

    ``user`` is empty where somebody without an account asks; then ``token_hash`` is of
    the link that proves the address. ``ground``: a code of the reasons for a refusal.
    """

    kind = models.CharField(_("what you ask for"), max_length=10, choices=RightKind)
    state = models.CharField(
        max_length=10, choices=RequestState, default=RequestState.OPEN
    )
    user = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="data_requests",
    )
    email = models.EmailField(_("email"), blank=True)
    name = models.CharField(_("your name"), max_length=200, blank=True)
    language = models.CharField(max_length=2, default="th")
    words = models.TextField(_("your request"), max_length=4000, blank=True)
    token_hash = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField()
    extended_because = models.TextField(blank=True)
    assigned_to = by_person()
    question = models.TextField(_("question to the person"), blank=True)
    reply = models.TextField(_("your reply"), max_length=4000, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    ground = models.CharField(max_length=20, blank=True)
    answer = models.TextField(_("answer in words"), blank=True)
    decided_by = by_person()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="answered", decided_at__isnull=False)
                & ~Q(decision="")
                | ~Q(state="answered") & Q(decided_at=None, decision=""),
                name="data_request_answered_with_a_decision",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class RetentionRule(models.Model):
    """How many days one kind of data is kept; of one edition, or of the whole site."""

    edition = models.ForeignKey(
        "awards.Edition",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    kind = models.CharField(max_length=40)
    days = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind"],
                nulls_distinct=False,
                name="retention_rule_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.days}"


class RetentionHold(models.Model):
    """Nothing is deleted while it stands: a legal claim, a complaint, an audit. ``kind``
    empty: of every kind; ``edition`` empty: of every edition.
    """

    edition = models.ForeignKey(
        "awards.Edition",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("edition"),
    )
    kind = models.CharField(_("type of data"), max_length=40, blank=True)
    reason = models.TextField(_("reason"), max_length=2000)
    placed_by = by_person()
    placed_at = models.DateTimeField(db_default=Now())
    lifted_by = by_person()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-placed_at", "-pk"]

    def __str__(self) -> str:
        return self.reason


class RetentionRun(Work):
    """One night's deletion. ``lines``: what of which edition, how many, and what was
    held; numbers only.
    """

    day = models.DateField(unique=True)
    lines = models.JSONField(default=list)

    objects = WorkQuerySet["RetentionRun"].as_manager()

    class Meta(Work.Meta):
        abstract = False
        ordering = ["-day"]

    def __str__(self) -> str:
        return str(self.day)


class BreachScope(models.TextChoices):
    """By what the people touched by a breach are found."""

    ACCOUNTS = "accounts", _("Everyone who had an account on a day")
    EDITION = "edition", _("Everyone with a part in an edition")
    ENTRANTS = "entrants", _("Entrants and collaborators of an edition")
    JUDGES = "judges", _("Judges of an edition")
    MAILS = "mails", _("Everyone who was sent an email of one type in a period")


class Breach(models.Model):
    """Personal data were lost, changed or seen without right (PDPA s. 37 (4)). The clock
    of 72 hours begins with ``aware_at``.
    """

    title = models.CharField(_("title"), max_length=200)
    what_th = models.TextField(_("what happened, in Thai"), max_length=8000)
    what_en = models.TextField(
        _("what happened, in English"), max_length=8000, blank=True
    )
    began_at = models.DateTimeField(_("start"), null=True, blank=True)
    ended_at = models.DateTimeField(_("end"), null=True, blank=True)
    aware_at = models.DateTimeField(_("we became aware"))
    data_th = models.TextField(_("what data, in Thai"), max_length=2000, blank=True)
    data_en = models.TextField(_("what data, in English"), max_length=2000, blank=True)
    risk_th = models.TextField(
        _("likely consequences, in Thai"), max_length=4000, blank=True
    )
    risk_en = models.TextField(
        _("likely consequences, in English"), max_length=4000, blank=True
    )
    measures_th = models.TextField(_("measures, in Thai"), max_length=4000, blank=True)
    measures_en = models.TextField(
        _("measures, in English"), max_length=4000, blank=True
    )
    scope = models.CharField(_("who is touched"), max_length=10, choices=BreachScope)
    edition = models.ForeignKey(
        "awards.Edition",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("edition"),
    )
    mail_event = models.CharField(_("type of email"), max_length=60, blank=True)
    made_by = by_person()
    made_at = models.DateTimeField(db_default=Now())
    notified_at = models.DateTimeField(
        _("notified to the Office of the Personal Data Protection Committee"),
        null=True,
        blank=True,
    )
    # None: nobody is being told by mail; else the number of the last account told.
    told_up_to = models.BigIntegerField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    what = Localized("what")
    data = Localized("data")
    risk = Localized("risk")
    measures = Localized("measures")

    class Meta:
        ordering = ["-aware_at", "-pk"]
        verbose_name_plural = "breaches"

    def __str__(self) -> str:
        return self.title

    @property
    def due_at(self) -> datetime:
        """Until when the Office is to be notified."""
        return self.aware_at + BREACH_CLOCK
