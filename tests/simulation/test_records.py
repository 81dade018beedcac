from collections.abc import Callable

import numpy as np
import pytest

from validation.questionnaire import Questionnaire
from validation.responses import build_frame
from validation.simulation import Population, Sampling, as_answers, as_table, draw
from validation.study import Study


def test_a_file_of_invented_answers_is_read_as_it_was_made(
    people: Population, questionnaire: Questionnaire, study_of: Callable[..., Study]
) -> None:
    frame = draw(people, Sampling(60, kish=1.5), np.random.default_rng(3))
    study = study_of(data={"id": "response", "weight": "weight"})

    read = build_frame(as_table(frame, questionnaire), questionnaire, study)

    assert read.ids[:2] == ("r1", "r2")
    assert read.frame.design.weights == pytest.approx(frame.design.weights)
    for item in ("quality", "age"):
        assert np.array_equal(read.frame.column(item).values(), frame.column(item).values())
    for item in ("channel", "met", "liked", "ages", "advice"):
        for level in frame.column(item).levels:
            expected = frame.column(item).counted([level])
            found = read.frame.column(item).counted([level])
            assert np.array_equal(found, expected, equal_nan=True), (item, level)


def test_invented_answers_are_written_as_records_hold_them(
    people: Population, questionnaire: Questionnaire
) -> None:
    frame = draw(people, Sampling(300), np.random.default_rng(3))

    answers = list(as_answers(frame, questionnaire))

    assert len(answers) == 300
    assert [*answers[0]] == [item.id for item in questionnaire.items()]
    assert {one["advice"] == "(not_shown)" for one in answers if one["channel"] != "shop"} == {True}
    assert {str(one["advice"]) for one in answers if one["channel"] == "shop"} == set("12345")
    assert {one["words"] for one in answers} == {"(no_answer)"}
    first = [answers[0][name] for name in ("quality", "met", "liked", "age")]
    assert [type(one) for one in first] == [str, list, list, float]
