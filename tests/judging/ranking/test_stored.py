"""Results that were published stay what they were: whole documents as an earlier state of
the engine wrote them, computed again.

Nothing here is to be made anew when the engine changes; a method that gives other figures
has another number in `rules.VERSIONS`.
"""

import json
from pathlib import Path

import pytest

from judging.bundle.verifier.ranks import differences
from judging.ranking import Ballot, Rules, ranking_document

STORED = sorted((Path(__file__).parent / "stored").glob("*.json"))


def stored(path):
    return json.loads(path.read_text())


def made_again(kept):
    ballots = [
        Ballot(judge, entry, scores or {}, total, category, ranked)
        for category, judge, entry, ranked, scores, total in kept["ballots"]
    ]
    rules = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in kept["rules"].items()
    }
    document = json.loads(json.dumps(ranking_document(ballots, Rules(**rules))))
    for row in document["entries"]:
        del row["steps"]
    return document


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_stored_document_is_computed_again(path):
    kept = stored(path)
    assert list(differences(made_again(kept), kept["document"], path.stem)) == []


def test_stored_documents_are_of_every_method_and_kind_of_draws():
    documents = [stored(path)["document"] for path in STORED]
    versions = {one["method"]["version"] for one in documents}
    assert versions == {"1.0", "1.1", "2.0"}
    judges = {len(one["judges"]) for one in documents}
    assert min(judges) < 10 < 40 < max(judges)


def test_ballot_that_was_changed_gives_another_document():
    kept = stored(STORED[0])
    row = next(row for row in kept["ballots"] if row[5] is not None or row[4])
    row[5] = 0.25 + (row[5] or 0.0)
    row[4] = None
    assert list(differences(made_again(kept), kept["document"], "changed"))
