from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from awards.editions.organisers import add_organiser, remove_organiser
from awards.editions.services import create_edition, update_edition
from awards.editions.setup.services import remove_criterion, save_round, set_weights
from awards.ledger.models import Row, Value
from awards.ledger.services import MOMENT
from awards.ledger.verifying import verify
from awards.models import Criterion, Edition, Organiser, Round, Weight
from awards.refusals import Refused, WrongState, WrongSum, WrongTimes
from tests.factories import (
    make_edition,
    make_operator,
    make_organiser,
    make_user,
    moment,
)

pytestmark = pytest.mark.django_db


def create(**fields: object) -> Edition:
    times = {
        "opens_at": moment(days=1),
        "closes_at": moment(days=30),
        "announces_at": moment(days=90),
    }
    names = {
        "code": "scsa-2570",
        "name_th": "การประกวดสมมุติ",
        "name_en": "Invented edition",
        "year": 2027,
    }
    actor = fields.pop("actor", None) or make_operator()
    return create_edition(actor=actor, **{**times, **names, **fields})  # type: ignore[arg-type]


def test_new_edition_has_the_seven_smarts_as_criteria_and_as_categories() -> None:
    edition = create()
    codes = [
        "environment",
        "mobility",
        "living",
        "people",
        "energy",
        "economy",
        "governance",
    ]
    assert [criterion.code for criterion in edition.criteria.all()] == codes
    assert [category.code for category in edition.categories.all()] == codes


def test_every_standard_criterion_has_anchors_in_both_languages() -> None:
    edition = create()
    for criterion in edition.criteria.all():
        texts = [
            getattr(criterion, f"{part}_{lang}")
            for part in ("looked_for", "low", "middle", "high")
            for lang in ("th", "en")
        ]
        assert all(len(text) > 40 for text in texts)
        assert len(set(texts)) == len(texts)


def test_weights_of_new_edition_sum_to_100_and_own_smart_weighs_most() -> None:
    edition = create()
    sums = (
        Weight.objects.filter(round__edition=edition)
        .values("round", "category")
        .annotate(total=Sum("percent"))
    )
    assert len(sums) == 3 * 7
    assert {row["total"] for row in sums} == {Decimal(100)}
    own = Weight.objects.filter(
        category__code="energy", criterion__code="energy"
    ).values_list("percent", flat=True)
    assert set(own) == {Decimal(40)}


def test_only_online_round_takes_place_unless_windows_are_given() -> None:
    edition = create()
    active = {round_.code: round_.active for round_ in edition.rounds.all()}
    assert active == {"screening": False, "online": True, "final": False}
    online = edition.rounds.get(code="online")
    assert online.blind
    assert edition.closes_at < online.opens_at < online.closes_at < edition.announces_at


def test_given_window_makes_a_round_take_place() -> None:
    window = (moment(days=60), moment(days=61))
    edition = create(round_windows={"final": window})
    final = edition.rounds.get(code="final")
    assert (final.active, final.opens_at, final.closes_at) == (True, *window)


def test_operator_becomes_no_organiser_but_others_do() -> None:
    assert not create().organisers.exists()
    maker = make_user()
    edition = create(actor=maker, code="scsa-2571")
    assert list(
        Organiser.objects.filter(edition=edition).values_list("user", flat=True)
    ) == [maker.pk]


def test_edition_with_moments_out_of_order_is_refused() -> None:
    with pytest.raises(WrongTimes):
        create(closes_at=moment(hours=1))
    with pytest.raises(WrongTimes):
        create(announces_at=moment(days=2))
    with pytest.raises(WrongTimes):
        create(round_windows={"online": (moment(days=2), moment(days=1))})
    assert not Edition.objects.exists()


def test_taken_code_is_refused_beside_its_field() -> None:
    create()
    with pytest.raises(Refused) as refused:
        create()
    assert refused.value.field == "code"


def test_ledger_tells_of_creation_and_weights_and_holds() -> None:
    create()
    acts = list(Row.objects.filter(chain="scsa-2570").values_list("act", flat=True))
    assert acts == ["edition-created", "weights-set", "weights-set", "weights-set"]
    assert verify("scsa-2570") == []


def test_changed_times_stand_in_the_ledger_and_unchanged_do_not() -> None:
    edition = make_edition(code="e1")
    later = edition.announces_at + timedelta(days=1)
    update_edition(
        edition=edition, actor=None, announces_at=later, closes_at=edition.closes_at
    )
    said = Value.objects.filter(chain="e1").exclude(name=MOMENT)
    assert list(said.values_list("name", "value")) == [
        ("announces_at", later.isoformat())
    ]


def test_last_organiser_cannot_be_removed() -> None:
    edition = make_edition()
    organiser = add_organiser(edition=edition, user=make_user(), actor=None)
    with pytest.raises(WrongState):
        remove_organiser(organiser=organiser, actor=None)
    add_organiser(edition=edition, user=make_organiser(edition), actor=None)
    remove_organiser(organiser=organiser, actor=None)
    assert edition.organisers.count() == 1


def test_weights_that_do_not_sum_to_100_are_refused_and_nothing_changes() -> None:
    edition = create()
    round_, category = (
        edition.rounds.get(code="online"),
        edition.categories.get(code="people"),
    )
    before = list(
        Weight.objects.filter(round=round_, category=category).values_list(
            "criterion__code", "percent"
        )
    )
    for percents in (
        {"people": Decimal(99)},
        {"people": Decimal(110), "energy": Decimal(-10)},
        {"x": Decimal(100)},
    ):
        with pytest.raises(Refused):
            set_weights(round_=round_, category=category, percents=percents, actor=None)
    assert (
        list(
            Weight.objects.filter(round=round_, category=category).values_list(
                "criterion__code", "percent"
            )
        )
        == before
    )


def test_set_weights_replaces_those_of_one_category_and_round_only() -> None:
    edition = create()
    round_, category = (
        edition.rounds.get(code="online"),
        edition.categories.get(code="people"),
    )
    percents = {"people": Decimal("66.5"), "energy": Decimal("33.5")}
    set_weights(round_=round_, category=category, percents=percents, actor=None)
    found = Weight.objects.filter(round=round_, category=category).values_list(
        "criterion__code", "percent"
    )
    assert dict(found) == percents
    assert Weight.objects.filter(round=round_).count() == 6 * 7 + 2


def test_wrong_sum_says_the_sum() -> None:
    edition = create()
    round_, category = (
        edition.rounds.get(code="online"),
        edition.categories.get(code="people"),
    )
    with pytest.raises(WrongSum, match="90"):
        set_weights(
            round_=round_,
            category=category,
            percents={"people": Decimal(90)},
            actor=None,
        )


def test_criterion_with_a_weight_cannot_be_removed() -> None:
    edition = create()
    criterion = edition.criteria.get(code="people")
    with pytest.raises(WrongState):
        remove_criterion(criterion=criterion, actor=None)
    Weight.objects.filter(criterion=criterion).update(percent=0)
    remove_criterion(criterion=criterion, actor=None)
    assert not Criterion.objects.filter(pk=criterion.pk).exists()


def test_round_that_closes_before_it_opens_is_refused() -> None:
    round_ = create().rounds.get(code="online")
    round_.closes_at = round_.opens_at
    with pytest.raises(WrongTimes):
        save_round(round_=round_, actor=None)
    assert Round.objects.get(pk=round_.pk).closes_at > round_.opens_at
