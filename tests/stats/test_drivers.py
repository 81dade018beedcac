import numpy as np
import pandas as pd
import pytest

from validation.errors import StatisticsError
from validation.stats.design import Design
from validation.stats.drivers import build_model


def test_levels_become_columns_but_for_the_reference() -> None:
    shop = ["web", "shop", "phone", "web", "shop", "web"]
    model = build_model(Design(6), [1, 2, 3, 4, 5, 7], {"shop": shop}, {"shop": "web"}, None)
    assert model.names == ("intercept", "shop: phone", "shop: shop")
    assert model.matrix[:, 1].tolist() == [0, 0, 1, 0, 0, 0]
    assert model.matrix[:, 2].tolist() == [0, 1, 0, 0, 1, 0]
    assert model.places(model.terms[0]).tolist() == [1, 2]


def test_numbers_with_a_reference_are_levels_and_negative_codes_no_answer() -> None:
    codes = [0, 1, 2, 0, 1, -1]
    model = build_model(Design(6), [1, 2, 3, 4, 5, 7], {"stage": codes}, {"stage": 1}, None)
    assert model.names == ("intercept", "stage: 0", "stage: 2")
    assert model.inside.tolist() == [True] * 5 + [False]
    assert model.n_missing == 1


def test_a_data_frame_has_its_names_and_kinds() -> None:
    table = pd.DataFrame(
        {
            "age": [31.0, 44.0, np.nan, 25.0, 60, 52],
            "shop": ["web", "shop", "web", None, "web", "shop"],
        }
    )
    model = build_model(Design(6), [1, 2, 3, 4, 5, 6], table, {}, None)
    assert [term.name for term in model.terms] == ["age", "shop"]
    assert model.inside.tolist() == [True, True, False, False, True, True]


def test_truth_values_are_numbers() -> None:
    met = [True, False, True, False]
    model = build_model(Design(4), [1, 2, 3, 4], {"met": met}, {}, None)
    assert model.names == ("intercept", "met")
    assert model.matrix[:, 1].tolist() == [1, 0, 1, 0]


def test_rows_outside_have_no_influence() -> None:
    model = build_model(
        Design(5), [1, 2, 3, 4, 5], {"a": [1, 2, 1, 3, 9]}, {}, [True] * 4 + [False]
    )
    assert model.spread(np.ones(4)).tolist() == [1, 1, 1, 1, 0]


def test_nobody_who_answered_everything_is_said() -> None:
    with pytest.raises(StatisticsError, match="nobody who answered in the domain"):
        build_model(Design(2), [1, np.nan], {"a": [np.nan, 2]}, {}, None)
