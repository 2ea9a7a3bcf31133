"""One more ballot where it is close, from a judge who may."""

from judging.ranking import (
    Call,
    Contender,
    Reader,
    Rules,
    StopRule,
    close_calls,
    contenders_of,
    ranking_document,
    readers_of,
)

from .boards import CRITERIA, award

STOP = StopRule(cap=6, enough=0.9)


def asked(contenders, readers, **rules):
    found = close_calls(contenders, readers, **{"count": 2, "stop": STOP, **rules})
    return [(call.entry, call.judge) for call in found.calls]


def test_closest_to_one_half_comes_first():
    contenders = [
        Contender("far", 0.95, 3),
        Contender("close", 0.45, 3),
        Contender("next", 0.6, 3),
    ]
    assert asked(contenders, [Reader("j")]) == [("close", "j"), ("next", "j")]


def test_equally_close_goes_to_fewer_ballots_then_to_the_name():
    contenders = [
        Contender("b", 0.4, 3),
        Contender("a", 0.6, 3),
        Contender("c", 0.4, 2),
    ]
    assert asked(contenders, [Reader("j")], count=3) == [
        ("c", "j"),
        ("a", "j"),
        ("b", "j"),
    ]


def test_judge_who_saw_it_or_may_not_is_passed_over():
    assert asked(
        [Contender("e", 0.5, 3, frozenset({"seen"}))],
        [Reader("seen"), Reader("free", load=9)],
    ) == [("e", "free")]


def test_lowest_load_then_least_known_severity():
    readers = [
        Reader("busy", 5, None, 0.9),
        Reader("known", 4, None, 0.1),
        Reader("vague", 4, None, 0.5),
    ]
    assert asked([Contender("e", 0.5, 3)], readers) == [("e", "vague")]
    assert asked([Contender("e", 0.5, 3)], [*readers, Reader("unknown", 4)]) == [
        ("e", "unknown")
    ]


def test_loads_grow_within_a_batch_and_limits_hold():
    readers = [Reader("a", 0, 1), Reader("b", 1, 2)]
    contenders = [Contender(name, 0.5, 2) for name in "uvw"]
    found = close_calls(contenders, readers, count=5, stop=STOP)
    assert found.calls == [Call("u", "a", 0.5), Call("v", "b", 0.5)]
    assert found.unfilled == ["w"]


def test_cap_and_certainty_stop():
    assert asked([Contender("e", 0.5, 6)], [Reader("j")]) == []
    found = close_calls(
        [Contender("e", 0.5, 3)], [Reader("j")], count=1, stop=STOP, p_winners=0.9
    )
    assert (found.calls, found.stopped) == ([], "certain_enough")
    found = close_calls(
        [Contender("e", 1.0, 3)], [Reader("j")], count=1, stop=STOP, p_winners=0.5
    )
    assert (found.calls, found.stopped) == ([], "nothing_close")


def test_calls_follow_from_a_document():
    document = ranking_document(award(), Rules(weights=CRITERIA, places=5))
    contenders = contenders_of(
        document, {"entry-001": {"judge-7"}}, {"entry-002": {"judge-6"}}
    )
    by_name = {one.entry: one for one in contenders}
    assert "judge-7" in by_name["entry-001"].closed
    assert "judge-6" in by_name["entry-002"].closed
    loads = {row["judge"]: row["n"] for row in document["judges"]} | {"fresh": 0}
    found = close_calls(
        contenders, readers_of(document, loads), count=3, stop=STOP, p_winners=0.1
    )
    assert [call.judge for call in found.calls] == ["fresh"] * 3
    assert abs(found.calls[0].p - 0.5) == min(abs(one.p - 0.5) for one in contenders)
