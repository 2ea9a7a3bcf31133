from __future__ import annotations

from awards.outbox.waking import wake


def wake_preparing() -> None:
    """Tell the worker that there are files."""
    wake("nominations.roof.tasks.prepare_files_task")
