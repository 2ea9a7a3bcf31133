from judging.ranking.prizes import LOWER, PEOPLE, SHARE, Placed, Step, propose

LADDER = [Step("excellent", 1), Step("very-good", 2), Step("good", 3)]


def placed(*ranks: int) -> list[Placed]:
    """Entries a, b, c … at these ranks; the score is 10 less the rank."""
    return [
        Placed("abcdefghij"[place], rank, 10.0 - rank)
        for place, rank in enumerate(ranks)
    ]


def test_ladder_is_laid_in_order_of_rank():
    found = propose(reversed(placed(1, 2, 3, 4)), LADDER)
    assert found.levels == {
        "a": "excellent",
        "b": "very-good",
        "c": "very-good",
        "d": "good",
    }
    assert [remark.kind for remark in found.remarks] == ["nobody-left"]


def test_tie_that_fits_on_a_step_is_no_tie():
    assert propose(placed(1, 2, 2), LADDER, PEOPLE).levels["c"] == "very-good"


def test_tie_at_the_edge_shared_takes_from_the_steps_below():
    found = propose(placed(1, 1, 1, 4, 5), LADDER, SHARE)
    assert found.levels == {
        "a": "excellent",
        "b": "excellent",
        "c": "excellent",
        "d": "good",
        "e": "good",
    }
    assert found.shared == {"a", "b", "c"}
    assert [(remark.kind, remark.level) for remark in found.remarks] == [
        ("tie", "excellent"), ("taken-above", "very-good"), ("nobody-left", "good"),
    ]  # fmt: skip


def test_tie_at_the_edge_lowered_leaves_the_higher_prize_free():
    found = propose(placed(1, 1, 3), LADDER, LOWER)
    assert found.levels == {"a": "very-good", "b": "very-good", "c": "good"}


def test_tie_at_the_edge_left_to_people_ends_the_proposal():
    found = propose(placed(1, 2, 2, 2, 5), LADDER, PEOPLE)
    assert found.levels == {"a": "excellent"}
    assert found.remarks[-1].entries == ("b", "c", "d")


def test_score_below_the_minimum_gets_the_next_level_without_one():
    found = propose(
        placed(2, 3),
        [
            Step("excellent", 1, minimum_score=9),
            Step("good", 1, minimum_score=8),
            Step("fair", 5),
        ],
    )
    assert found.levels == {"a": "good", "b": "fair"}


def test_few_entries_skip_the_level_and_owe_nothing():
    found = propose(
        placed(1, 1),
        [Step("top", 1), Step("grand", 1, minimum_entries=3), Step("good", 2)],
        SHARE,
    )
    assert found.levels == {"a": "top", "b": "top"}
    assert [remark.kind for remark in found.remarks] == [
        "tie",
        "few-entries",
        "nobody-left",
    ]


def test_nobody_and_no_ladder():
    assert propose([], LADDER).levels == {}
    assert propose(placed(1), []).levels == {}
