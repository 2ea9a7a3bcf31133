"""Results of ballots whose answers are no scores: for each entry the share that is likely,
what was answered, and what can be said for certain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, FloatField, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from judging.ballot_kinds import SCREENING
from judging.models import ResultLine, ResultTable
from judging.ranking import explain
from judging.ranking.shape import RankedLine
from judging.results.charts import FIRST, certainty_words, interval_words
from judging.results.drawings import Picture, Row, Scale, drawn, mark, rule, sign, span

SURE = 0.9  # chance from which an entry is said to pass, or not to


@dataclass(frozen=True)
class Verdict:
    words: str
    tone: str


@dataclass(frozen=True)
class AnsweredRow:
    """``share`` and its ends in whole per cent; ``chance``: of passing, or of winning."""

    entry: str
    title: str
    organisation: str
    href: str
    rank: int
    yes: int
    no: int
    unsure: int
    share: int
    low: int
    high: int
    ranks: str
    chance: int | None
    verdict: Verdict


def is_screening(method: str) -> bool:
    return method == SCREENING.method


def passes(line: RankedLine) -> bool | None:
    """None where it is open."""
    chance = line.get("p_pass", 0.5)
    return True if chance >= SURE else False if chance <= 1 - SURE else None


def verdict_of(line: RankedLine) -> Verdict:
    if "p_pass" in line:
        known = passes(line)
        words = {True: _("passes"), False: _("does not pass"), None: _("open")}[known]
        return Verdict(words, {True: "good", False: "bad", None: "warn"}[known])
    tones = {True: "good", False: "warn", None: "calm"}
    return Verdict(certainty_words()[line["decided"]], tones[line["decided"]])


def answered_row(
    line: RankedLine, titles: Mapping[str, tuple[str, str]], link: str
) -> AnsweredRow:
    title, organisation = titles.get(line["entry"], ("", ""))
    ends = {"low": line["rank_low"], "high": line["rank_high"]}
    chance = line.get("p_pass", line["p_top"])
    return AnsweredRow(
        entry=line["entry"],
        title=title,
        organisation=organisation,
        href=link.replace("REFERENCE", line["entry"]),
        rank=line["rank"],
        yes=line["answers"]["yes"],
        no=line["answers"]["no"],
        unsure=line["answers"]["unsure"],
        share=percent(line["adjusted"]),
        low=percent(line["share_low"]),
        high=percent(line["share_high"]),
        ranks=interval_words() % ends,
        chance=None if chance is None else percent(chance),
        verdict=verdict_of(line),
    )


def percent(share: float) -> int:
    return int(explain.rounded(100 * share, 0))


def screening_headline(screened: Screened) -> str:
    """The one thing that matters of a category: how many pass, and how many are open."""
    return _(
        "%(yes)d pass, %(no)d do not, %(open)d are open: certain enough means 90%%."
    ) % {"yes": screened.passing, "no": screened.failing, "open": screened.open}


def shares_picture(
    lines: Sequence[RankedLine],
    titles: Mapping[str, tuple[str, str]],
    link: str,
    limit: float | None,
) -> Picture:
    """The share of each of the first entries with its likely range; ``limit``: what has
    to be reached.
    """
    shown = list(lines)[:FIRST]
    caption = _(
        "The dot is the expected share, from none at the left to all at the right; the "
        "bar is the range in which it very likely lies."
    )
    if limit is not None:
        line = _("The upright line is the share that has to be reached, %(n)d%%.")
        caption = f"{caption} {line % {'n': percent(limit)}}"
    return Picture(
        title=_("Expected shares"),
        caption=caption,
        rows=[share_row(line, titles, link, limit) for line in shown],
        legend=[(sign("sure"), _("certain")), (sign("open"), _("open"))],
    )


def share_row(
    line: RankedLine,
    titles: Mapping[str, tuple[str, str]],
    link: str,
    limit: float | None,
) -> Row:
    row, scale = answered_row(line, titles, link), Scale(0, 1)
    kind = "open" if row.verdict.tone == "warn" else "sure"
    parts = [] if limit is None else [rule(scale, limit)]
    parts.append(span(scale, line["share_low"], line["share_high"], kind))
    parts.append(mark(scale, line["adjusted"], kind))
    said = _("%(share)d%%, likely %(low)d%% to %(high)d%%") % {
        "share": row.share,
        "low": row.low,
        "high": row.high,
    }
    return Row(
        name=f"{row.rank}. {row.title or row.entry}",
        words=f"{said} · {row.verdict.words}",
        bar=drawn(*parts),
        href=row.href,
    )


@dataclass(frozen=True)
class Screened:
    """Of a whole category, however much of it a page shows. ``entries``: that have an
    answer; ``passing`` and ``failing``: certain enough to pass, or not to.
    """

    entries: int
    passing: int
    failing: int

    @property
    def open(self) -> int:
        return self.entries - self.passing - self.failing


def screened_in(tables: Sequence[ResultTable]) -> dict[int, Screened]:
    """Of those that come from a screening, by their number; in one statement."""
    asked = [row.pk for row in tables if is_screening(row.summary["method"]["name"])]
    if not asked:
        return {}
    chance = Cast(KeyTextTransform("p_pass", "figures"), FloatField())
    sure, never = Q(chance__gte=SURE), Q(chance__lte=1 - SURE)
    lines = ResultLine.objects.filter(table__in=asked, figures__p_pass__isnull=False)
    found = lines.annotate(chance=chance).order_by().values("table")
    rows = found.annotate(
        entries=Count("pk"),
        passing=Count("pk", filter=sure),
        failing=Count("pk", filter=never),
    ).values_list("table", "entries", "passing", "failing")
    counted = {number: Screened(*counts) for number, *counts in rows}
    return {number: counted.get(number, NOTHING_SCREENED) for number in asked}


NOTHING_SCREENED = Screened(0, 0, 0)
