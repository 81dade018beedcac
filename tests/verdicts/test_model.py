from typing import get_args

import pytest
from pydantic import ValidationError

from validation.claims import EffectName
from validation.verdicts import Verdict
from validation.verdicts.model import SYMBOLS, Effect, Figures, Shortage


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


def test_every_effect_size_has_its_own_symbol() -> None:
    assert set(SYMBOLS) == set(get_args(EffectName))
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)


def test_an_effect_is_kept_without_its_symbol() -> None:
    effect = Effect(name="cohen_d", value=0.4, ci_low=0.1, ci_high=None, magnitude="small")
    assert effect.symbol == "d"
    assert Effect.model_validate_json(effect.model_dump_json()) == effect
    assert "symbol" not in effect.model_dump()
