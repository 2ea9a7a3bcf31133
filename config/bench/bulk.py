"""Rows written many at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


def store(rows: Iterable[M]) -> list[M]:
    made = list(rows)
    return type(made[0])._default_manager.bulk_create(made, batch_size=2000)
