from collections.abc import Callable

from validation.claims import Missing
from validation.questionnaire import Questionnaire
from validation.responses.answers import AnswerSet, answered, derived_answers, read_answers
from validation.responses.mapping import ColumnMapping, map_columns
from validation.responses.table import Table
from validation.study import Study

Make = Callable[..., Study]


def read(
    cells: dict[str, list[str]], questionnaire: Questionnaire, study: Study
) -> tuple[AnswerSet, ColumnMapping]:
    table = Table.of("answers.csv", cells)
    mapping = map_columns(table.columns, study.data, questionnaire)
    positions = table.rows.astype("intp") - 2
    return read_answers(table, mapping, questionnaire, study.data, positions), mapping


def test_each_item_is_read_in_its_own_way(questionnaire: Questionnaire, study: Make) -> None:
    cells = {
        "quality": ["7"],
        "bought": ["En osaa sanoa"],
        "channel": ["ad"],
        "order.price": ["2"],
        "order.care": ["3"],
        "order.speed": ["1"],
        "age": ["40"],
        "missed": ["Parking"],
    }
    found, _ = read(cells, questionnaire, study())
    assert found.misfits == []
    assert found.texts == {"missed": ("Parking",)}
    assert found.answers["quality"].column.values().tolist() == [7]
    assert found.answers["bought"].column.missing.tolist() == [Missing.DONT_KNOW]
    assert found.answers["channel"].column.counted(["ad"]).tolist() == [1]
    # The columns stand in another order than the options of the item.
    assert found.answers["order"].column.counted(["speed"]).tolist() == [1]


def test_a_no_answer_is_understood_only_where_the_item_offers_it(
    questionnaire: Questionnaire, study: Make
) -> None:
    found, _ = read({"quality": ["Don't know"], "bought": ["Don't know"]}, questionnaire, study())
    assert [misfit.column for misfit in found.misfits] == ["quality"]


def test_bands_are_made_of_the_numbers_that_there_are(
    questionnaire: Questionnaire, study: Make
) -> None:
    found, _ = read({"age": ["20", "60"]}, questionnaire, study())
    columns = {name: one.column for name, one in found.answers.items()}
    derived = derived_answers(columns, questionnaire)
    assert derived["age_group"].column.counted(["18-34"]).tolist() == [1, 0]
    assert derived_answers({}, questionnaire) == {}


def test_background_and_own_words_are_answers_too(
    questionnaire: Questionnaire, study: Make
) -> None:
    cells = {"quality": ["", "", "7"], "age": ["40", "", ""], "missed": ["", "Parking", ""]}
    found, mapping = read(cells, questionnaire, study())
    assert answered(found, mapping, 3).tolist() == [True, True, True]


def test_whoever_left_everything_empty_answered_nothing(
    questionnaire: Questionnaire, study: Make
) -> None:
    found, mapping = read({"quality": ["", "7"], "age": ["", "40"]}, questionnaire, study())
    assert answered(found, mapping, 2).tolist() == [False, True]


def test_a_file_of_background_alone_is_judged_by_it(
    questionnaire: Questionnaire, study: Make
) -> None:
    found, mapping = read({"age": ["40", ""]}, questionnaire, study())
    assert answered(found, mapping, 2).tolist() == [True, False]
