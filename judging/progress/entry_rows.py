"""Entries of the board as markup: with ten of each category they took much of its time
as a template.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.template.defaultfilters import floatformat
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from judging.progress.judge_rows import around, badge
from judging.progress.pages import EntryLine


def entry_rows(lines: Iterable[EntryLine], edition: str, round_: str) -> SafeString:
    """``edition`` and ``round_``: codes."""
    before, after = around("judging:entry-watch", edition)
    counts = _("%(done)s of %(total)s ballots")
    found = []
    for line in lines:
        one, told = line.thing, {"done": line.done, "total": line.assigned}
        link = f'<a href="{before}{one.pk}{after}?round={escape(round_)}">'
        found.append(
            f"<li><p>{link}{escape(one.reference)}</a> {escape(one.title)}</p>"
            f'<p class="fold-said"><span>{counts % told}</span> {standing(line)}</p></li>'
        )
    return mark_safe("".join(found))


def standing(line: EntryLine) -> str:
    if line.reached:
        return badge("good", _("enough ballots"))
    if line.at_risk:
        counts = {"n": floatformat(line.expected, 1), "quorum": line.quorum}
        words = _("at risk: %(n)s of %(quorum)s ballots expected") % counts
        return badge("warn text-wrap", words)
    return badge("calm", _("on track"))
