"""Drawings of results as SVG: presentation attributes only, colours from the style
sheet, words for those who listen.

Every figure that is drawn stands in the table beside or below the drawing as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import gettext as _

from judging.ranking.shape import RankedLine
from judging.results.drawings import (
    Picture,
    Row,
    Scale,
    drawn,
    mark,
    rule,
    shares,
    sign,
    span,
)
from judging.results.sentences import SensitivityRow

BAR_WIDTH, BAR_HEIGHT = 200, 18
MARGIN = 8
FIRST = 12  # entries in the picture of places; the table has all


def interval_words() -> str:
    return _("rank %(low)s to %(high)s")


class IntervalBars:
    """Rank intervals, each on a line from rank 1 to ``widest``: the interval as a bar,
    the rank as a dot.

    ``words`` with %(low)s and %(high)s is said to those who cannot see it. A thousand
    are drawn on one page.
    """

    def __init__(self, widest: int, words: str) -> None:
        self.step = (BAR_WIDTH - 2 * MARGIN) / max(1, widest - 1)
        self.words = str(escape(words))

    def drawn(self, rank: int, low: int | None, high: int | None) -> str:
        """Markup; "–" where the interval is not known."""
        if low is None or high is None:
            return "–"
        label, left, step = (
            self.words % {"low": low, "high": high},
            MARGIN - self.step,
            self.step,
        )
        return (
            f'<svg class="chart" width="{BAR_WIDTH}" height="{BAR_HEIGHT}" '
            f'viewBox="0 0 {BAR_WIDTH} {BAR_HEIGHT}" '
            f'role="img" aria-label="{label}">'
            f'<path class="chart-line" d="M0 9H{BAR_WIDTH}"/><rect '
            f'class="chart-bar" x="{left + low * step - 4:.1f}" '
            f'y="3" width="{(high - low) * step + 8:.1f}" height="12" rx="4"/>'
            f'<circle class="chart-mark" cx="{left + rank * step:.1f}" cy="9" r="4"/></svg>'
        )


def places_picture(
    lines: Sequence[RankedLine],
    titles: Mapping[str, tuple[str, str]],
    link: str,
    places: int | None,
) -> Picture:
    """Where each of the first entries may be ranked, beside the last prize; ``places``
    is None where every entry can get one.
    """
    ranked = list(lines)[:FIRST]
    widest = max((row["rank_high"] or row["rank"] for row in ranked), default=1)
    scale = Scale(1, max(widest, (places or 1) + 1))
    caption = _(
        "Each bar runs from the best to the worst likely rank, with rank 1 at the left."
    )
    if places is not None:
        line = _("The upright line stands after the last prize, rank %(n)s.")
        caption = f"{caption} {line % {'n': places}}"
    words = certainty_words(of_order=places is None)
    return Picture(
        title=_("Where the first entries may be ranked"),
        caption=caption,
        rows=[place_row(row, titles, link, places, scale) for row in ranked],
        legend=[
            (sign("sure"), words[True]),
            (sign("open"), words[False]),
        ],
    )


def place_row(
    line: RankedLine,
    titles: Mapping[str, tuple[str, str]],
    link: str,
    places: int | None,
    scale: Scale,
) -> Row:
    clear = line["decided"] if places is not None else rank_is_clear(line)
    kind, said = "sure" if clear else "open", certainty_words(places is None)[clear]
    low, high = line["rank_low"], line["rank_high"]
    parts = [] if places is None else [rule(scale, places + 0.5)]
    if low is not None and high is not None:
        parts.append(span(scale, low, high, kind))
        said = f"{interval_words() % {'low': low, 'high': high}} · {said}"
    parts.append(mark(scale, line["rank"], kind))
    title, _body = titles.get(line["entry"], ("", ""))
    return Row(
        name=f"{line['rank']}. {title or line['entry']}",
        words=said,
        bar=drawn(*parts),
        href=link.replace("REFERENCE", line["entry"]),
    )


def rank_is_clear(line: RankedLine) -> bool | None:
    """Whether its likely ranks are one; None where the ballots cannot show them."""
    if line["rank_low"] is None:
        return None
    return bool(line["rank_low"] == line["rank_high"])


def certainty_words(of_order: bool = False) -> dict[bool | None, str]:
    """Of winning; ``of_order``: of the rank, where every entry can get a prize."""
    if of_order:
        return {True: _("rank clear"), False: _("rank open"), None: _("not known")}
    return {True: _("clear"), False: _("too close to call"), None: _("not known")}


@dataclass(frozen=True)
class Spread:
    """A judge: ``value`` ± ``error`` (None: not known)."""

    name: str
    value: float
    error: float | None


def severity_picture(rows: Sequence[Spread]) -> Picture:
    """How far above or below colleagues each judge scored; nought in the middle."""
    reach = max((abs(row.value) + (row.error or 0.0) for row in rows), default=0.0)
    scale = Scale(-(reach or 1.0), reach or 1.0)
    return Picture(
        title=_("How strict or lenient each judge was"),
        caption=_(
            "To the right: scored higher than colleagues on the same entries. To the "
            "left: lower. The upright line is no difference; the bar shows one standard "
            "error each way."
        ),
        rows=[severity_row(row, scale) for row in rows],
    )


def severity_row(row: Spread, scale: Scale) -> Row:
    error, parts = row.error or 0.0, [rule(scale, 0)]
    if error:
        parts.append(span(scale, row.value - error, row.value + error))
    parts.append(mark(scale, row.value))
    shown = f"{row.value:+.2f}".replace("-", "−")
    side = (
        _("within the uncertainty")
        if abs(row.value) <= error
        else _("lenient")
        if row.value > 0
        else _("strict")
    )
    return Row(row.name, f"{shown} · {side}", drawn(*parts))


def changes_picture(rows: Sequence[SensitivityRow]) -> Picture:
    """Of each kind of change, in how many cases the winner stays."""
    return Picture(
        title=_("Does the winner change?"),
        caption=_(
            "The filled part of each bar: cases in which the winner is unchanged."
        ),
        rows=[
            Row(
                row.title,
                _("unchanged in %(stays)s of %(tried)s")
                % {"stays": row.stays, "tried": row.tried},
                shares([("full", row.stays)], row.tried),
            )
            for row in rows
            if row.tried
        ],
    )
