"""A stranger recomputes a result with Python and NumPy and nothing else."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import judging.ranking
from judging.ranking import CORE, Rules, ranking_document

from .boards import CRITERIA, award

SCRIPT = """
import json, sys
sys.modules["threadpoolctl"] = None
from recompute.ballots import Ballot
from recompute.document import ranking_document
from recompute.rules import Rules
given = json.load(sys.stdin)
ballots = [Ballot(judge, entry, scores) for judge, entry, scores in given["ballots"]]
json.dump(ranking_document(ballots, Rules(weights=given["weights"], places=5)), sys.stdout)
for name in list(sys.modules):
    assert name.partition(".")[0] not in ("judging", "django", "scipy", "pandas"), name
"""


def test_core_modules_alone_give_the_same_document(tmp_path):
    source = Path(judging.ranking.__file__).parent
    package = tmp_path / "recompute"
    package.mkdir()
    (package / "__init__.py").touch()
    for name in CORE:
        shutil.copy(source / f"{name}.py", package)
    given = json.dumps(
        {
            "ballots": [(b.judge, b.entry, b.scores) for b in award()],
            "weights": CRITERIA,
        }
    )
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=given,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == ranking_document(
        award(), Rules(weights=CRITERIA, places=5)
    )
