from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from validation import stats
from validation.claims import Choices, Frame, Numbers, Rankings, Selections
from validation.errors import ResponseError
from validation.questionnaire import Questionnaire
from validation.responses import Record, ResponseSet, Table, build_frame
from validation.responses.records import CHUNK, frame_of, records_of, texts_of
from validation.study import Study

Make = Callable[..., Study]
CELLS = {
    "id": ["a", "b", "c", "d", "e", "f"],
    "quality": ["7", "10", "(refused)", "(not applicable)", "", "1"],
    "bought": ["yes", "no", "don't know", "(no answer)", "", "yes"],
    "channel": ["search;ad", "friend", "(refused)", "(dont_know)", "", "ad"],
    "order": ["care;price", "(not_applicable)", "speed;price;care", "price", "", "care"],
    "age": ["20", "60.25", "(refused)", "34.5", "", "18"],
    "missed": ["Parking; “late”", "", "Öljy\u2028tie", "", "x", "(refused)"],
    "w": ["1.5", "2", "0.1", "1", "1", "3"],
    "s": ["N", "N", "N", "S", "S", "S"],
    "c": ["k1", "k2", "k3", "k4", "k5", "k5"],
    "N": ["60", "60", "60", "90", "90", "90"],
}


def test_records_hold_answers_by_their_stable_codes(
    questionnaire: Questionnaire, study: Make
) -> None:
    first, *_ = records_of(imported(questionnaire, study()), questionnaire)
    assert first == Record(
        "a",
        {
            "quality": "7",
            "bought": "yes",
            "channel": ["search", "ad"],
            "order": ["care", "price"],
            "age": 20.0,
            "missed": "Parking; “late”",
        },
        weight=1.5,
        stratum="N",
        clusters=("k1",),
        population=(60.0,),
    )


def test_five_kinds_of_missing_stay_apart_in_records(
    questionnaire: Questionnaire, study: Make
) -> None:
    records = [*records_of(imported(questionnaire, study()), questionnaire)]
    assert [record.answers["bought"] for record in records[1:5]] == [
        "no",
        "(dont_know)",
        "(no_answer)",
        "(not_shown)",
    ]
    assert records[2].answers["channel"] == "(refused)"
    assert records[1].answers["order"] == "(not_applicable)"
    assert records[4].answers["age"] == "(not_shown)"


def test_the_frame_comes_back_as_it_was(questionnaire: Questionnaire, study: Make) -> None:
    there = imported(questionnaire, study())
    here = frame_of(records_of(there, questionnaire), questionnaire, study())
    check_same(here, there.frame)
    assert texts_of(records_of(there, questionnaire), questionnaire) == there.texts


@pytest.mark.parametrize("size", [CHUNK - 1, CHUNK, 2 * CHUNK + 1])
def test_frames_longer_than_a_chunk_come_back(
    size: int, questionnaire: Questionnaire, study: Make
) -> None:
    cells = {"quality": [str(1 + at % 10) for at in range(size)], "age": ["(refused)"] * size}
    there = build_frame(Table.of("a.csv", cells), questionnaire, study())
    here = frame_of(records_of(there, questionnaire), questionnaire, study())
    check_same(here, there.frame)


def test_the_design_is_the_same(questionnaire: Questionnaire, study: Make) -> None:
    there = imported(questionnaire, study())
    here = frame_of(records_of(there, questionnaire), questionnaire, study())
    y = np.arange(6.0)
    assert_array_equal(here.design.weights, there.frame.design.weights)
    assert here.design.df == there.frame.design.df == 3  # 5 clusters in 2 strata
    assert stats.mean(here.design, y) == stats.mean(there.frame.design, y)


def test_a_simple_sample_is_corrected_for_the_audience_again(
    questionnaire: Questionnaire, study: Make
) -> None:
    plan = study({"sample": "probability", "size": 20})
    there = build_frame(Table.of("a.csv", {"quality": ["3", "5", "8"]}), questionnaire, plan)
    here = frame_of(records_of(there, questionnaire), questionnaire, plan)
    # R gives it by svymean(~y, svydesign(~1, fpc=rep(20, 3), data=data.frame(y=c(3,5,8))))
    assert stats.mean(here.design, [3, 5, 8]).se == pytest.approx(1.33956875316067, rel=1e-9)


def test_answers_of_two_files_are_put_together_and_gaps_were_not_shown(
    questionnaire: Questionnaire, study: Make
) -> None:
    old, new = Record("1", {"quality": "7"}), Record("2", {"age": 40.0, "missed": "Parking"})
    frame = frame_of([old] * CHUNK + [new], questionnaire, study())
    assert frame.n == CHUNK + 1
    assert frame.column("age").missing[[0, -1]].tolist() == [-1, 0]
    assert frame.column("quality").missing[[0, -1]].tolist() == [0, -1]
    assert frame.column("age_group").missing[[0, -1]].tolist() == [-1, 0]
    assert texts_of([old, new], questionnaire) == {"missed": ("", "Parking")}


def test_bands_that_stood_in_the_file_themselves_are_kept(
    questionnaire: Questionnaire, study: Make
) -> None:
    table = Table.of("a.csv", {"age_group": ["35+", "18-34", "(refused)"]})
    there = build_frame(table, questionnaire, study())
    here = frame_of(records_of(there, questionnaire), questionnaire, study())
    check_same(here, there.frame)


def test_bands_of_one_file_and_numbers_of_another_are_put_together(
    questionnaire: Questionnaire, study: Make
) -> None:
    records = [Record("1", {"age_group": "35+"}), Record("2", {"age": 20.0}), Record("3", {})]
    frame = frame_of(records, questionnaire, study())
    assert frame.column("age_group").missing.tolist() == [0, 0, -1]
    assert frame.column("age_group").counted(["35+"])[:2].tolist() == [1, 0]


def test_places_with_a_gap_keep_their_number(questionnaire: Questionnaire, study: Make) -> None:
    cells = {"order.price": ["1", "1"], "order.speed": ["0", "2"], "order.care": ["3", "0"]}
    there = build_frame(Table.of("a.csv", cells), questionnaire, study())
    records = [*records_of(there, questionnaire)]
    assert records[0].answers == {"order": ["price", None, "care"]}
    check_same(frame_of(records, questionnaire, study()), there.frame)


def test_a_nul_in_an_open_answer_is_dropped(questionnaire: Questionnaire, study: Make) -> None:
    there = build_frame(Table.of("a.csv", {"missed": ["a\x00b", "c"]}), questionnaire, study())
    assert [one.answers["missed"] for one in records_of(there, questionnaire)] == ["ab", "c"]


@pytest.mark.parametrize(
    ("item", "answer", "told"),
    [
        ("bought", "perhaps", "one of yes, no"),
        ("bought", ["yes"], "one of yes, no"),
        ("quality", 7.0, "one of 1, 2"),
        ("age", "old", "a number"),
        ("channel", "search", "a list of search, friend, ad"),
        ("order", ["luck"], "a list of price, speed, care"),
        ("age_group", "0-17", "one of 18-34, 35+"),
        ("shoe_size", 43.0, "an item of the questionnaire"),
    ],
)
def test_an_answer_that_the_questionnaire_does_not_know_is_named(
    item: str, answer: str | float | list[str | None], told: str, questionnaire: Questionnaire,
    study: Make,
) -> None:  # fmt: skip
    records = [Record("first", {"missed": ""}), Record("r7", {item: answer})]
    with pytest.raises(ResponseError, match=f"response r7.*{item}.*must be {told}"):
        frame_of(records, questionnaire, study())


@pytest.mark.parametrize(
    ("known", "name"),
    [
        (Record("b", {}, weight=1.0), "weight"),
        (Record("b", {}, stratum="N"), "stratum"),
        (Record("b", {}, clusters=("k",)), "cluster"),
        (Record("b", {}, population=(9.0,)), "population"),
    ],
)
def test_a_design_known_of_some_only_is_refused(
    known: Record, name: str, questionnaire: Questionnaire, study: Make
) -> None:
    for records in ([Record("a", {}), known], [known, Record("a", {})]):
        with pytest.raises(ResponseError, match=f"{name}: found it for 1 of 2"):
            frame_of(records, questionnaire, study())


def test_no_records_make_no_frame(questionnaire: Questionnaire, study: Make) -> None:
    with pytest.raises(ResponseError, match="found none"):
        frame_of([], questionnaire, study())


def test_records_of_part_of_a_set_have_the_keys_of_the_set(
    questionnaire: Questionnaire, study: Make
) -> None:
    there = replace(imported(questionnaire, study()), ids=(), source="f" * 64)
    assert keys(records_of(there, questionnaire)) == [f"{'f' * 16}-{row}" for row in range(2, 8)]


def imported(questionnaire: Questionnaire, plain: Study) -> ResponseSet:
    names = {"id": "id", "weight": "w", "strata": "s", "cluster": ["c"], "population": ["N"]}
    data = plain.data.model_validate(names)
    table = Table.of("answers.csv", CELLS)
    return build_frame(table, questionnaire, plain.model_copy(update={"data": data}))


def keys(records: Iterable[Record]) -> list[str]:
    return [record.key for record in records]


def check_same(here: Frame, there: Frame) -> None:
    assert [*here.columns] == [*there.columns]
    for name, column in there.columns.items():
        other = here.columns[name]
        assert type(other) is type(column)
        assert other.levels == column.levels
        assert other.limits == column.limits
        assert_array_equal(other.missing, column.missing)
        for part in parts(column):
            assert getattr(other, part).dtype == getattr(column, part).dtype
            assert_array_equal(getattr(other, part), getattr(column, part))
    assert_array_equal(here.design.weights, there.design.weights)


def parts(column: object) -> tuple[str, ...]:
    arrays: dict[type, tuple[str, ...]] = {
        Choices: ("codes",),
        Numbers: ("numbers",),
        Selections: ("chosen",),
        Rankings: ("ranks",),
    }
    return arrays[type(column)]


def test_the_time_of_a_response_is_among_its_paradata(
    questionnaire: Questionnaire, study: Make
) -> None:
    table = Table.of("answers.csv", {"quality": ["7", "8"], "took": ["412", ""]})
    responses = build_frame(table, questionnaire, study(duration="took"))
    records = records_of(responses, questionnaire)

    assert [record.paradata for record in records] == [{"duration": 412.0}, None]
