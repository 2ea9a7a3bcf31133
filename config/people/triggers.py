"""What the tables do by themselves they do only as long as their triggers are there: the
chain is append-only, a form has its stamp, and pages know what was written.
"""

from __future__ import annotations

from collections.abc import Iterator

import pgtrigger


def triggers_are_at_work() -> Iterator[str]:
    for model, trigger in pgtrigger.registered():
        status, enabled = trigger.get_installation_status(model)
        if status != "INSTALLED" or not enabled:
            said = status.lower() if status != "INSTALLED" else "disabled"
            yield f"{model._meta.db_table}: its trigger {trigger.name} is {said}"


CHECKS = (triggers_are_at_work,)
