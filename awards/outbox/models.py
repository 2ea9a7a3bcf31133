from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.asking import Visitor
from awards.outbox.status_codes import Outcome
from awards.outbox.topics import REFUSABLE
from awards.outbox.work import Work, WorkQuerySet, WorkState

BLANK = "…"
# Longer than a server may keep a worker waiting that has not given it anything yet
# (``EMAIL_TIMEOUT``).
URGENT_STUCK_AFTER = timedelta(seconds=30)
NOTE_SENT = """UPDATE outbox_message
    SET state = 'done', last_error = '', finished_at = STATEMENT_TIMESTAMP(), attempts = %s
    WHERE id = %s"""


def blanked(text: str, secrets: list[str]) -> str:
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, BLANK)
    return text


class Channel(models.TextChoices):
    """The way that messages of a topic go to a person. ``NONE``: they refused them."""

    MAIL = "mail", _("By email")
    LINE = "line", _("By LINE")
    NONE = "none", _("Not at all")


class MessageQuerySet(WorkQuerySet["Message"]):
    due_order = ("priority", "due_at", "pk")

    def due(self) -> Self:
        return super().due().filter(held_at=None)

    @staticmethod
    def cut_off() -> Q:
        """What somebody waits for goes to another worker sooner, as long as no server
        can have it: see ``Message.give``.
        """
        ungiven = Q(given_at=None) | Q(given_at__lt=F("claimed_at"))
        waited_for = Q(priority=Message.URGENT, channel=Channel.MAIL)
        sooner = Q(state=WorkState.CLAIMED, claimed_at__lt=Now() - URGENT_STUCK_AFTER)
        return WorkQuerySet.cut_off() | (sooner & waited_for & ungiven)

    def by(self, channel: Channel) -> Self:
        return self.filter(channel=channel)

    def due_alone(self) -> Self:
        """Due, and claimed one by one: what somebody waits for, and what was in the
        hands of a worker that ended. Were these claimed with others, the others would
        wait and be suspected with them.
        """
        return self.due().filter(Q(priority=Message.URGENT) | self.cut_off())

    def due_together(self) -> Self:
        """Due, and claimed many at once."""
        return self.due().filter(self.its_time(), priority__gt=Message.URGENT)

    def visible_to(self, user: Visitor) -> MessageQuerySet:
        """The operator, who must see what goes and why not; what a mail says is shown
        to its reader alone.
        """
        seen = user.is_authenticated and user.is_operator
        return self.all() if seen else self.none()


class Message(Work):
    """One mail to one person, written in the transaction of what it tells of. States:
    see ``work.WorkState``.

    A server that says "not now" is asked again for two days, after pauses that grow to
    three hours.
    """

    # Somebody waits for it; to one person; one of many written at once.
    URGENT, USUAL, MASS = 0, 5, 9
    most_attempts = 24
    longest_wait = timedelta(hours=3)
    jitter = 0.2

    dedupe_key = models.CharField(max_length=200, unique=True)
    event = models.CharField(max_length=60)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="messages",
    )
    to_email = models.EmailField()
    channel = models.CharField(
        max_length=4, default=Channel.MAIL, db_default=Channel.MAIL
    )
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    # see ``awards.outbox.attachments``
    attachments = models.JSONField(default=list, blank=True)
    edition_code = models.CharField(max_length=40, blank=True, db_index=True)
    # the smaller the sooner
    priority = models.PositiveSmallIntegerField(default=USUAL, db_default=USUAL)
    # first found the mail server away
    waiting_since = models.DateTimeField(null=True, blank=True)
    # after which it would tell its reader nothing that is still true
    useful_until = models.DateTimeField(null=True, blank=True)
    # when a worker was about to give it to the server: only of what somebody waits for
    given_at = models.DateTimeField(null=True, blank=True)
    # somebody keeps it back; due again once this is empty
    held_at = models.DateTimeField(null=True, blank=True)
    # what in it opens a door: links to sign in, codes
    secrets = models.JSONField(default=list, blank=True)
    # some of that was blanked: it cannot go out again
    was_blanked = models.BooleanField(default=False, db_default=False)
    # what is heard of it after a server took it: see ``awards.outbox.reports``
    outcome = models.CharField(
        max_length=12, choices=Outcome, blank=True, default="", db_default=""
    )
    outcome_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta(Work.Meta):
        abstract = False
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["priority", "due_at", "id"],
                name="message_next",
                condition=Q(state__in=["queued", "claimed"]),
            ),
            models.Index(
                fields=["finished_at"],
                name="message_finished",
                condition=Q(finished_at__isnull=False),
            ),
            models.Index(
                fields=["outcome_at"],
                name="message_heard_of",
                condition=Q(outcome_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.to_email}"

    def finish(self, state: WorkState = WorkState.DONE, error: str = "") -> None:
        """Once it is delivered, or never will be, nothing stays of what opens doors:
        its reader has it now.

        In the demonstration mails stay as they are: the page that shows them is
        everybody's mailbox.
        """
        fields: dict[str, object] = {
            "state": state,
            "last_error": error,
            "finished_at": Now(),
        }
        over = state in (WorkState.DONE, WorkState.DROPPED)
        if self.secrets and over and not settings.DEMO:
            fields |= self.without_secrets() | {"secrets": [], "was_blanked": True}
        elif state is WorkState.DONE and not error:
            self.note_sent()
            return
        self.note(**fields)

    def note_sent(self) -> None:
        """The one statement that each mail costs, written out: to put it together anew
        each time cost as much as to carry it out.
        """
        with connection.cursor() as cursor:
            cursor.execute(NOTE_SENT, [self.attempts, self.pk])

    def go_by_mail(self, why: str) -> None:
        """Due at once, as a mail that nobody has tried to send."""
        fields = {"channel": Channel.MAIL, "attempts": 0, "waiting_since": None}
        Message.objects.filter(pk=self.pk, state=WorkState.CLAIMED).update(
            state=WorkState.QUEUED, due_at=Now(), last_error=why, **fields
        )

    @property
    def is_urgent(self) -> bool:
        return self.priority == Message.URGENT

    def held(self) -> QuerySet[Message]:
        """This row, as long as the worker that claimed it so has it: another one that
        found it cut off has written another moment.
        """
        return Message.objects.filter(
            pk=self.pk, state=WorkState.CLAIMED, claimed_at=self.claimed_at
        )

    def give(self) -> bool:
        """Whether this worker may give it to the server now. From here on no other one
        takes it for as long as any other mail: the server may have it.
        """
        return self.held().update(given_at=Now()) == 1

    @property
    def is_outdated(self) -> bool:
        """Of a mail just claimed, by the database's clock."""
        return bool(
            self.useful_until
            and self.claimed_at
            and self.useful_until < self.claimed_at
        )

    def without_secrets(self) -> dict[str, object]:
        """Text, HTML and headers with each secret blanked."""
        return {
            "text": blanked(self.text, self.secrets),
            "html": blanked(self.html, self.secrets),
            "headers": {
                name: blanked(value, self.secrets)
                for name, value in self.headers.items()
            },
        }


class Cause(models.TextChoices):
    """Why an address gets no mail any more."""

    BOUNCED = "bounced", _("The address does not exist or is closed")
    SOFT = "soft", _("Emails did not arrive on several days")
    COMPLAINED = "complained", _("Marked as unwanted by the recipient")
    UNSUBSCRIBED = "unsubscribed", _("Unsubscribed at the mail provider")


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def of_edition(self, code: str) -> SuppressionQuerySet:
        """Addresses that the edition writes to."""
        written = Message.objects.filter(edition_code=code).order_by()
        small = written.annotate(small=Lower("to_email")).values("small")
        return self.annotate(small=Lower("email")).filter(small__in=small)


class Suppression(models.Model):
    """An address that gets no mail any more. ``reason``: what a server said;
    ``message``: of which mail.
    """

    email = models.EmailField(unique=True)
    cause = models.CharField(
        max_length=12, choices=Cause, default=Cause.BOUNCED, db_default="bounced"
    )
    reason = models.CharField(max_length=200)
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())

    objects = SuppressionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.email}: {self.cause}"


class Relay(models.Model):
    """How the mail server answers, in one row: who sweeps now, since when it is away,
    when it is asked again. LINE has a row of its own.
    """

    THE_ONE, LINE = 1, 3

    busy_until = models.DateTimeField(null=True, blank=True)
    away_since = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)  # in a row
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"away since {self.away_since}" if self.away_since else "answers"


class Preference(models.Model):
    """What a person chose for one topic; without a row they get it by mail."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences"
    )
    topic = models.CharField(
        max_length=12, choices=[(topic.value, topic.label) for topic in REFUSABLE]
    )
    channel = models.CharField(max_length=4, choices=Channel)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "topic"], name="one_preference_per_topic"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.channel}"


class LineLinkQuerySet(models.QuerySet["LineLink"]):
    def standing(self) -> models.QuerySet[LineLink, int]:
        """The people who can be reached."""
        return self.filter(broken_at=None).values_list("user", flat=True)


class LineLink(models.Model):
    """A person's account at LINE: messages of topics for which they chose LINE go there.
    One of each for one of the other.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="line_link"
    )
    # as LINE names this person towards our official account
    line_user = models.CharField(max_length=64, unique=True)
    linked_at = models.DateTimeField(db_default=Now())
    # found to take no messages any more
    broken_at = models.DateTimeField(null=True, blank=True)

    objects = LineLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"LINE of {self.user}"


class LineCode(models.Model):
    """A code that a person types to our official account, once, to link theirs. Only
    its hash is kept.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="line_code"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()


class LineEvent(models.Model):
    """A call of LINE's that was heeded: told again, it does nothing."""

    event_id = models.CharField(max_length=64, unique=True)
    heard_at = models.DateTimeField(db_default=Now(), db_index=True)
