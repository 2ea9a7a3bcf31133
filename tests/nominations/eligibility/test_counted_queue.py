"""What the queue counts is what looking at each entry gives, and the likest titles are
those that looking at each title gives.
"""

from __future__ import annotations

import random
from collections import Counter

import pytest

from awards.accounts.models import User
from nominations.eligibility.queue import Progress, progress_of
from nominations.eligibility.similar_titles import CANDIDATES, SHARED, Titles, runs
from nominations.models import Correction, Entry, Verdict
from nominations.statuses import DECIDED, Eligibility, EntryState, Outcome
from tests.factories import (
    ago,
    ahead,
    make_category,
    make_edition,
    make_entry,
    make_organiser,
)
from tests.kept import made_once

THAI = "กขคงจฉชซดตถทนบปผพมยรลวสหอ"


def looked_at(entry: Entry, reader: User) -> str:
    """As the queue's own words say: total, and what becomes of the entry."""
    said = entry.verdicts.filter(number=entry.eligibility_pass, reader=reader).exists()
    returned = entry.corrections.filter(number=entry.eligibility_pass, sent_at=None)
    overdue = returned.filter(until__lte=ago()).exists()
    match entry.eligibility:
        case Eligibility.UNCHECKED | Eligibility.ANSWERED:
            return "left"
        case Eligibility.SECOND | Eligibility.DISPUTED:
            return "others" if said else "left"
        case Eligibility.RETURNED:
            return "left" if overdue else "out"
        case state:
            return "done" if state in DECIDED else "others"


@made_once
def crowd(seed: int) -> User:
    """The reader, of an edition with an entry of each kind and some by chance."""
    draw = random.Random(seed)
    edition = make_edition()
    category = make_category(edition)
    reader, other = make_organiser(edition), make_organiser(edition)
    for number in range(24):
        state = list(Eligibility)[number % len(Eligibility)]
        entry = make_entry(
            edition,
            category=category,
            state=draw.choice([*[EntryState.SUBMITTED] * 4, EntryState.WITHDRAWN]),
            eligibility=state,
            eligibility_pass=draw.choice([1, 2]),
        )
        for person in draw.sample([reader, other], draw.randrange(3)):
            number = draw.choice([1, 2])
            Verdict.objects.create(
                entry=entry, number=number, reader=person, outcome=Outcome.ELIGIBLE
            )
        if draw.random() < 0.7:
            until = draw.choice([ago(days=1), ahead(days=1)])
            Correction.objects.create(
                entry=entry, number=entry.eligibility_pass, until=until
            )
    return reader


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_queue_counts_what_looking_at_each_entry_gives(seed: int) -> None:
    reader = crowd(seed)
    edition = reader.organiser_roles.get().edition
    sent = Entry.objects.filter(edition=edition).submitted()
    plain = Counter(looked_at(entry, reader) for entry in sent)
    found = progress_of(edition, reader)
    assert found == Progress(sent.count(), plain["done"], plain["left"], plain["out"])
    assert found.others == plain["others"]


@pytest.mark.django_db
def test_queue_of_an_edition_without_entries_counts_nothing() -> None:
    edition = make_edition()
    reader = make_organiser(edition)
    assert progress_of(edition, reader) == Progress(0, 0, 0, 0)


@pytest.mark.parametrize("seed", range(5))
def test_candidates_are_those_of_counting_shared_runs_one_by_one(seed: int) -> None:
    draw = random.Random(seed)
    words = ["".join(draw.choices(THAI, k=5)) for _ in range(12)]
    said = [(key, "".join(draw.choices(words, k=4))) for key in range(150)]
    titles = Titles(said)
    for key in draw.sample(range(150), 60):
        titles.remove(key)
    titles.add(200, said[0][1])
    own = runs(draw.choice(said)[1])
    shared = {
        place: len(own & runs(title)) for place, (_key, title) in titles.titles.items()
    }
    fair = [place for place, count in shared.items() if count >= len(own) * SHARED]
    likely = sorted(fair, key=lambda place: (-shared[place], place))[:CANDIDATES]
    assert titles.candidates(own, None) == [titles.titles[place] for place in likely]
