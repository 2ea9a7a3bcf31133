""" "Why me?": what spoke for a judge on an entry."""

from collections.abc import Mapping

from judging.matching.problem import Demand, Id, Judge, Place
from judging.matching.solution import Reason, Solution


class Answers:
    """ "Why me?" for every place of a solution: what all answers share is gathered once.

    1,000 entries × 5 judges: 0.1 s where asking `why` 5,000 times takes seconds.
    """

    def __init__(self, solution: Solution) -> None:
        self.solution, problem = solution, solution.problem
        self.judges = {person.id: person for person in problem.judges}
        self.demands = {(d.entry, d.category): d for d in problem.demands}
        self.mean = len(solution.assignments) / max(len(solution.ballots_of), 1)
        self.linked = _linked(solution)

    def of(self, place: Place) -> tuple[Reason, ...]:
        """The same as `why`, for a place of the solution."""
        solution, person = self.solution, self.judges[place.judge]
        reasons = [Reason("fixed")] if place in solution.problem.fixed else []
        if not reasons and not self._others(place):
            reasons.append(Reason("only", {"category": place.category}))
        level = person.expertise.get(place.category, 0)
        reasons.append(
            Reason("expertise", {"level": level, "category": place.category})
        )
        ballots = len(solution.ballots_of[person.id])
        here = len(solution.judges_of[place.entry, place.category]) - 1
        linked = self.linked[place.judge, place.category]
        return (
            *reasons,
            Reason(
                "load",
                {
                    "ballots": ballots,
                    "limit": person.limit,
                    "mean": round(self.mean, 1),
                },
            ),
            Reason(
                "links", {"here": here, "linked": linked, "category": place.category}
            ),
        )

    def _others(self, place: Place) -> bool:
        """Whether anybody who does not hold the entry could have held it, limits apart."""
        demand = self.demands[place.entry, place.category]
        seated = set(self.solution.judges_of[place.entry, place.category])
        return any(
            _open(self.solution, person, demand)
            for person in self.judges.values()
            if person.id not in seated
        )


def _linked(solution: Solution) -> Mapping[tuple[Id, str], int]:
    """Per judge and category: with how many judges an entry is shared."""
    colleagues: dict[tuple[Id, str], set[Id]] = {}
    for (_entry, category), judges in solution.judges_of.items():
        for judge in judges:
            colleagues.setdefault((judge, category), set()).update(judges)
    return {key: len(others) - 1 for key, others in colleagues.items()}


def why(
    solution: Solution, judge: Id, entry: Id, category: str | None = None
) -> tuple[Reason, ...]:
    """Reasons for one assignment, the weightiest first; `words.say` makes sentences of
    them.

    Codes: fixed (begun before), only (nobody else could), expertise (level), load
    (ballots, limit, mean), links (colleagues on this entry, and all with whom scores
    are compared in the category). Raises KeyError if the judge does not hold the entry
    (in that category).
    """
    return Answers(solution).of(_find(solution, judge, entry, category))


def _find(solution: Solution, judge: Id, entry: Id, category: str | None) -> Place:
    for place in solution.ballots_of.get(judge, ()):
        if place.entry == entry and category in (None, place.category):
            return place
    raise KeyError((judge, entry, category))


def _open(solution: Solution, judge: Judge, demand: Demand) -> bool:
    sits = judge.categories is None or demand.category in judge.categories
    return (
        sits
        and not judge.away
        and (judge.id, demand.entry) not in solution.problem.conflicts
    )
