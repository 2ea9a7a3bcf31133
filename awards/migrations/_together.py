"""Tables made together, so that a new site stands in seconds.

After each operation Django renders all models that are related to its own, which here
are nearly all: a hundred times a hundred classes took ten seconds.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class MakeTogether(Operation):
    """``CreateModel`` of many, with what the same list adds to them: each table is made
    once, with all of its columns, constraints and indexes.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # rendered again where it is next asked for
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in self.models(app_label, to_state, schema_editor):
            schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in reversed(self.models(app_label, from_state, schema_editor)):
            schema_editor.delete_model(model)

    def models(
        self, app_label: str, state: ProjectState, editor: BaseDatabaseSchemaEditor
    ) -> list[type[models.Model]]:
        made = [one.name for one in self.operations if isinstance(one, CreateModel)]
        rendered = [state.apps.get_model(app_label, name) for name in made]
        alias = editor.connection.alias
        return [one for one in rendered if self.allow_migrate_model(alias, one)]

    def describe(self) -> str:
        return "Make the tables of the app together"
