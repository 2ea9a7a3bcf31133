"""The verifier as one Python file: its modules and those that rank, as they are here,
in one text to be handed out.

It runs isolated (nothing beside it is imported), needs NumPy alone, and `pipx run` and
`uv run` understand its head.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from awards.ledger import checkpoint, tree
from judging import ranking
from judging.bundle import verifier

NAME = "verify_result.py"
HEAD = '''\
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy"]
# ///
"""{about}"""

import sys

if __name__ == "__main__" and not sys.flags.isolated:
    # Without -I Python looks for modules in the folder of this file: begin again, and import nothing before.
    if sys.platform == "win32":
        sys.exit("Run it isolated: python -I " + sys.argv[0] + " BUNDLE.zip")
    sys.modules["os"].execv(sys.executable, [sys.executable, "-I", *sys.argv])

sys.dont_write_bytecode = True

from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec

SOURCES = {{
'''
FOOT = '''\
}


class InThisFile(MetaPathFinder, Loader):
    """Finds the modules above, and nothing else."""

    def find_spec(self, name, path=None, target=None):
        if name in SOURCES:
            return ModuleSpec(name, self, origin=__file__, is_package=name in PACKAGES)

    def exec_module(self, module):
        name = module.__spec__.name
        exec(compile(SOURCES[name], f"{__file__}#{name}", "exec"), module.__dict__)


PACKAGES = {name.rpartition(".")[0] for name in SOURCES}

if __name__ == "__main__":
    sys.meta_path.insert(0, InThisFile())
    from ranking.ballots import Ballot
    from ranking.document import category_documents, ranking_document
    from ranking.rules import Earlier, Rules
    from verifier.alone import main
    from verifier.ranks import Engine

    engine = Engine(Ballot, Rules, Earlier, ranking_document, category_documents)
    sys.exit(main(engine, sys.argv[1:]))
'''


def sources() -> dict[str, str]:
    """Module name → its source."""
    home, engine = Path(verifier.__file__).parent, Path(ranking.__file__).parent
    own = {
        f"verifier.{path.stem}": path.read_text()
        for path in sorted(home.glob("*.py"))
        if path.stem != "__init__"
    }
    core = {
        f"ranking.{name}": (engine / f"{name}.py").read_text() for name in ranking.CORE
    }
    shared = {
        module.__name__: Path(str(module.__file__)).read_text()
        for module in (tree, checkpoint)
    }
    packages = dict.fromkeys(("verifier", "ranking", "awards", "awards.ledger"), "")
    return {**packages, **own, **core, **shared}


@cache
def verifier_file() -> bytes:
    """The same code always gives the same bytes."""
    parts = [HEAD.format(about=verifier.__doc__)]
    for name, source in sources().items():
        lines = "".join(
            f"        {line!r}\n" for line in source.splitlines(keepends=True)
        )
        parts.append(
            f'    "{name}": (\n{lines}    ),\n' if lines else f'    "{name}": "",\n'
        )
    return "".join([*parts, FOOT]).encode()


def verifier_digest() -> str:
    """Hex SHA-256, as the site states it."""
    return hashlib.sha256(verifier_file()).hexdigest()
