"""How processes side by side share the tests out.

A process takes whole files, whose tests share what they make; of the files that look at
``walk(role)`` it takes all that look at one role.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

WALKED = {
    "tests/secrecy/test_policy.py",
    "tests/secrecy/test_twins.py",
    "tests/test_access.py",
    "tests/test_csp.py",
    "tests/test_headers.py",
    "tests/test_leaks.py",
    "tests/test_private_pages.py",
}


def unit(nodeid: str) -> str:
    """``tests/test_csp.py::test_no_page[judge]`` belongs to the walk of the judge."""
    file, _, name = nodeid.partition("::")
    _, bracket, role = name.partition("[")
    return f"walk of {role.rstrip(']')}" if file in WALKED and bracket else file


class Sharing(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)
