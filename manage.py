#!/usr/bin/env python3
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line
    from django.db import InterfaceError, OperationalError, ProgrammingError

    try:
        execute_from_command_line(sys.argv)
    except (InterfaceError, OperationalError) as error:
        sys.exit(
            f"the database does not answer ({first_line(error)}); is DATABASE_URL "
            "right and the server up?"
        )
    except ProgrammingError as error:
        if not is_behind():
            raise
        sys.exit(
            f"the database is behind this code ({first_line(error)}); run first: manage.py migrate"
        )


def is_behind() -> bool:
    """Whether there are migrations that the database has not seen."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


if __name__ == "__main__":
    main()
