import pytest
from pydantic import ValidationError

from validation.verdicts import Verdict
from validation.verdicts.model import Figures, Shortage


def test_verdicts_are_written_as_people_say_them() -> None:
    assert [str(one) for one in Verdict] == [
        "supported",
        "refuted",
        "inconclusive",
        "too few answers",
    ]


def test_figures_keep_nulls_where_there_are_no_numbers() -> None:
    lacks = (Shortage(group="all", what="answers", found=0, must=1),)
    figures = Figures(verdict=Verdict.TOO_FEW, shortages=lacks)
    written = figures.model_dump_json()
    assert '"estimate":null' in written
    assert Figures.model_validate_json(written) == figures


def test_figures_are_frozen_and_know_their_keys() -> None:
    with pytest.raises(ValidationError):
        Figures.model_validate({"verdict": "supported", "mean": 3})
