"""What "as last year" does not take over, and why: read from the edition that was copied."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import Edition
from awards.models.site import PageKind
from judging.statuses import JudgeState


@dataclass(frozen=True)
class LeftBehind:
    what: str
    why: str


def left_behind(source: Edition) -> list[LeftBehind]:
    """Only what there was to leave."""
    found = [
        (source.entries.count(), entries_words),
        (source.judges.filter(state=JudgeState.DECLINED).count(), declined_words),
        (source.partners.count(), partners_words),
        (source.written_pages.filter(kind=PageKind.NEWS).count(), news_words),
        (source.questions.exclude(retired_at=None).count(), questions_words),
        (source.rules.exclude(retired_at=None).count(), rules_words),
        (source.declarations.exclude(retired_at=None).count(), declarations_words),
    ]
    told = [words(count) for count, words in found if count]
    ceremony = LeftBehind(_("The plan of the ceremony"), _("It is made for one day."))
    return [*told, ceremony] if hasattr(source, "stage_plan") else told


def entries_words(count: int) -> LeftBehind:
    text = ngettext(
        "%(n)d entry with its scores", "%(n)d entries with their scores", count
    )
    return LeftBehind(
        text % {"n": count}, _("They belong to the year in which they were submitted.")
    )


def declined_words(count: int) -> LeftBehind:
    text = ngettext("%(n)d judge who declined", "%(n)d judges who declined", count)
    return LeftBehind(
        text % {"n": count}, _("Invite them again if you want to ask them.")
    )


def partners_words(count: int) -> LeftBehind:
    text = ngettext(
        "%(n)d partner with its logo", "%(n)d partners with their logos", count
    )
    return LeftBehind(text % {"n": count}, _("Partners agree for one year at a time."))


def news_words(count: int) -> LeftBehind:
    text = ngettext("%(n)d piece of news", "%(n)d pieces of news", count)
    return LeftBehind(text % {"n": count}, _("News is about its own year."))


def questions_words(count: int) -> LeftBehind:
    text = ngettext("%(n)d retired question", "%(n)d retired questions", count)
    return LeftBehind(text % {"n": count}, _("It was no longer asked."))


def rules_words(count: int) -> LeftBehind:
    text = ngettext(
        "%(n)d retired eligibility rule", "%(n)d retired eligibility rules", count
    )
    return LeftBehind(text % {"n": count}, _("It was no longer asked."))


def declarations_words(count: int) -> LeftBehind:
    text = ngettext("%(n)d retired declaration", "%(n)d retired declarations", count)
    return LeftBehind(text % {"n": count}, _("It was no longer asked."))
