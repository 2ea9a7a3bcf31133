"""Kinds of acts as values: each app declares its own in its ``acts.py``, and nothing
else is written to a chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Act:
    """What kind of thing was done.

    ``code`` stands in the chains of old editions and never changes. ``words`` say it to
    people. ``decides``: whether a round's result may come out otherwise once it is
    done: results are computed again after it. ``is_written``: False where it stands in
    chains of old editions alone.
    """

    code: str
    words: str | Promise = field(compare=False)
    decides: bool = field(kw_only=True, compare=False)
    is_written: bool = field(default=True, kw_only=True, compare=False)

    def __str__(self) -> str:
        return self.code


def acts_in(names: Mapping[str, object]) -> tuple[Act, ...]:
    """The acts that a module declares (``globals()``), in their order."""
    return tuple(value for value in names.values() if isinstance(value, Act))


def codes_of(acts: Iterable[Act]) -> set[str]:
    return {act.code for act in acts}


VALUES_ERASED = Act(
    "values-erased",
    _("Values in the audit log were erased as the law requires"),
    decides=False,
)
ACTOR_ERASED = Act(
    "actor-erased",
    _("The link between a person and their acts was erased as the law requires"),
    decides=False,
)

ACTS = acts_in(globals())
