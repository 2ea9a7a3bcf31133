"""Judges of the board as markup. Some hundred stand on one page: as a template they took
most of its time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from awards.language.filters import day, moment
from judging.progress.pages import JudgeLine


def judge_rows(
    lines: Sequence[tuple[JudgeLine, datetime | None]], edition: str, round_: str
) -> SafeString:
    """With each judge when the last reminder went. The buttons send the form around the
    table, each to its judge's address. ``edition`` and ``round_``: codes.
    """
    watch, after = around("judging:judge-watch", edition)
    remind, to_remind = around("judging:judge-remind", edition)
    heads = [escape(name) for name in (_("Submitted"), _("Started"), _("Not started"))]
    forecast, reminder = escape(_("Forecast")), escape(_("Reminder"))
    ask, sent, until = _("Remind"), escape(_("last sent")), escape(_("Open until"))
    found = []
    for line, reminded in lines:
        pk, name = line.thing.pk, escape(line.thing.name)
        longer = (
            f'<br><span class="quiet">{until} {moment(line.closes_at)}</span>'
            if line.extended
            else ""
        )
        counts = (f"{line.done}/{line.assigned}", line.begun, line.untouched)
        numbers = "".join(
            f'<td class="number" data-label="{head}">{count}</td>'
            for head, count in zip(heads, counts, strict=True)
        )
        button = (
            '<button class="btn btn-outline-primary btn-sm" '
            f'formaction="{remind}{pk}{to_remind}">{escape(ask)}'
            f'<span class="visually-hidden"> {name}</span></button>'
            if line.missing
            else ""
        )
        last = f' <span class="quiet">{sent} {day(reminded)}</span>' if reminded else ""
        found.append(
            '<tr><th scope="row" class="fw-normal">'
            f'<a href="{watch}{pk}{after}?round={escape(round_)}">{name}</a>{longer}</th>'
            f'{numbers}<td data-label="{forecast}">{outlook(line)}</td>'
            f'<td data-label="{reminder}">{button}{last}</td></tr>'
        )
    return mark_safe("".join(found))


def around(name: str, edition: str) -> tuple[str, str]:
    """What stands before and after the judge's number in an address."""
    before, _zero, after = reverse(name, args=[edition, 0]).rpartition("0")
    return before, after


def outlook(line: JudgeLine) -> str:
    """What to expect of a judge, as a badge, and when they are done at their pace."""
    if not line.assigned:
        return "–"
    if not line.missing:
        return badge("good", _("Done"))
    if not line.done:
        return badge("warn", _("no ballot yet"))
    ends = f' <span class="quiet">{day(line.finishes_at)}</span>'
    if line.late:
        counts = {"n": line.forecast, "total": line.assigned}
        return badge("warn", _("%(n)s of %(total)s") % counts) + ends
    return badge("calm", _("on time")) + ends


def badge(kind: str, words: str) -> str:
    return f'<span class="badge badge-{kind}">{escape(words)}</span>'
