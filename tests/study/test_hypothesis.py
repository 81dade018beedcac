"""Hypotheses carry their claim, evidence and forecasts."""

import pytest
from pydantic import ValidationError

from validation.claims import Region
from validation.study.hypothesis import Hypothesis

GOOD = {"id": "h", "says": "It is good", "claim": {"kind": "level", "item": "q", "at_least": 7}}


def test_kind_decides_which_claim_it_is() -> None:
    hypothesis = Hypothesis.model_validate(GOOD)
    assert hypothesis.claim.kind == "level"
    assert hypothesis.claim.region() == Region(low=7.0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"aspect": "mood"}, "'action', 'thought'"),
        ({"evidence": [{"method": "hearsay"}]}, "'workshop', 'interview'"),
        ({"claim": {"kind": "level", "item": "q"}}, "must be exactly one of at_least"),
        ({"claim": {"kind": "level", "item": "q", "at_least": 1, "at_most": 2}}, "exactly one"),
        ({"claim": {"kind": "level", "item": "q", "between": [8, 7]}}, "lower bound, then"),
        ({"forecast": {"sales": "much"}}, "valid number"),
    ],
)
def test_what_is_no_hypothesis_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Hypothesis.model_validate({**GOOD, **change})
