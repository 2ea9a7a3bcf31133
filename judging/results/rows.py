"""Rows of the results table as markup. A thousand stand on one page: as a template they took most of its time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from judging.results.charts import interval_bar

VERDICTS = {True: "good", False: "warn", None: "calm"}


def verdict_words() -> dict[bool | None, str]:
    return {True: _("decided"), False: _("too close to call"), None: _("not known")}


def result_rows(
    lines: Iterable[Mapping[str, Any]],
    titles: Mapping[str, tuple[str, str]],
    link: str,
    widest: int,
    other: str = "",
) -> SafeString:
    """``titles``: reference → title, organisation. ``link``: address of an entry's page with REFERENCE in it.

    ``other``: what the rank in parentheses is, where it is not the rank by the average as given.
    """
    words = {known: escape(text) for known, text in verdict_words().items()}
    said, given = escape(_("rank %(low)s to %(high)s")), escape(other or _("rank as given"))
    rows = [row_markup(line, titles.get(line["entry"], ("", "")), link, widest, words, said, given) for line in lines]
    return mark_safe("".join(rows))


def row_markup(
    line: Mapping[str, Any],
    title: tuple[str, str],
    link: str,
    widest: int,
    words: Mapping[bool | None, str],
    said: str,
    given: str,
) -> str:
    rank, low, high, known = line["rank"], line["rank_low"], line["rank_high"], line["decided"]
    name = escape(line["entry"])
    chance = "–" if line["p_top"] is None else f"{100 * line['p_top']:.0f} %"
    moved = f' <small class="quiet" title="{given}">({line["raw_rank"]})</small>' if line["raw_rank"] != rank else ""
    error = "" if line["se"] is None else f' <small class="quiet">±{line["se"]:.2f}</small>'
    return (
        f'<tr><td class="number">{rank}{moved}</td>'
        f'<th scope="row"><a href="{link.replace("REFERENCE", name)}">{name}</a> '
        f'<span class="fw-normal">{escape(title[0])}</span> '
        f'<small class="quiet fw-normal">{escape(title[1])}</small></th><td class="number">{line["raw"]:.2f}</td>'
        f'<td class="number"><strong>{line["adjusted"]:.2f}</strong>{error}</td>'
        f'<td class="number">{line["n_judges"]}</td>'
        f"<td>{interval_bar(rank, low, high, widest, said % {'low': low, 'high': high})}</td>"
        f'<td class="number">{chance}</td>'
        f'<td><span class="badge-state badge-{VERDICTS[known]}">{words[known]}</span></td></tr>'
    )
