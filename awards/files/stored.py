"""Files of rows under a path of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models


class StoredFile(models.FileField):
    """A file whose path a function of ours makes.

    Where files are put is nothing to the tables, so a migration holds a plain FileField
    and imports no code of ours: that code may move on.
    """

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, options = super().deconstruct()
        options["upload_to"] = ""
        return name, "django.db.models.FileField", args, options
