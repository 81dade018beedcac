from collections.abc import Callable

import pytest

from validation.errors import ResponseError
from validation.questionnaire import Questionnaire
from validation.responses.mapping import map_columns, near
from validation.study import Study

Make = Callable[..., Study]


def test_a_column_is_found_by_the_study_file_and_else_by_its_own_name(
    questionnaire: Questionnaire, study: Make
) -> None:
    data = study(columns={"PERQ1": "quality"}).data
    mapping = map_columns(["PERQ1", "age"], data, questionnaire)
    assert mapping.sources["quality"].columns == ("PERQ1",)
    assert mapping.sources["age"].columns == ("age",)


def test_a_column_of_the_study_file_takes_the_place_of_the_items_own(
    questionnaire: Questionnaire, study: Make
) -> None:
    data = study(columns={"PERQ1": "quality"}).data
    mapping = map_columns(["quality", "PERQ1"], data, questionnaire)
    assert mapping.sources["quality"].columns == ("PERQ1",)
    assert mapping.unused == ("quality",)


def test_a_multiple_choice_may_have_a_column_an_option(
    questionnaire: Questionnaire, study: Make
) -> None:
    data = study(columns={"Q5": "channel.ad"}).data
    mapping = map_columns(["channel[search]", "Q5", "channel_friend"], data, questionnaire)
    assert mapping.sources["channel"].options == ("search", "ad", "friend")
    assert mapping.sources["channel"].columns == ("channel[search]", "Q5", "channel_friend")


def test_columns_of_options_are_preferred_to_one_for_all(
    questionnaire: Questionnaire, study: Make
) -> None:
    columns = ["channel", "channel/search", "channel/friend", "channel/ad"]
    mapping = map_columns(columns, study().data, questionnaire)
    assert mapping.sources["channel"].columns == tuple(columns[1:])
    assert mapping.unused == ("channel",)


def test_an_option_without_a_column_is_a_problem(questionnaire: Questionnaire, study: Make) -> None:
    with pytest.raises(ResponseError, match=r"columns for 2 of 3 options.*Without a column: ad"):
        map_columns(["channel.search", "channel.friend"], study().data, questionnaire)


def test_all_columns_that_are_not_in_the_file_are_told_with_what_was_meant(
    questionnaire: Questionnaire, study: Make
) -> None:
    data = study(columns={"PERQ": "quality"}, weight="wgt", cluster=["company"]).data
    with pytest.raises(ResponseError) as caught:
        map_columns(["PERQ1", "wgt_", "age"], data, questionnaire)
    told = [str(problem) for problem in caught.value.problems]
    assert told[0].startswith("data.columns.PERQ: found PERQ, must be a column of the file.")
    assert "Did you mean PERQ1?" in told[0]
    assert any("data.weight: found wgt" in one and "wgt_" in one for one in told)
    assert any("data.cluster company: found company" in one for one in told)


def test_an_item_that_the_study_does_not_have_is_told_with_what_was_meant(
    questionnaire: Questionnaire, study: Make
) -> None:
    with pytest.raises(ResponseError, match=r"found qualty, .*Did you mean quality\?"):
        map_columns(["Q1"], study(columns={"Q1": "qualty"}).data, questionnaire)


def test_an_item_cannot_have_two_columns(questionnaire: Questionnaire, study: Make) -> None:
    data = study(columns={"Q1": "quality", "Q2": "quality"}).data
    with pytest.raises(ResponseError, match="quality: found 2 columns: Q1, Q2"):
        map_columns(["Q1", "Q2"], data, questionnaire)


def test_two_known_columns_of_two_hundred_are_used_and_one_note_tells_of_the_rest(
    questionnaire: Questionnaire, study: Make
) -> None:
    columns = ["quality", "age", *(f"X{at}" for at in range(198))]
    mapping = map_columns(columns, study().data, questionnaire)
    assert mapping.columns == ("quality", "age")
    unused, absent = mapping.notes
    assert "198 (X0, X1, X2, X3, X4, X5, X6, X7 … and 190 more)" in unused
    assert "{X0: item}" in unused
    assert "bought, channel, order" in absent


def test_a_file_without_any_known_column_is_an_error(
    questionnaire: Questionnaire, study: Make
) -> None:
    with pytest.raises(ResponseError, match=r"none of them known: V1, V2.*\{V1: quality\}"):
        map_columns(["V1", "V2"], study().data, questionnaire)


def test_the_columns_of_the_design_are_used_and_are_no_answers(
    questionnaire: Questionnaire, study: Make
) -> None:
    data = study(id="id", wave="year", weight="w", strata="region", cluster=["firm"]).data
    mapping = map_columns(["quality", "id", "year", "w", "region", "firm"], data, questionnaire)
    assert [*mapping.sources] == ["quality"]
    assert mapping.columns == ("quality", "id", "year", "w", "region", "firm")
    assert mapping.unused == ()


def test_bands_are_read_from_the_file_only_where_their_number_is_not(
    questionnaire: Questionnaire, study: Make
) -> None:
    alone = map_columns(["age_group", "quality"], study().data, questionnaire)
    both = map_columns(["age_group", "age", "quality"], study().data, questionnaire)
    assert alone.sources["age_group"].item_type == "bands"
    assert "age_group" not in both.sources


def test_a_near_name_is_found_without_regard_to_case() -> None:
    assert near("Respondent", ["RESPONDENT_ID", "x"]) == "Did you mean RESPONDENT_ID?"
    assert near("weight", ["x", "y"]) == ""
