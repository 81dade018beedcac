"""Responses as columns: each variable of the codebook, its kinds of missing, the weights."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from validation.claims import Choices
from validation.questionnaire import Questionnaire
from validation.rendering import wording
from validation.responses import Table, build_frame, frame_of, records_of
from validation.responses.exports import CHUNK, Aside, Export, build_export, lay_answers
from validation.study import Study
from validation.weighting import weigh

Make = Callable[..., Study]
Cells = dict[str, list[str]]
TEXTS = wording("codebook", "en").texts
CELLS: Cells = {
    "id": ["a", "b", "c", "d"],
    "quality": ["7", "10", "(refused)", ""],
    "bought": ["yes", "no", "don't know", "(no answer)"],
    "channel": ["search;ad", "friend", "(refused)", "ad"],
    "order": ["care;price", "(not_applicable)", "speed;price;care", "price"],
    "age": ["20", "60.25", "(refused)", "34"],
    "missed": ["Parking", "", "=1+1", "x"],
    "w": ["1.5", "2", "0.1", "3"],
    "s": ["N", "N", "S", "S"],
    "c": ["Firm A", "Firm B", "Firm C", "Firm D"],
    "N": ["60", "60", "90", "90"],
}
DESIGN = {"weight": "w", "strata": "s", "cluster": ["c"], "population": ["N"]}


def test_every_variable_of_the_codebook_is_a_column(
    questionnaire: Questionnaire, study: Make
) -> None:
    export = exported(questionnaire, study(id="id", **DESIGN), CELLS)
    first, second, third, fourth = (
        dict(zip(export.header(), row, strict=True)) for row in export.rows()
    )
    assert first == {
        "response": "a",
        "quality": 7, "bought": "yes",
        "channel.search": 1, "channel.friend": 0, "channel.ad": 1,
        "order.price": 2, "order.speed": 0, "order.care": 1,
        "age": 20, "missed": "Parking", "age_group": "18-34",
        "stratum": "N", "cluster": 1, "population": 60, "weight_base": 1.5, "weight": 1.5,
    }  # fmt: skip
    assert (second["age"], second["age_group"], second["missed"]) == (60.25, "35+", "")
    assert third["channel.ad"] == third["quality"] == third["age_group"] == "(refused)"
    assert (third["bought"], second["order.care"]) == ("(dont_know)", "(not_applicable)")
    assert (fourth["bought"], fourth["quality"]) == ("(no_answer)", "(not_shown)")


def test_rating_is_a_number_and_a_choice_a_text() -> None:
    codes = np.array([0, 1, -1], dtype=np.int16)
    assert lay_answers(Choices(codes, ("1", "2"), (1.0, 2.0))) == [[1, 2, "(not_shown)"]]
    assert lay_answers(Choices(codes, ("1", "2"))) == [["1", "2", "(not_shown)"]]


def test_columns_follow_the_order_of_asking(questionnaire: Questionnaire, study: Make) -> None:
    names = exported(questionnaire, study(), {"missed": ["x"], "age": ["40"], "quality": ["1"]})
    assert names.header() == (
        "response", "quality", "age", "missed", "age_group", "weight_base", "weight",
    )  # fmt: skip


def test_item_that_was_not_in_the_file_has_no_column_and_no_meaning(
    questionnaire: Questionnaire, study: Make
) -> None:
    export = exported(questionnaire, study(), {"quality": ["3", "4"]})
    assert export.header() == ("response", "quality", "weight_base", "weight")
    items = {row[1] for row in export.codebook(TEXTS, minimum=10)}
    assert items == {"item", "quality", ""}


def test_weight_before_and_after_the_margins_are_both_there(
    questionnaire: Questionnaire, study: Make
) -> None:
    plan = study({"margins": {"bought": {"yes": 0.75, "no": 0.25}}}, weight="w")
    cells = {"bought": ["yes", "no", "no", "yes"], "w": ["1", "1", "2", "2"]}
    rows = [*by_name(exported(questionnaire, plan, cells))]
    assert [row["weight_base"] for row in rows] == [1, 1, 2, 2]
    # the sum stays 6: "yes" 0.75 * 6 = 4.5 over 1 and 2, "no" 0.25 * 6 = 1.5 over 1 and 2
    assert [row["weight"] for row in rows] == pytest.approx([1.5, 0.5, 1, 3])


def test_cluster_is_numbered_so_that_no_company_is_named(
    questionnaire: Questionnaire, study: Make
) -> None:
    cells = {"quality": ["1", "2", "3"], "firm": ["Oy A", "Oy B", "Oy A"], "who": ["x", "y", "z"]}
    export = exported(questionnaire, study(cluster=["firm", "who"]), cells)
    rows = [(row["cluster_1"], row["cluster_2"]) for row in by_name(export)]
    assert rows == [(1, 1), (2, 2), (1, 3)]


def test_item_with_the_name_of_our_column_keeps_it(
    questionnaire: Questionnaire, study: Make
) -> None:
    content = questionnaire.model_dump_json().replace('"id":"quality"', '"id":"Weight"')
    asked = Questionnaire.model_validate_json(content)
    export = exported(asked, study(), {"Weight": ["5", "6"]})
    assert export.header() == ("response", "Weight", "weight_base", "todenna.weight")


@pytest.mark.parametrize("size", [CHUNK - 1, CHUNK, 2 * CHUNK + 1])
def test_no_row_is_lost_between_chunks(
    size: int, questionnaire: Questionnaire, study: Make
) -> None:
    cells = {
        "id": [f"r{at}" for at in range(size)],
        "age": [str(20 + at % 9) for at in range(size)],
    }
    rows = [*by_name(exported(questionnaire, study(id="id"), cells))]
    assert [(row["response"], row["age"]) for row in rows] == [
        (f"r{at}", 20 + at % 9) for at in range(size)
    ]


def test_codebook_explains_columns_codes_and_missing_in_every_language(
    questionnaire: Questionnaire, study: Make
) -> None:
    header, *rows = exported(questionnaire, study(id="id", **DESIGN), CELLS).codebook(
        TEXTS, minimum=10
    )
    assert header == ("variable", "item", "kind", "code", "label_en", "label_fi")
    assert ("bought", "bought", "choice", "yes", "Yes", "Kyllä") in rows
    assert ("channel.ad", "channel", "selected", "ad", "Ads, paid", "Ads, paid") in rows
    assert ("*", "", "missing", "(refused)", "Refused", "Ei halunnut vastata") in rows
    assert ("weight", "", "weight", "", "Weight to analyse with", "Analyysipaino") in rows
    kinds = [row[2] for row in rows]
    assert {"stratum", "cluster", "population", "weight_base", "response"} <= {*kinds}
    assert kinds[-3:] == ["note"] * 3


def test_codebook_says_what_is_not_for_publication(
    questionnaire: Questionnaire, study: Make
) -> None:
    *_, note, _ = exported(questionnaire, study(), {"age": ["30"]}).codebook(TEXTS, minimum=7)
    assert "fewer than 7 respondents are not for publication" in note[4]
    assert "alle 7 vastaajaa, ei saa julkaista" in note[5]


def test_every_column_of_the_file_is_in_the_codebook(
    questionnaire: Questionnaire, study: Make
) -> None:
    export = exported(questionnaire, study(id="id", **DESIGN), CELLS)
    assert {*export.header()} <= {row[0] for row in export.codebook(TEXTS, minimum=10)}


def test_column_that_is_read_again_is_the_same(questionnaire: Questionnaire, study: Make) -> None:
    export = exported(questionnaire, study(id="id", **DESIGN), CELLS)
    there = build_frame(Table.of("a.csv", CELLS), questionnaire, study(id="id", **DESIGN))
    cells = {
        name: [str(cell) for cell in column]
        for name, column in zip(export.header(), zip(*export.rows(), strict=True), strict=True)
    }
    data = study(
        id="response",
        weight="weight_base",
        strata="stratum",
        cluster=["cluster"],
        population=["population"],
    )
    here = build_frame(Table.of("respondents.csv", cells), questionnaire, data)
    assert here.keys() == there.keys()
    assert here.texts == there.texts
    for name, column in there.frame.columns.items():
        again = here.frame.columns[name]
        assert type(again) is type(column)
        for part in type(column).__dataclass_fields__:  # type: ignore[attr-defined] # all are
            assert_array_equal(getattr(again, part), getattr(column, part))
    assert here.frame.design.df == there.frame.design.df == 2
    y = np.arange(8.0).reshape(4, 2)
    assert_array_equal(here.frame.design.covariance(y), there.frame.design.covariance(y))


def exported(questionnaire: Questionnaire, study: Study, cells: Cells) -> Export:
    there = build_frame(Table.of("answers.csv", cells), questionnaire, study)
    aside = Aside.of(questionnaire)
    frame = frame_of(aside.noted(records_of(there, questionnaire)), questionnaire, study)
    weighted, _ = weigh(frame, study.audience.margins)
    return build_export(questionnaire, weighted, frame.design.weights, aside)


def by_name(export: Export) -> Iterator[dict[str, Any]]:
    names = export.header()
    return (dict(zip(names, row, strict=True)) for row in export.rows())
