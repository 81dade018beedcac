from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from validation.claims import Choices, Frame, Missing, Numbers, Rankings, from_pandas, to_pandas
from validation.stats import Design

Make = Callable[..., Any]


def test_choices_and_ratings_come_back_as_they_went(rated: Make, framed: Make) -> None:
    named = Choices(np.array([0, 1, -4, -1], np.int16), ("no", "yes"))
    frame = framed({"quality": rated([1, 3, None, 2], 1, 3), "answer": named})
    back = from_pandas(to_pandas(frame), frame.design)
    for item, column in frame.columns.items():
        found = back.column(item)
        assert isinstance(found, Choices)
        assert found.levels == column.levels
        assert found.codes.tolist() == column.codes.tolist()
        assert found.scores == column.scores


def test_kinds_of_missing_are_categories_of_their_own() -> None:
    answers = Choices(np.array([0, -1, -2, -3, -4, -5], np.int16), ("yes",))
    table = to_pandas(Frame({"q": answers}, Design(6)))
    assert list(table["q"]) == [
        "yes",
        "(not shown)",
        "(no answer)",
        "(dont know)",
        "(refused)",
        "(not applicable)",
    ]


def test_several_choices_have_a_column_an_option(ticked: Make, framed: Make) -> None:
    frame = framed({"channel": ticked(["a", "ab"], ["a", "b"])})
    table = to_pandas(frame)
    assert list(table.columns) == ["channel.a", "channel.b"]
    assert list(table["channel.b"]) == ["0", "1"]


def test_an_order_has_the_places() -> None:
    ranks = Rankings(np.array([[1, 2], [0, 1]], np.int8), ("a", "b"), np.zeros(2, np.int16))
    table = to_pandas(Frame({"q": ranks}, Design(2)))
    assert list(table["q.a"]) == ["1", "0"]
    assert list(table["q.b"]) == ["2", "1"]


def test_numbers_stay_numbers() -> None:
    hours = Numbers(np.array([2.0, np.nan]), np.array([0, -3], np.int16))
    table = to_pandas(Frame({"hours": hours}, Design(2)))
    assert table["hours"].tolist() == pytest.approx([2.0, np.nan], nan_ok=True)


def test_a_table_of_a_person_is_read_with_its_categories() -> None:
    ratings = pd.Categorical([8, 10, np.nan], categories=range(1, 11))
    table = pd.DataFrame({"quality": ratings, "channel": ["shop", None, "web"]})
    frame = from_pandas(table)
    quality, channel = frame.column("quality"), frame.column("channel")
    assert quality.values().tolist() == pytest.approx([8, 10, np.nan], nan_ok=True)
    assert quality.limits == (1, 10)
    assert channel.levels == ("shop", "web")
    assert channel.missing.tolist() == [0, Missing.NOT_SHOWN, 0]
    assert frame.design.n == 3


def test_categories_named_by_numbers_without_an_order_are_choices() -> None:
    table = pd.DataFrame({"region": pd.Categorical(["1", "2"])})
    assert np.isnan(from_pandas(table).column("region").values()).all()
