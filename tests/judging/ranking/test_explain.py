"""Sentences for lay people, in both languages."""

import re

import numpy as np
import pytest

from judging.ranking import Ballot, Rules, explain, ranking_document
from judging.ranking.wording import TEXTS

from .boards import CRITERIA, award, grid


@pytest.fixture(scope="module")
def document():
    return ranking_document(award(), Rules(weights=CRITERIA, places=5))


def test_every_sentence_exists_in_both_languages_with_the_same_blanks():
    for code, texts in TEXTS.items():
        blanks = [
            set(re.findall(r"{(\w+)}", texts[language])) for language in ("th", "en")
        ]
        assert blanks[0] == blanks[1], code
        assert re.search("[ก-๛]", texts["th"]), code


def test_severe_judge_in_words():
    judge = {"judge": "j3", "severity": -0.8, "scale": 1.0, "shared": 5}
    assert explain.judge_sentences(judge, "en", 1, name="Judge 3") == [
        "Judge 3 gave 0.8 less than colleagues on the same entries, so 0.8 is added."
    ]
    assert (
        "ปรับเพิ่ม 0.8" in explain.judge_sentences(judge, "th", 1, name="กรรมการคนที่ 3")[0]
    )


def test_lenient_wide_judge_in_words():
    judge = {"judge": "j3", "severity": 1.25, "scale": 1.2, "shared": 5}
    one, two = explain.judge_sentences(judge, "en")
    assert "1.25 more" in one
    assert "vary 20 % more" in two


def test_judge_without_a_shared_entry_is_told_so():
    judge = {"judge": "j3", "severity": 0.0, "scale": 1.0, "shared": 0}
    assert "raw scores are used" in explain.judge_sentences(judge, "en")[0]


def test_printed_table_adds_up_in_print(document):
    for row in document["entries"]:
        for step in explain.printed_steps(row, 2):
            assert step.given + step.adjustment == step.counted
        average = (
            sum(step.counted for step in explain.printed_steps(row, 3))
            / row["n_judges"]
        )
        assert abs(float(average) - row["adjusted"]) <= 0.0005 + 1e-9


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_piece_of_a_document_can_be_said(document, language):
    said = [
        text
        for row in document["entries"]
        for text in explain.entry_sentences(row, language)
    ]
    said += [
        text
        for row in document["judges"]
        for text in explain.judge_sentences(row, language)
    ]
    said += [
        text
        for tie in document["ties"]
        for text in explain.tie_sentences(tie, language)
    ]
    said.append(explain.agreement_sentence(document["agreement"]["icck"], language))
    assert len(said) > 100
    assert not [text for text in said if "{" in text or "None" in text]


def test_entry_in_words_goes_from_raw_to_adjusted_to_rank():
    row = {
        "n_judges": 3,
        "raw": 6.95,
        "adjusted": 7.33,
        "rank": 1,
        "rank_low": 1,
        "rank_high": 4,
        "decided": False,
    }
    assert explain.entry_sentences(row, "en") == [
        "The average of 3 ballots is 6.95. Adjusting for strictness adds 0.38: 7.33.",
        "Rank 1; with 90 % certainty between 1 and 4.",
        "It is too close to call whether this entry wins.",
    ]


def test_where_every_entry_wins_it_is_no_question_whether_one_does():
    row = {
        "n_judges": 1,
        "raw": 6.95,
        "adjusted": 6.95,
        "rank": 1,
        "rank_low": 1,
        "rank_high": 2,
        "decided": True,
    }
    said = " ".join(explain.entry_sentences(row, "en", every_wins=True))
    assert "The average of 1 ballot is 6.95." in said
    assert "There is a prize for every entry in its category." in said
    assert "clear whether" not in said
    assert "clear whether" in " ".join(explain.entry_sentences(row, "en"))


@pytest.mark.parametrize("language", ["th", "en"])
def test_ties_and_notes_are_said(language):
    board = grid([[5, 4], [4, 5], [1, 1]])
    for rules in (Rules(), Rules(chair=(("A", "B"),))):
        document = ranking_document(board, rules)
        assert all(explain.tie_sentences(tie, language) for tie in document["ties"])
    for scores in (
        [[3], [5]],
        [[5, 5], [5, 5]],
        [[1, 2, None, None], [None, None, 3, 4]],
    ):
        notes = ranking_document(grid(scores))["notes"]
        assert all(explain.note_sentence(note, language) for note in notes)
        assert notes


@pytest.mark.parametrize(
    ("icck", "word"),
    [
        (None, "cannot show"),
        (-0.2, "poorly"),
        (0.6, "moderately"),
        (0.8, "well"),
        (0.95, "very well"),
    ],
)
def test_agreement_in_words(icck, word):
    assert word in explain.agreement_sentence(icck, "en")


def test_rounding_is_half_up_and_never_minus_zero():
    assert str(explain.rounded(2.675, 2)) == "2.68"
    assert str(explain.rounded(-0.001, 2)) == "0.00"


def test_judge_who_counts_less_or_more_reads_so_in_both_languages():
    judge = {
        "judge": "j3",
        "severity": 0.0,
        "scale": 1.0,
        "shared": 5,
        "calibrating": 2,
    }
    less = explain.judge_sentences({**judge, "weight": 0.6}, "en")
    assert "counts 0.60 times" in less[1]
    assert less[2].startswith("2 ballots of entries")
    more = explain.judge_sentences({**judge, "weight": 1.25}, "th")
    assert "1.25 เท่า" in more[1]
    assert (
        len(explain.judge_sentences({**judge, "weight": 1.0, "calibrating": 0}, "en"))
        == 1
    )


def test_printed_table_times_weight_gives_the_printed_average():
    """Whoever has a calculator gets the adjusted score from what is printed."""
    rng = np.random.Generator(np.random.PCG64(3))
    ballots = [
        Ballot(f"j{judge}", f"e{entry:02}", total=5 + quality + noise * rng.normal())
        for entry, quality in enumerate(rng.normal(size=40).tolist())
        for judge, noise in enumerate((0.3, 0.5, 1.0, 2.0))
    ]
    document = ranking_document(ballots, Rules(draws=100, version="2.0"))
    weighed = [row for row in document["entries"] if row["weighed"]]
    assert len(weighed) > 5
    for row in weighed:
        steps = explain.printed_steps(row, 4)
        assert all(one.given + one.adjustment == one.counted for one in steps)
        whole = sum(one.weight for one in steps)
        average = sum(one.counted * one.weight for one in steps) / whole
        assert float(average) == pytest.approx(row["adjusted"], abs=6e-5)
        assert "weighing" in explain.entry_sentences(row, "en")[0]


def test_method_is_told_as_it_was_locked():
    assert "each category by itself" in explain.method_sentence("1.1", "en")
    assert "all categories together" in explain.method_sentence("2.0", "en")
    assert "ถ่วงน้ำหนัก" in explain.method_sentence("2.0", "th")
