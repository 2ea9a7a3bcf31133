"""Rows that change only together with a stamp: asked of the database once per process
for each stamp.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import models

from awards.speed.prepared_query import DIFFERS, Given, Prepared

M = TypeVar("M", bound=models.Model)
MOST = 64  # forms of editions; each some 20 kB


class KeptRows(Generic[M]):
    """As ``Prepared``; who asks gives the stamp with the values.

    What is kept are the columns as they came from the database: instances and JSON are
    made anew for each who asks, so nobody changes another's.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self.question: Prepared[M] = Prepared(build)
        self._kept: dict[tuple[UUID, tuple[Given, ...]], list[Any]] = {}

    def __call__(self, stamp: UUID, *values: Given) -> list[M]:
        question = self.question
        if question.is_plain:
            return question(*values)
        try:
            statement = question.statement(values)
            key = (stamp, values)
            found = self._kept.get(key)
            if found is None:
                found = question.found(statement, values)
                self.keep(key, found)
            return question.instances(statement, found)
        except DIFFERS as error:
            question.give_up(error)
            return question(*values)

    def keep(self, key: tuple[UUID, tuple[Given, ...]], found: list[Any]) -> None:
        # the oldest goes; two threads at once may each remove one
        while len(self._kept) >= MOST:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[key] = found
