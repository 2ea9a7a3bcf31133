"""The checklist, the declarations and the eligibility of entries as columns of an export."""

from __future__ import annotations

from django.utils.translation import gettext as _

from awards.models import Edition
from nominations.checklist.passing import show_rule_answer
from nominations.checklist.questions_asked import current_texts
from nominations.models import Entry

PREFETCH = ("rule_answers", "agreements__text")


class ChecklistColumns:
    """Read once for an export; entries come with ``PREFETCH``."""

    def __init__(self, edition: Edition) -> None:
        self.rules = list(edition.rules.filter(retired_at=None))
        self.texts = list(current_texts(edition.pk))

    def header(self) -> list[str]:
        titles = [
            _("Declared: %(title)s") % {"title": text.title} for text in self.texts
        ]
        return [
            _("Eligibility of the entry"),
            *(_("Rule: %(rule)s") % {"rule": rule.label} for rule in self.rules),
            *titles,
        ]

    def cells(self, entry: Entry) -> list[str]:
        """The version that was agreed to, where something was."""
        given = {answer.rule_id: answer.value for answer in entry.rule_answers.all()}
        standing = [
            agreement.text
            for agreement in entry.agreements.all()
            if agreement.withdrawn_at is None
        ]
        versions = {text.declaration_id: text.version for text in standing}
        answers = [
            show_rule_answer(rule, given.get(rule.pk, "")) for rule in self.rules
        ]
        agreed = [str(versions.get(text.declaration_id, "")) for text in self.texts]
        return [str(entry.get_eligibility_display()), *answers, *agreed]
