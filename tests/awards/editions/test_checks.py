from __future__ import annotations

import pytest

from judging.publication.checks import Checked, check_list


def line(reference: str = "E-1", **fields: object) -> Checked:
    whole = {
        "category_code": "energy",
        "level_code": "good",
        "title_th": f"ชื่อ {reference}",
        "title_en": "Title",
        "summary_en": "Summary",
        "organisation_th": "เทศบาลสมมุติ",
        "organisation_en": "Invented",
        "level_order": 3,
    }
    return Checked(reference=reference, **{**whole, **fields})  # type: ignore[arg-type]


def kinds(*lines: Checked, **more: object) -> list[str]:
    return [finding.kind for finding in check_list(lines, **more)]  # type: ignore[arg-type]


def test_whole_line_has_nothing_wrong() -> None:
    assert (
        kinds(
            line(
                rank=1,
                ballots=3,
                quorum=3,
                eligible=True,
                name_when_submitted="เทศบาลสมมุติ",
            )
        )
        == []
    )


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"withdrawn": True}, "withdrawn"),
        ({"eligible": False}, "not-eligible"),
        ({"recused_ballot_counted": True}, "recused-ballot"),
        ({"title_th": ""}, "no-thai-title"),
        ({"title_en": ""}, "no-english-title"),
        ({"summary_en": ""}, "no-english-summary"),
        ({"organisation_en": ""}, "no-english-name"),
        ({"name_when_submitted": "ชื่อเดิม"}, "name-changed"),
        ({"ballots": 2, "quorum": 3}, "few-ballots"),
    ],
)
def test_each_fault_is_found(fields: dict[str, object], kind: str) -> None:
    assert kinds(line(**fields)) == [kind]


def test_higher_prize_for_lower_rank_is_found_unless_a_reason_was_given() -> None:
    better, worse = (
        line("E-1", rank=1, level_order=3),
        line("E-2", rank=2, level_order=1),
    )
    assert kinds(better, worse) == ["against-order"]
    assert (
        kinds(better, line("E-2", rank=2, level_order=1, reason="ประโยชน์ต่อชุมชนกว้างกว่า"))
        == []
    )
    assert (
        kinds(better, line("E-2", rank=2, level_order=1, category_code="people")) == []
    )


def test_too_many_prizes_of_a_level_and_an_empty_category_are_found() -> None:
    names = {"energy": "Smart Energy", "people": "Smart People"}
    lines = [line("E-1"), line("E-2")]
    found = check_list(lines, {"good": 1}, names, levels={"good": "Good Prize"})
    assert [finding.kind for finding in found] == ["too-many", "no-winner"]
    assert "Good Prize" in found[0].text, "named as people know it, not by its code"
    assert "Smart Energy" in found[0].text
    assert "Smart People" in found[1].text


def test_same_title_under_two_references_is_found_but_not_one_entry_in_two_categories() -> (
    None
):
    assert kinds(line("E-1", title_th="ก"), line("E-2", title_th="ก")) == [
        "same-title",
        "same-title",
    ]
    assert (
        kinds(
            line("E-1", title_th="ก"), line("E-1", title_th="ก", category_code="people")
        )
        == []
    )


def test_grave_findings_come_first() -> None:
    assert kinds(line("E-1", title_en=""), line("E-2", withdrawn=True)) == [
        "withdrawn",
        "no-english-title",
    ]


def test_shared_prize_counts_once_and_is_never_alone() -> None:
    together = line("E-1", shared=True), line("E-2", shared=True)
    assert kinds(*together, prizes_per_category={"good": 1}) == []
    assert kinds(*together, line("E-3"), prizes_per_category={"good": 1}) == [
        "too-many"
    ]
    assert kinds(line("E-1", shared=True)) == ["shared-alone"]
