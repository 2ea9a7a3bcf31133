from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import Localized
from awards.models import Category, Edition, code_validator, new_stamp
from nominations.models.entries import Entry
from nominations.statuses import QuestionKind


class QuestionQuerySet(models.QuerySet["Question"]):
    def asked(self) -> QuestionQuerySet:
        return self.filter(retired_at=None)

    def told(self) -> QuestionQuerySet:
        """What is asked, and what was asked and answered: the columns of an entry's spreadsheet."""
        answered = Exists(Answer.objects.filter(question=OuterRef("pk")))
        return self.filter(Q(retired_at=None) | Q(answered))

    def counted(self) -> QuestionQuerySet:
        """With ``answered``: in how many entries."""
        return self.annotate(answered=Count("answers", distinct=True))


class Question(models.Model):
    """One question of an edition's entry form. The form is data: the edition's template
    brings a first set.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="questions"
    )
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("type"), max_length=20, choices=QuestionKind)
    label_th = models.CharField(_("question in Thai"), max_length=300)
    label_en = models.CharField(_("question in English"), max_length=300)
    help_th = models.TextField(_("help in Thai"), blank=True)
    help_en = models.TextField(_("help in English"), blank=True)
    required = models.BooleanField(_("required to submit"), default=False)
    limit = models.PositiveIntegerField(_("maximum characters"), null=True, blank=True)
    names_entrant = models.BooleanField(
        _("names the entrant (hidden in blind rounds)"), default=False
    )
    public_if_wins = models.BooleanField(_("public if the entry wins"), default=False)
    options = models.JSONField(_("options"), default=dict, blank=True)
    categories = models.ManyToManyField(Category, blank=True, related_name="+")
    # the heading that stands above it and begins a part of the form; empty: none
    section_th = models.CharField(_("heading in Thai"), max_length=200, blank=True)
    section_en = models.CharField(_("heading in English"), max_length=200, blank=True)
    # no longer asked; the answers that it has are kept
    retired_at = models.DateTimeField(null=True, blank=True)

    label = Localized("label")
    help = Localized("help")
    section = Localized("section")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="question_code_unique_in_edition"
            )
        ]
        triggers = [new_stamp()]

    def __str__(self) -> str:
        return str(self.label)


class PutTo(Question.categories.through):  # type: ignore[name-defined,misc]
    """The table of which question is put to which categories."""

    class Meta:
        proxy = True
        triggers = [
            new_stamp(
                "SELECT edition_id FROM nominations_question "
                "WHERE id IN (OLD.question_id, NEW.question_id)"
            )
        ]


class Answer(models.Model):
    """What the entrant answered: ``value`` is text, a list of choices, or a list of
    table rows, by kind of question.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="answers"
    )
    value = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "question"], name="one_answer_per_question"
            )
        ]
