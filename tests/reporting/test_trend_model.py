from dataclasses import FrozenInstanceError

import pytest

from validation.reporting.trend_model import Told


def test_what_is_told_stays_as_it_was_told() -> None:
    told = Told("▲", "Most find it good", "", "Higher.", 1, change=True)

    assert told.also == ""
    with pytest.raises(FrozenInstanceError):
        told.sentence = "Lower."  # type: ignore[misc]  # what must not be possible
