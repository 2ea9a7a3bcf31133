"""How much the tests that make up their input ask: a little of the same each time, and
with `make fuzz` much more, each time something else.
"""

from __future__ import annotations

import os

IS_FUZZ = "FUZZ_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "6"))
