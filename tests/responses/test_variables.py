import pytest

from validation.questionnaire import Questionnaire
from validation.responses.variables import Variable, variables_of


@pytest.mark.parametrize(
    "column",
    ["channel.ad", "channel[ad]", "channel/ad", "channel_ad", "CHANNEL.AD", "channel.Ads, paid"],
)
def test_an_option_is_found_in_every_usual_spelling(
    column: str, questionnaire: Questionnaire
) -> None:
    assert variables_of(questionnaire).find(column) == Variable("channel", "ad")


@pytest.mark.parametrize("column", ["quality", " Quality ", "QUALITY"])
def test_an_item_is_found_by_its_id(column: str, questionnaire: Questionnaire) -> None:
    assert variables_of(questionnaire).find(column) == Variable("quality")


@pytest.mark.parametrize("column", ["", "qual", "channel.radio", "bought.yes"])
def test_other_names_are_unknown(column: str, questionnaire: Questionnaire) -> None:
    assert variables_of(questionnaire).find(column) is None


def test_an_option_written_with_blanks_is_found_as_an_id() -> None:
    content = {
        "study": "s", "title": "T", "languages": ["en"], "seed": 1, "minutes": 1,
        "sections": [{"id": "g", "title": "G", "items": [
            {"id": "met", "type": "multi", "text": "?", "choices": [
                {"code": "Search engine", "label": "Search engine"},
                {"code": "Friend", "label": "Friend"}]}]}],
    }  # fmt: skip
    variables = variables_of(Questionnaire.model_validate(content))
    assert variables.find("met.search_engine") == Variable("met", "Search engine")


def test_the_names_are_those_of_the_codebook(questionnaire: Questionnaire) -> None:
    names = variables_of(questionnaire).names()
    assert {"quality", "channel.search", "order.price", "age_group"} <= set(names)
