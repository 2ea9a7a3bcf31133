"""How processes side by side share the tests out.

A process takes whole files, whose tests share what they make; of the files that look at
``walk(role)`` it takes all that look at one role. What takes minutes is begun first, so
that nobody waits for it alone in the end.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

WALKED = {
    "tests/secrecy/test_twins.py",
    "tests/test_access.py",
    "tests/test_csp.py",
    "tests/test_dead_links.py",
    "tests/test_headers.py",
    "tests/test_leaks.py",
    "tests/test_private_pages.py",
}
# What one role finds is opened by all others: one walk of all of them.
LONGEST = "tests/secrecy/test_policy.py"


def unit(nodeid: str) -> str:
    """``tests/test_csp.py::test_no_page[judge]`` belongs to the walk of the judge."""
    file, _, name = nodeid.partition("::")
    _, bracket, role = name.partition("[")
    return f"walk of {role.rstrip(']')}" if file in WALKED and bracket else file


def longest_first(waiting: OrderedDict[str, Any]) -> None:
    if LONGEST in waiting:
        waiting.move_to_end(LONGEST, last=False)


class Sharing(LoadScopeScheduling):
    def _assign_work_unit(self, node: WorkerController) -> None:
        longest_first(self.workqueue)
        super()._assign_work_unit(node)

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)
