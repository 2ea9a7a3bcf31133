"""No test drops out of the second pass of ``.ci/run`` by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.passes import is_pure

# What is walked, started or typeset for itself; each says why beside its marker.
SAYS_ONCE = {
    "test_access.py",
    "test_access_roles.py",
    "test_csp.py",
    "test_dead_links.py",
    "test_form_pages.py",
    "test_headers.py",
    "test_leaks.py",
    "test_many_roles.py",
    "test_odd_forms.py",
    "test_odd_input.py",
    "test_private_pages.py",
    "test_queries.py",
    "awards/certificates/test_certificates.py",
    "config/test_bench.py",
    "config/test_bench_statements.py",
    "config/signing_in/test_confirming.py",
    "config/signing_in/test_judge_link.py",
    "config/rights/test_application.py",
    "config/test_rehearsal.py",
    "nominations/files/test_files_names.py",
    "secrecy/test_not_yours.py",
    "secrecy/test_policy.py",
    "secrecy/test_twins.py",
    "setup/test_audit.py",
    "setup/test_demo.py",
    "setup/test_embedded.py",
    "setup/test_skips.py",
    "soak/test_soak.py",
    "test_api.py",
    "test_injection.py",
}


def test_only_these_say_that_once_is_enough() -> None:
    tests = Path(__file__).parent
    said = {
        str(path.relative_to(tests))
        for path in tests.rglob("test_*.py")
        if re.search(r"mark\.once\b", path.read_text())
    }
    assert said - {"test_passes.py"} == SAYS_ONCE


def test_second_pass_leaves_out_these_and_no_others() -> None:
    script = (settings.BASE_DIR / ".ci" / "run").read_text()
    assert re.findall(r'ARGS="(.*)"', script) == ["-m 'not once'"]


class Item:
    """As much of a collected test as the rule looks at."""

    def __init__(self, path: str, *fixtures: str, marked: bool = False) -> None:
        self.path = Path(__file__).parent / path
        self.fixturenames, self.marked = fixtures, marked

    def get_closest_marker(self, name: str) -> bool:
        return self.marked and name == "django_db"


@pytest.mark.parametrize(
    ("item", "pure"),
    [
        (Item("judging/ranking/test_fair.py"), True),
        (Item("judging/ranking/test_fair.py", "db"), False),
        (Item("judging/ranking/test_fair.py", marked=True), False),
        (Item("judging/results/test_counting.py"), False),
        (Item("config/test_home.py", "client"), False),
    ],
)
def test_pure_is_what_stands_in_a_pure_package_and_asks_nobody(
    item: pytest.Item, pure: bool
) -> None:
    assert is_pure(item) is pure
