import dataclasses

import pytest

from validation.weighting import MarginLine, Weighting


def test_what_weighting_did_cannot_be_changed_afterwards() -> None:
    line = MarginLine(item="sex", level="f", n=2, target=0.5, before=0.5, after=0.5)
    weighting = Weighting(4, 1.0, 4.0, 1.0, (line,))
    with pytest.raises(dataclasses.FrozenInstanceError):
        weighting.deff = 2.0  # type: ignore[misc] # that it cannot is what is tested


def test_without_margins_there_is_no_balance() -> None:
    assert Weighting(4, 1.0, 4.0, 1.0).balance == ()
