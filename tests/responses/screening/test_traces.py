import numpy as np
import pytest

from validation.responses import Paradata, Traces

FULL: Paradata = {"seconds": {"use": 9.5, "buy": 3}, "honeypot": True, "pattern": 4}


def test_paradata_become_columns() -> None:
    traces = Traces.of([FULL, {"duration": 60.0}], ["fi", None], sections=["use", "buy"])

    assert traces.seconds["use"] == pytest.approx([9.5, np.nan], nan_ok=True)
    assert traces.seconds["buy"] == pytest.approx([3.0, np.nan], nan_ok=True)
    assert traces.duration == pytest.approx([np.nan, 60.0], nan_ok=True)
    assert traces.honeypot == pytest.approx([1.0, np.nan], nan_ok=True)
    assert traces.pattern == pytest.approx([4.0, np.nan], nan_ok=True)
    assert traces.languages == ("fi", None)


def test_where_pages_were_timed_and_nothing_is_said_the_hidden_field_was_empty() -> None:
    traces = Traces.of([{"seconds": {"use": 9.5}}, {"duration": 60.0}])

    assert traces.honeypot == pytest.approx([0.0, np.nan], nan_ok=True)


def test_a_response_without_paradata_is_known_by_nothing() -> None:
    traces = Traces.of([None, {}], sections=["use"])

    assert np.isnan([traces.seconds["use"], traces.duration, traces.honeypot]).all()
    assert traces.languages == (None, None)


def test_parts_are_joined_in_their_order() -> None:
    parts = [Traces.of([FULL], ["fi"], sections=["use"]), Traces.of([{}], ["en"], sections=["use"])]
    traces = Traces.joined(parts)

    assert traces.seconds["use"] == pytest.approx([9.5, np.nan], nan_ok=True)
    assert traces.languages == ("fi", "en")


def test_no_parts_are_no_rows() -> None:
    assert Traces.joined([]).duration.size == 0
