from __future__ import annotations

from django import forms
from django.conf import settings
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.language.number_fields import TidyWhole
from nominations.models import IdentityPaper, Question
from nominations.questions.kinds.base import Kind, Options
from nominations.statuses import QuestionKind

USUAL_DAYS, MOST_DAYS = 30, 365


class Identity(Kind[str]):
    """Answered by identity papers, which are stored encrypted and shown to nobody but
    the entrant and those who check eligibility. ``options["erase_after"]``: days.
    """

    code = QuestionKind.IDENTITY
    sealed = True
    tells_entrant = True
    option_names = ("erase_after",)

    def setup_fields(self) -> dict[str, forms.Field]:
        days = TidyWhole(
            label=gettext_lazy("Days until erased, counted from the confirmation"),
            required=False,
            min_value=1,
            max_value=MOST_DAYS,
            help_text=gettext_lazy(
                "The file is encrypted. Only the entrant and those who check eligibility "
                "can open it, and each time is recorded. If left empty: 30 days."
            ),
        )
        return {"erase_after": days}

    def setup_initial(self, options: Options) -> Options:
        return {"erase_after": options.get("erase_after")}

    def setup_errors(self, data: Options) -> dict[str, str]:
        if settings.PAPERS_KEYS:
            return {}
        text = _(
            "This site has no key for identity papers yet. Ask the operator to set "
            "PAPERS_KEY_FILE."
        )
        return {"kind": text}

    def options_from(self, data: Options) -> Options:
        days = data.get("erase_after")
        return {"erase_after": days} if days else {}

    def is_answered(self, value: object, *, has_file: bool) -> bool:
        return has_file

    def answers(self, question: Question) -> QuerySet[IdentityPaper]:
        return IdentityPaper.objects.filter(entry=OuterRef("pk"), question=question)

    def sample(self, question: Question) -> str:
        return ""


def days_kept(question: Question) -> int:
    """After the confirmation."""
    return int(question.options.get("erase_after") or USUAL_DAYS)
