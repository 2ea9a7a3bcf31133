"""Rows of the results table as markup. A thousand stand on one page: as a template they
took most of its time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from judging.ranking import ranked_rows
from judging.ranking.shape import EntryLine
from judging.results.charts import (
    IntervalBars,
    certainty_words,
    interval_words,
    rank_is_clear,
)

VERDICTS = {True: "good", False: "warn", None: "calm"}


def result_rows(
    lines: Sequence[EntryLine],
    titles: Mapping[str, tuple[str, str]],
    link: str,
    widest: int,
    other: str = "",
    *,
    everybody_wins: bool = False,
) -> SafeString:
    """``titles``: reference → title, organisation. ``link``: address of an entry's page
    with REFERENCE in it.

    ``other``: what the rank in parentheses is, where it is not the rank by the average
    as given. ``everybody_wins``: not the chance of winning is told but whether the rank
    is clear. Lines that have no rank come last.
    """
    badges = {
        known: f'<span class="badge badge-{VERDICTS[known]}">{escape(text)}</span>'
        for known, text in certainty_words(everybody_wins).items()
    }
    given = escape(other or _("rank by raw score"))
    before, after = (escape(part) for part in link.split("REFERENCE"))
    bars = IntervalBars(widest, interval_words())
    ranked = [
        f'<tr><td class="number">{rank}{moved(line["raw_rank"], rank, given)}</td>'
        f'<th scope="row"><a href="{before}{name}{after}">{name}</a> '
        f'<span class="fw-normal">{escape(title)}</span> '
        f'<small class="quiet fw-normal d-block">{escape(body)}</small></th>'
        f'<td class="number">{line["raw"]:.2f}</td>'
        f'<td class="number"><strong>{line["adjusted"]:.2f}</strong>{error(line["se"])}</td>'
        "<td "
        f'class="number">{line["n_judges"]}</td><td>{bars.drawn(rank, line["rank_low"], line["rank_high"])}</td>'
        f'<td class="number">{chance(None if everybody_wins else line["p_top"])}</td>'
        f"<td>{badges[rank_is_clear(line) if everybody_wins else line['decided']]}</td></tr>"
        for line in ranked_rows(lines)
        for rank, name in [(line["rank"], escape(line["entry"]))]
        for title, body in [titles.get(line["entry"], ("", ""))]
    ]
    unranked = [
        unranked_row(line["entry"], titles, link)
        for line in lines
        if line["rank"] is None
    ]
    return mark_safe("".join(ranked + unranked))


def unranked_row(entry: str, titles: Mapping[str, tuple[str, str]], link: str) -> str:
    """Of an entry that no ballot gives a score."""
    title, body = titles.get(entry, ("", ""))
    name, nothing = escape(entry), '<td class="number">–</td>'
    return (
        f'<tr>{nothing}<th scope="row"><a '
        f'href="{escape(link).replace("REFERENCE", name)}">{name}</a> '
        f'<span class="fw-normal">{escape(title)}</span> '
        f'<small class="quiet fw-normal d-block">{escape(body)}</small></th>'
        f'{nothing}{nothing}<td class="number">0</td><td>–</td>{nothing}'
        f'<td><span class="badge badge-calm">{escape(_("no scores"))}</span></td></tr>'
    )


def moved(other: int, rank: int, given: str) -> str:
    return (
        ""
        if other == rank
        else f' <small class="quiet" title="{given}">({other})</small>'
    )


def error(se: float | None) -> str:
    return "" if se is None else f' <small class="quiet">±{se:.2f}</small>'


def chance(p: float | None) -> str:
    """In whole per cent; what is not quite certain is not said to be."""
    if p is None:
        return "–"
    return (
        "&gt; 99 %"
        if 0.995 <= p < 1
        else "&lt; 1 %"
        if 0 < p < 0.005
        else f"{100 * p:.0f} %"
    )
