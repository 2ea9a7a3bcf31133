"""The ranking document in sentences a lay person can follow, in Thai and English.

Every function takes a piece of the document and a language ("th" or "en") and returns
plain text; the caller escapes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from .rules import SCORES
from .shape import CodedNote, EntryLine, JudgeLine, RankedLine, Tie
from .wording import TEXTS

Language = Literal["th", "en"]


@dataclass(frozen=True)
class PrintedStep:
    """One line of the table: given + adjustment = counted, exactly, in the printed
    decimals. weight: as used, of two decimals; None under method 1.
    """

    judge: str
    given: Decimal
    adjustment: Decimal
    counted: Decimal
    weight: Decimal | None = None


def rounded(value: float, decimals: int) -> Decimal:
    """Half up, as people round, after nine decimals so that 2.675 is what was meant;
    never minus zero.
    """
    near = Decimal(repr(round(value, 9))).quantize(
        Decimal(1).scaleb(-decimals), ROUND_HALF_UP
    )
    return near if near else abs(near)


def printed_steps(entry: EntryLine, decimals: int = 2) -> list[PrintedStep]:
    """The table of one entry. Printed with one decimal more than its average, their
    (weighted) average rounds to it.
    """
    found = []
    for step in entry["steps"]:
        given, counted = (
            rounded(step["given"], decimals),
            rounded(step["counted"], decimals),
        )
        weight = rounded(step["weight"], 2) if "weight" in step else None
        found.append(
            PrintedStep(step["judge"], given, counted - given, counted, weight)
        )
    return found


def judge_sentences(
    judge: JudgeLine, language: Language, decimals: int = 2, name: str | None = None
) -> list[str]:
    """What was seen of one judge and what follows from it. name: shown instead of the
    judge's key.
    """
    shown = judge["judge"] if name is None else name
    amount = rounded(abs(judge["severity"]), decimals)
    if not judge["shared"]:
        return [_say("judge_alone", language, judge=shown)]
    kind = (
        "judge_same"
        if not amount
        else "judge_lenient"
        if judge["severity"] > 0
        else "judge_severe"
    )
    found = [_say(kind, language, judge=shown, amount=amount)]
    percent = rounded(abs(100.0 * (judge["scale"] - 1.0)), 0)
    if percent:
        code = "judge_wide" if judge["scale"] > 1.0 else "judge_narrow"
        found.append(_say(code, language, judge=shown, percent=percent))
    return found + _weight_sentences(judge, language, shown)


def _weight_sentences(judge: JudgeLine, language: Language, shown: str) -> list[str]:
    """Of method 2: how much the judge counts, and what was learnt from entries that are out."""
    found, weight = [], judge.get("weight", 1.0)
    if weight != 1.0:
        code = "judge_counts_less" if weight < 1.0 else "judge_counts_more"
        found.append(_say(code, language, judge=shown, weight=rounded(weight, 2)))
    calibrating = judge.get("calibrating", 0)
    if calibrating:
        code = "judge_calibrating_one" if calibrating == 1 else "judge_calibrating"
        found.append(_say(code, language, judge=shown, n=calibrating))
    return found


def weighs(version: str) -> bool:
    """Whether ballots have weights under this version of the method."""
    return not version.startswith("1.")


def method_sentence(version: str, language: Language, method: str = SCORES) -> str:
    """How judges are compared, in one paragraph for everybody."""
    if method != SCORES:
        return _say(f"method_{method}", language)
    code = "method_together" if weighs(version) else "method_apart"
    return _say(code, language)


def entry_sentences(
    entry: EntryLine,
    language: Language,
    decimals: int = 2,
    interval: float = 0.9,
    *,
    every_wins: bool = False,
) -> list[str]:
    """From the average as given to the rank and how sure it is; that it has no scores
    where nothing is ranked. ``every_wins``: its category has a prize for each entry with
    a score, so that it is no question whether this one wins.
    """
    if entry["rank"] is None:
        return [_say("entry_no_scores", language)]
    if "answers" in entry:
        return answered_sentences(entry, language, interval, every_wins=every_wins)
    found = [_average_sentence(entry, language, decimals)]
    return found + rank_sentences(entry, language, interval, every_wins=every_wins)


def answered_sentences(
    entry: RankedLine, language: Language, interval: float, *, every_wins: bool
) -> list[str]:
    """Of a kind of ballot without scores: what was answered and what share that makes
    likely. Screening says how sure it is that the entry passes, and nothing of ranks.
    """
    counts = entry["answers"]
    said: dict[str, object] = {
        **counts,
        "n": counts["yes"] + counts["no"],
        "share": percents(entry["adjusted"]),
        "low": percents(entry["share_low"]),
        "high": percents(entry["share_high"]),
    }
    if "p_pass" in entry:
        chance = percents(entry["p_pass"])
        return [
            _say("screened", language, **said),
            _say("screened_chance", language, chance=chance),
        ]
    ranks = rank_sentences(entry, language, interval, every_wins=every_wins)
    return [_say("preferred", language, **said), *ranks]


def percents(share: float) -> Decimal:
    return rounded(100.0 * share, 0)


def rank_sentences(
    entry: RankedLine, language: Language, interval: float, *, every_wins: bool
) -> list[str]:
    low, high, rank = entry["rank_low"], entry["rank_high"], entry["rank"]
    if low is None or high is None:
        return [_say("rank_unknown", language, rank=rank)]
    code, percent = "rank_known" if low < high else "rank_one", 100.0 * interval
    found = [
        _say(
            *(code, language),
            percent=rounded(percent, 0),
            rank=rank,
            low=low,
            high=high,
        )
    ]
    if every_wins:
        return [*found, _say("every_wins", language)]
    return [*found, decided_sentence(entry["decided"], language)]


def _average_sentence(entry: RankedLine, language: Language, decimals: int) -> str:
    """From the average as given to the one that counts."""
    raw, adjusted = (rounded(entry[name], decimals) for name in ("raw", "adjusted"))
    change, n = adjusted - raw, entry["n_judges"]
    way = "same" if not change else "up" if change > 0 else "down"
    return _say(
        f"entry_weighed_{way}" if entry.get("weighed") else f"entry_{way}",
        language,
        ballots=_say("ballot_one" if n == 1 else "ballot_many", language, n=n),
        raw=raw,
        change=abs(change),
        adjusted=adjusted,
    )


def decided_sentence(decided: bool | None, language: Language) -> str:
    return _say(
        {True: "decided", False: "too_close", None: "not_known"}[decided], language
    )


def tie_sentences(tie: Tie, language: Language, decimals: int = 3) -> list[str]:
    """What the ballots say of one tie, and which rule of the precedence list settled what."""
    names = _listed(tie["entries"])
    if tie["kind"] == "practically_tied":
        return [
            _say(
                "practically_tied",
                language,
                entries=names,
                percent=rounded(100.0 * tie["p"], 0),
            )
        ]
    found = [
        _say("tied", language, entries=names, score=rounded(tie["adjusted"], decimals))
    ]
    for step in tie["steps"]:
        code = "tie_criteria_together" if "criteria" in step else f"tie_{step['rule']}"
        which = {
            "criterion": step.get("criterion", ""),
            "criteria": _listed(step.get("criteria", [])),
        }
        found.append(_say(code, language, entries=_listed(step["entries"]), **which))
    return found + [
        _say("tie_shared", language, entries=_listed(shared))
        for shared in tie["shared"]
    ]


def note_sentence(note: CodedNote, language: Language) -> str:
    return _say(f"note_{note['code']}", language, entry=note.get("entry", ""))


def unscored_sentence(count: int, language: Language) -> str:
    """How many entries of a category are not ranked, without naming them."""
    return _say("unscored_one" if count == 1 else "unscored", language, n=count)


def agreement_sentence(icck: float | None, language: Language) -> str:
    """One sentence on ICC(k), the reliability of the averages; the bounds are those of
    Koo & Li (2016).
    """
    if icck is None:
        return _say("agreement_unknown", language)
    grade = (
        "poor"
        if icck < 0.5
        else "moderate"
        if icck < 0.75
        else "good"
        if icck < 0.9
        else "excellent"
    )
    return _say(
        f"agreement_{grade}", language, percent=rounded(100.0 * max(0.0, icck), 0)
    )


def criterion_sentence(verdict: str, criterion: str, language: Language) -> str:
    """What `panel.Agreement.verdict` means for one criterion."""
    return _say(f"criterion_{verdict}", language, criterion=criterion)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def _say(code: str, language: Language, **values: object) -> str:
    return TEXTS[code][language].format(**values)
