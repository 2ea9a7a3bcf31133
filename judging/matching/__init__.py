"""Judges and entries in, assignments out. Pure Python, NumPy and OR-tools, no Django.

problem = Problem(demands=(...), judges=(...), conflicts=frozenset(...),
fixed=frozenset(...), seed=7)
solution = assign(problem)                                   # or rebalance(problem, current)
for reason in why(solution, judge, entry): print(say(reason, "th"))
"""

from judging.matching.assign import Extra, Rebalanced, assign, extra_ballot, rebalance
from judging.matching.design import components, design_efficiency
from judging.matching.problem import (
    Demand,
    Judge,
    Place,
    Problem,
    ProblemError,
    Weights,
)
from judging.matching.solution import (
    CategoryDesign,
    Load,
    Proposal,
    Reason,
    Solution,
    Unfilled,
)
from judging.matching.synthetic import synthetic_problem
from judging.matching.why import Answers, why
from judging.matching.words import say, say_proposal, say_unfilled

__all__ = [
    "Answers",
    "CategoryDesign",
    "Demand",
    "Extra",
    "Judge",
    "Load",
    "Place",
    "Problem",
    "ProblemError",
    "Proposal",
    "Reason",
    "Rebalanced",
    "Solution",
    "Unfilled",
    "Weights",
    "assign",
    "components",
    "design_efficiency",
    "extra_ballot",
    "rebalance",
    "say",
    "say_proposal",
    "say_unfilled",
    "synthetic_problem",
    "why",
]
