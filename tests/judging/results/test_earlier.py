"""What an earlier edition or the calibration says of judges who return: fixed at the lock,
in the bundle, under pseudonyms.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from awards.models import Edition, Organiser, Round
from awards.outbox.preferences import restrict
from judging.ballot_kinds import Kind
from judging.bundle.verifier.archive import PROTOCOL
from judging.bundle.verify_here import verify_files, words
from judging.calibration.services import open_calibration, submit_trial
from judging.models import Judge, MethodLock, RoundRules
from judging.pseudonyms import Pseudonyms
from judging.refusals import JudgingError
from judging.results.earlier import round_before
from judging.results.method import (
    agree_method_change,
    differs_from_setup,
    lock_method,
    propose_method_change,
    rules_of_round,
    set_earlier,
)
from judging.results.score_import import import_scores
from judging.results.services import compute_results
from tests.judging.bundle.test_bundle import files_of
from tests.judging.bundles import changed, failing, sealed_again
from tests.judging.rounds import judged_round, publish, score_rows
from tests.judging.stage import CRITERIA, edition_in_judging, entry_in, person
from tests.kept import made_once

pytestmark = pytest.mark.django_db


def organiser_of(round_: Round) -> Any:
    return round_.edition.organisers.earliest("pk").user


@made_once
def returning_round(*, published: bool = True) -> Round:
    """A round whose four judges sat in an edition of the same organiser before."""
    before = judged_round(entries=12)
    if published:
        publish(before.edition)
    edition = edition_in_judging()
    Edition.objects.filter(pk=edition.pk).update(year=2027)
    Organiser.objects.filter(edition=edition).update(user=organiser_of(before))
    for one in before.edition.judges.order_by("pk"):
        Judge.objects.create(edition=edition, user=one.user, state=one.state)
    return Round.objects.select_related("edition").get(edition=edition)


def score(round_: Round, entries: int = 6) -> None:
    draw, lines = random.Random(7), []
    jury = [one.user.email for one in round_.edition.judges.order_by("pk")]
    for number in range(entries):
        reference, quality = entry_in(round_.edition).entry.reference, draw.gauss(6, 1)
        for seat in range(3):
            place = (number + seat) % len(jury)
            for code in CRITERIA:
                points = quality + 0.7 * (place - 1) + draw.gauss(0, 0.8)
                points = round(2 * min(10, max(0, points))) / 2
                lines.append((jury[place], reference, code, points, ""))
    done = import_scores(edition=round_.edition, round_=round_, rows=score_rows(lines))
    assert done.rejected == []


def locked(round_: Round, source: str) -> Any:
    set_earlier(round_=round_, source=source, actor=organiser_of(round_))
    return lock_method(round_=round_, actor=organiser_of(round_)).rules


def test_nothing_is_known_beforehand_unless_it_was_asked_for() -> None:
    round_ = returning_round()
    assert "earlier" not in lock_method(round_=round_, actor=None).rules
    score(round_)
    for row in compute_results(round_.edition, round_)["categories"].values():
        assert all("earlier" not in judge for judge in row["judges"])


def test_returning_judges_are_known_from_the_last_edition_by_their_account() -> None:
    round_ = returning_round()
    known = locked(round_, "edition")["earlier"]
    before = round_before(round_)
    assert before is not None
    assert known["of"] == f"{before.edition.code}/online"
    names = Pseudonyms(round_.edition).judges()
    assert set(known["judges"]) == set(names.values())
    old = {judge.user_id: judge.pk for judge in before.edition.judges.all()}
    mild, strict = (
        Judge.objects.get(edition=round_.edition, user_id=user)
        for user in (max(old, key=old.__getitem__), min(old, key=old.__getitem__))
    )
    severity = {name: float(one[0]) for name, one in known["judges"].items()}
    assert severity[names[mild.pk]] > severity[names[strict.pk]]
    assert all(float(one[1]) > 0 for one in known["judges"].values())


def test_nothing_is_taken_over_of_a_judge_whose_data_are_restricted() -> None:
    round_ = returning_round()
    judge = round_.edition.judges.earliest("pk")
    assert restrict(user=judge.user)
    known = locked(round_, "edition")["earlier"]
    assert len(known["judges"]) == 3
    assert Pseudonyms(round_.edition).judges()[judge.pk] not in known["judges"]


def test_result_rests_on_the_numbers_fixed_at_the_lock() -> None:
    round_ = returning_round()
    known = locked(round_, "edition")["earlier"]
    score(round_)
    first = compute_results(round_.edition, round_)
    before = round_before(round_)
    assert before is not None
    before.assignments.first().ballot.scores.update(value=0)
    assert rules_of_round(round_)["earlier"] == known
    assert compute_results(round_.edition, round_) == first
    document = first["categories"]["area-0"]
    assert {row["earlier"] for row in document["judges"]} == {
        float(one[0]) for one in known["judges"].values()
    }
    assert document["groups"][0]["lasting"] is not None
    assert not differs_from_setup(MethodLock.objects.get(round=round_))


def test_bundle_holds_the_numbers_and_no_name_and_is_recomputed(tmp_path: Path) -> None:
    round_ = returning_round()
    known = locked(round_, "edition")["earlier"]
    score(round_)
    publish(round_.edition)
    files = files_of(round_, tmp_path)
    assert failing(verify_files(files)) == []
    assert json.loads(files[PROTOCOL])["rules"]["earlier"] == known
    printed = " ".join(words(files["protocol-en.pdf"]))
    first = min(known["judges"])
    assert "4 judges was taken into account" in printed
    severity, error = known["judges"][first]
    assert f"{severity.replace('-', '−')} ± {error}" in printed
    assert "go together by" in printed
    whole = b"".join(files.values()).decode(errors="replace")
    for judge in round_.edition.judges.select_related("user"):
        assert judge.user.email not in whole

    def lie(protocol: Any) -> None:
        name = next(iter(protocol["rules"]["earlier"]["judges"]))
        protocol["rules"]["earlier"]["judges"][name][0] = "3.00"

    found = failing(verify_files(sealed_again(changed(files, PROTOCOL, lie))))
    assert {"method", "ranking"} <= set(found)


def test_edition_that_is_not_published_or_of_others_is_not_taken() -> None:
    assert round_before(returning_round(published=False)) is None
    round_ = returning_round()
    Organiser.objects.filter(edition=round_.edition).update(user=person())
    assert round_before(round_) is None
    known = locked(round_, "edition")["earlier"]
    assert known == {"source": "edition", "of": "", "spread": "0.00", "judges": {}}
    score(round_)
    document = compute_results(round_.edition, round_)["categories"]["area-0"]
    assert {row["earlier"] for row in document["judges"]} == {None}


def test_round_without_scores_says_nothing_of_strictness() -> None:
    round_ = returning_round()
    before = round_before(round_)
    assert before is not None
    RoundRules.objects.create(round=before, ballot_kind=Kind.SCREENING)
    assert round_before(round_) is None


def test_calibration_tells_of_the_judges_who_took_part() -> None:
    round_ = returning_round()
    jury = list(round_.edition.judges.order_by("pk"))
    standings = [entry_in(round_.edition) for _ in range(3)]
    row = open_calibration(
        round_=round_, standings=standings, actor=organiser_of(round_)
    )
    for place, judge in enumerate(jury[:3]):
        for number, sample in enumerate(row.samples.all()):
            points = {code: str(2 + 2 * place + number * 0.5) for code in CRITERIA}
            assert submit_trial(sample=sample.pk, user=judge.user, scores=points) == {}
    known = locked(round_, "calibration")["earlier"]
    names = Pseudonyms(round_.edition).judges()
    assert set(known["judges"]) == {names[judge.pk] for judge in jury[:3]}
    order = [float(known["judges"][names[judge.pk]][0]) for judge in jury[:3]]
    assert order == sorted(order)
    assert known["of"] == ""


def test_after_the_lock_two_organisers_change_it_with_a_reason() -> None:
    round_ = returning_round()
    first, second = organiser_of(round_), person()
    Organiser.objects.create(edition=round_.edition, user=second)
    lock_method(round_=round_, actor=first)
    set_earlier(round_=round_, source="edition", actor=first)
    assert differs_from_setup(MethodLock.objects.get(round=round_))
    assert "earlier" not in rules_of_round(round_)
    change = propose_method_change(round_=round_, reason="มติ", actor=first)
    agree_method_change(change=change, actor=second)
    assert len(rules_of_round(round_)["earlier"]["judges"]) == 4
    assert not differs_from_setup(MethodLock.objects.get(round=round_))


def test_page_offers_it_and_says_what_is_fixed(client: Client) -> None:
    round_ = returning_round()
    client.force_login(organiser_of(round_))
    with translation.override("en"):
        address = reverse("judging:method-show", args=[round_.edition.code])
        shown = client.get(address).content.decode()
        assert "nothing, only this round&#x27;s ballots" in shown
        sent = {"round": round_.code, "act": "earlier", "source": "edition"}
        client.post(address, sent)
        client.post(address, {"round": round_.code, "act": "lock"})
        shown = " ".join(client.get(address).content.decode().split())
    assert "the last edition in which they judged" in shown
    assert "4 judges" in shown


def test_choice_that_is_none_is_refused() -> None:
    round_ = returning_round()
    with pytest.raises(JudgingError):
        set_earlier(round_=round_, source="gossip", actor=organiser_of(round_))
