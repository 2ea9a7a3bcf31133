from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

from config import embedded


class DatabaseWrapper(base.DatabaseWrapper):
    """Starts the server before a process's first connection, and again if it is found
    to have died.
    """

    _started = False  # shared by all threads and aliases of the process

    def get_new_connection(self, conn_params: Mapping[str, object]) -> Any:
        if not DatabaseWrapper._started:
            self._start()
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            self._start()
            return super().get_new_connection(conn_params)

    def _start(self) -> None:
        try:
            embedded.ensure()
        except embedded.EmbeddedError as problem:
            raise OperationalError(str(problem)) from problem
        DatabaseWrapper._started = True
