"""What planning promises is what simulated waves show."""

from typing import Any

import numpy as np
import pytest

from validation.files import read_library
from validation.questionnaire import bind_claims, build_questionnaire
from validation.simulation import (
    Given,
    Makeup,
    Sampling,
    build_truth,
    count_verdicts,
    simulate_waves,
)
from validation.study import Study
from validation.verdicts import Assumed, Planned, build_plan, sizes

WAVES = 400
# planning takes all points of a scale to be equally frequent
EVEN = Given(shares={str(point): 0.1 for point in range(1, 11)})
ITEMS: list[dict[str, Any]] = [
    {"id": "rated", "text": "R?", "type": "rating", "scale": {"from": 1, "to": 10}},
    {"id": "chosen", "text": "C?", "type": "single", "options": ["a", "b"]},
    {"id": "group", "text": "G?", "type": "single", "options": ["x", "y"]},
]
CLAIMS: dict[str, dict[str, Any]] = {
    "share": {"kind": "share", "item": "chosen", "options": "a", "at_least": 0.5, "effect": 0.08},
    "level": {"kind": "level", "item": "rated", "at_least": 5.0, "effect": 0.5},
    "difference": {
        "kind": "difference",
        "item": "rated",
        "segment": "group",
        "higher": "x",
        "lower": "y",
        "effect": 0.9,
    },
    "equivalence": {
        "kind": "equivalence",
        "item": "rated",
        "segment": "group",
        "groups": ["x", "y"],
        "within": 1.0,
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", CLAIMS)
def test_predicted_power_is_simulated_power(kind: str) -> None:
    hypothesis = {"id": "h", "says": "H", "claim": CLAIMS[kind]}
    study = Study.model_validate({"study": "s", "items": ITEMS, "hypotheses": [hypothesis]})
    questionnaire = build_questionnaire(study, read_library())
    bound = bind_claims(study, questionnaire)
    planned = Planned(bound, build_plan(bound, questionnaire), questionnaire.asked())
    (size,) = sizes(planned.plan, planned.asked, Assumed(answers=300))
    makeup = Makeup(5_000, given={"rated": EVEN}, ready=0.0)
    people = build_truth(questionnaire, planned, makeup, "right", seed=1).population

    waves = simulate_waves(planned, people, Sampling(300), waves=WAVES, seed=2)
    (found,) = count_verdicts(waves)

    chance = 3 * np.sqrt(found.supported * (1 - found.supported) / WAVES)
    assert size.power is not None
    assert 0.6 < size.power < 0.95
    assert found.supported == pytest.approx(size.power, abs=chance + 0.02)
    assert found.refuted == 0
