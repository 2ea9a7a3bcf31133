"""Scores in, ranking with its uncertainty out. Pure Python and NumPy, no Django.

The result
    Ballot, Rules                       what goes in; Rules is fixed before scores open
    read_ballots(header, rows, criteria) -> [Ballot] of a table
      `judge,entry[,criterion],score[,category]`
    ranking_document(ballots, rules)    everything, as plain data ready for JSON
    category_documents(ballots, rules)  the same per category, all categories ranked together
    ranked(ballots, rules) -> [Group]   the same before it is written down; document(groups, rules, unscored) writes it
    known_from(ballots, rules)          what is known of the judges, for the `earlier` of a later round's Rules
    unscored(ballots, tables)           entries without any score; ranked_rows(entries) leaves their lines out
    InvalidInput, Problem               every problem of an input at once: code, row, column, params, reason

Beside the result, for one Group or Table
    leave_one_out, weight_changes, method_changes(group, rules) -> [Variant];
      settled_share(variants)
    what_if(ballots, rules, without_judges=, without_entries=, weights=) -> document
    panel_agreement(table) -> [Agreement]: ICC and alpha with ranges, overall and per criterion
    variance_components(table) -> Components | None: the crossed mixed model by REML,
      a second opinion
    close_calls(contenders, readers, count=, stop=, p_winners=) -> Calls;
      contenders_of, readers_of(document, ...)
    explain: sentences in Thai and English (module)
    simulation: simulate(scenario, awards, seed), calibration(...), SCENARIOS
      (package, imported on its own)

The modules in CORE recompute a published document: standard library and NumPy only,
relative imports, so that they can be shipped as they are beside an empty __init__.py.
"""

from . import explain
from .ballots import Ballot, Table
from .close_calls import (
    Call,
    Calls,
    Contender,
    Reader,
    StopRule,
    close_calls,
    contenders_of,
    readers_of,
)
from .document import (
    NAME,
    answered_documents,
    category_documents,
    document,
    ranking_document,
)
from .groups import Group, known_from, ranked
from .mixed_model import Components, variance_components
from .panel import Agreement, panel_agreement
from .problems import InvalidInput, Problem
from .reading import read_ballots
from .rules import VERSION, Earlier, Known, Number, Rules
from .sensitivity import (
    Variant,
    leave_one_out,
    method_changes,
    settled_share,
    weight_changes,
    what_if,
)
from .unscored import ranked_rows, unscored, unscored_count, widest

CORE = (
    "problems",
    "rules",
    "ballots",
    "linked",
    "fair",
    "columns",
    "two_variances",
    "severities",
    "earlier",
    "doubts",
    "reliability",
    "learning",
    "pooled",
    "draws",
    "camps",
    "wide_draws",
    "ties",
    "agreement",
    "threads",
    "shape",
    "unscored",
    "groups",
    "lines",
    "stances",
    "screening",
    "pairs",
    "document",
)

__all__ = [
    "CORE",
    "NAME",
    "VERSION",
    "Agreement",
    "Ballot",
    "Call",
    "Calls",
    "Components",
    "Contender",
    "Earlier",
    "Group",
    "InvalidInput",
    "Known",
    "Number",
    "Problem",
    "Reader",
    "Rules",
    "StopRule",
    "Table",
    "Variant",
    "answered_documents",
    "category_documents",
    "close_calls",
    "contenders_of",
    "document",
    "explain",
    "known_from",
    "leave_one_out",
    "method_changes",
    "panel_agreement",
    "ranked",
    "ranked_rows",
    "ranking_document",
    "read_ballots",
    "readers_of",
    "settled_share",
    "unscored",
    "unscored_count",
    "variance_components",
    "weight_changes",
    "what_if",
    "widest",
]
