""" "Why me?": what spoke for a judge on an entry."""

from judging.matching.problem import Demand, Id, Judge, Place
from judging.matching.solution import Reason, Solution


def why(solution: Solution, judge: Id, entry: Id, category: str | None = None) -> tuple[Reason, ...]:
    """Reasons for one assignment, the weightiest first; `words.say` makes sentences of them.

    Codes: fixed (begun before), only (nobody else could), expertise (level), load (ballots, limit, mean), links
    (colleagues on this entry, and all with whom scores are compared in the category). Raises KeyError if the judge
    does not hold the entry (in that category).
    """
    place = _find(solution, judge, entry, category)
    person = next(person for person in solution.problem.judges if person.id == judge)
    reasons = [Reason("fixed")] if place in solution.problem.fixed else []
    if not reasons and not _others(solution, place):
        reasons.append(Reason("only", {"category": place.category}))
    level = person.expertise.get(place.category, 0)
    reasons.append(Reason("expertise", {"level": level, "category": place.category}))
    return (*reasons, _load(solution, person), _links(solution, place))


def _find(solution: Solution, judge: Id, entry: Id, category: str | None) -> Place:
    for place in solution.ballots_of.get(judge, ()):
        if place.entry == entry and category in (None, place.category):
            return place
    raise KeyError((judge, entry, category))


def _others(solution: Solution, place: Place) -> bool:
    """Whether anybody who does not hold the entry could have held it, limits apart."""
    demand = next(d for d in solution.problem.demands if (d.entry, d.category) == (place.entry, place.category))
    seated = set(solution.judges_of[place.entry, place.category])
    return any(_open(solution, person, demand) for person in solution.problem.judges if person.id not in seated)


def _open(solution: Solution, judge: Judge, demand: Demand) -> bool:
    sits = judge.categories is None or demand.category in judge.categories
    return sits and not judge.away and (judge.id, demand.entry) not in solution.problem.conflicts


def _load(solution: Solution, judge: Judge) -> Reason:
    mean = len(solution.assignments) / max(len(solution.ballots_of), 1)
    ballots = len(solution.ballots_of[judge.id])
    return Reason("load", {"ballots": ballots, "limit": judge.limit, "mean": round(mean, 1)})


def _links(solution: Solution, place: Place) -> Reason:
    mine = [p.entry for p in solution.ballots_of[place.judge] if p.category == place.category]
    colleagues = {judge for entry in mine for judge in solution.judges_of[entry, place.category]} - {place.judge}
    here = len(solution.judges_of[place.entry, place.category]) - 1
    return Reason("links", {"here": here, "linked": len(colleagues), "category": place.category})
