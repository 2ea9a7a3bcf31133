"""Rules of an edition and what entrants answered; declarations in their versions and
who agreed; the readers' words.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import Localized
from awards.models import Edition, code_validator, new_stamp
from nominations.statuses import DeclarationKind, Outcome, RuleKind


class Rule(models.Model):
    """One line of the checklist that an entrant answers. ``options`` says which answers
    pass: see ``passing``.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rules")
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(
        _("answer type"), max_length=20, choices=RuleKind, default=RuleKind.YES_NO
    )
    label_th = models.CharField(_("rule in Thai"), max_length=300)
    label_en = models.CharField(_("rule in English"), max_length=300)
    help_th = models.TextField(_("help in Thai"), blank=True)
    help_en = models.TextField(_("help in English"), blank=True)
    required = models.BooleanField(_("required to submit"), default=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    label = Localized("label")
    help = Localized("help")

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="rule_code_unique_in_edition"
            )
        ]
        triggers = [new_stamp()]

    def __str__(self) -> str:
        return str(self.label)


class RuleAnswer(models.Model):
    """What an entrant answered to a rule; ``value`` is stored as answers to questions are."""

    entry = models.ForeignKey(
        "nominations.Entry", on_delete=models.CASCADE, related_name="rule_answers"
    )
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="answers")
    value = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "rule"], name="one_answer_per_rule"
            )
        ]


class Declaration(models.Model):
    """Something that an entrant declares or consents to, each apart. Its words are
    versions of their own.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="declarations"
    )
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("type"), max_length=20, choices=DeclarationKind)
    required = models.BooleanField(_("required to submit"), default=True)
    asks_detail = models.BooleanField(
        _("asks for details in the entrant's own words"), default=False
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="declaration_code_unique_in_edition"
            ),
            models.CheckConstraint(
                condition=~Q(kind=DeclarationKind.CONSENT, required=True),
                name="consent_is_never_required",
            ),
        ]
        triggers = [new_stamp()]

    def __str__(self) -> str:
        return self.code


class DeclarationText(models.Model):
    """The words of a declaration in one version; never changed, since people agreed to
    exactly these.
    """

    declaration = models.ForeignKey(
        Declaration, on_delete=models.CASCADE, related_name="texts"
    )
    version = models.PositiveSmallIntegerField()
    title_th = models.CharField(_("title in Thai"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    text_th = models.TextField(_("text in Thai"), max_length=5000)
    text_en = models.TextField(_("text in English"), max_length=5000)
    written_at = models.DateTimeField(db_default=Now())
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    title = Localized("title")
    text = Localized("text")

    class Meta:
        ordering = ["declaration", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "version"], name="declaration_version_once"
            )
        ]
        triggers = [
            new_stamp(
                "SELECT edition_id FROM nominations_declaration "
                "WHERE id IN (OLD.declaration_id, NEW.declaration_id)"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class Agreement(models.Model):
    """Who agreed for an entry to which version, when and in which language. Taken back,
    the row stays as a proof.
    """

    entry = models.ForeignKey(
        "nominations.Entry", on_delete=models.CASCADE, related_name="agreements"
    )
    text = models.ForeignKey(
        DeclarationText, on_delete=models.PROTECT, related_name="agreements"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(max_length=2, default="th")
    detail = models.TextField(_("details"), blank=True)
    agreed_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "text"],
                condition=Q(withdrawn_at=None),
                name="agreement_stands_once",
            )
        ]


class Verdict(models.Model):
    """A reader's word on one pass of an entry. ``reason`` is for the entrant, ``note``
    for organisers alone.

    ``corrections``: the marked fields with what to do, where the entry goes back.
    ``settles`` marks the word that ends a disagreement, ``final`` the one after the
    entrant's reply.
    """

    entry = models.ForeignKey(
        "nominations.Entry", on_delete=models.CASCADE, related_name="verdicts"
    )
    number = models.PositiveSmallIntegerField()  # of the pass
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)
    corrections = models.JSONField(default=dict, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    settles = models.BooleanField(default=False)
    final = models.BooleanField(default=False)
    given_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "number", "reader"],
                condition=Q(settles=False, final=False),
                name="one_reader_says_it_once",
            )
        ]


class Correction(models.Model):
    """An entry returned: which fields are open to its entrant, with what to do in each,
    and until when.
    """

    entry = models.ForeignKey(
        "nominations.Entry", on_delete=models.CASCADE, related_name="corrections"
    )
    number = models.PositiveSmallIntegerField()  # of the pass that it ended
    reason = models.TextField(blank=True)
    fields = models.JSONField(default=dict)  # name on the form → note
    until = models.DateTimeField()
    opened_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "number"], name="one_correction_per_pass"
            )
        ]


class Reply(models.Model):
    """The one answer that an entrant may give to being found not eligible."""

    entry = models.OneToOneField(
        "nominations.Entry", on_delete=models.CASCADE, related_name="reply"
    )
    text = models.TextField(max_length=5000)
    given_at = models.DateTimeField(db_default=Now())
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )


class Hold(models.Model):
    """Somebody at the eligibility desk has the entry open: see
    ``nominations.eligibility.locks``.
    """

    entry = models.OneToOneField(
        "nominations.Entry", on_delete=models.CASCADE, related_name="hold"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    taken_at = models.DateTimeField()
    seen_at = models.DateTimeField()
