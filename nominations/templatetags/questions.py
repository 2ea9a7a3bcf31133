"""Words about the questions of an entry form."""

from __future__ import annotations

from django import template

from nominations.models import Question
from nominations.questions.kinds import kind_of

register = template.Library()


@register.filter
def kind_name(question: Question) -> str:
    return kind_of(question).label
