from collections.abc import Callable

import pytest

from validation.questionnaire import Questionnaire
from validation.simulation import (
    Makeup,
    Sampling,
    Truth,
    build_truth,
    count_verdicts,
    simulate_waves,
)
from validation.verdicts import Planned

FAR = {"kind": "level", "item": "quality", "at_least": 7, "effect": 1}
AUDIENCE = {"segments": ["channel"]}


@pytest.mark.parametrize(("truth", "supported", "refuted"), [("right", 1, 0), ("wrong", 0, 1)])
def test_what_is_far_from_its_bound_is_found_in_every_wave(
    questionnaire: Questionnaire,
    planned_of: Callable[..., Planned],
    truth: Truth,
    supported: float,
    refuted: float,
) -> None:
    planned = planned_of(FAR)
    tilted = build_truth(questionnaire, planned, Makeup(3_000), truth, seed=1)
    waves = simulate_waves(planned, tilted.population, Sampling(400), waves=10, seed=2)

    (found,) = count_verdicts(waves)

    assert (found.id, found.kind, found.waves) == ("h1", "level", 10)
    assert (found.supported, found.refuted) == (supported, refuted)


def test_small_waves_have_too_few_answers(
    questionnaire: Questionnaire, planned_of: Callable[..., Planned]
) -> None:
    planned = planned_of(FAR)
    tilted = build_truth(questionnaire, planned, Makeup(1_000), "right", seed=1)
    waves = simulate_waves(planned, tilted.population, Sampling(20), waves=3, seed=2)

    (found,) = count_verdicts(waves)

    assert (found.too_few, found.supported) == (1, 0)


def test_waves_have_no_segments_and_the_same_seed_gives_the_same(
    questionnaire: Questionnaire, planned_of: Callable[..., Planned]
) -> None:
    planned = planned_of(FAR, audience=AUDIENCE)
    people = build_truth(questionnaire, planned, Makeup(1_000), "right", seed=1).population
    one, two = (
        list(simulate_waves(planned, people, Sampling(100), waves=2, seed=5)) for _ in range(2)
    )

    assert one == two
    assert one[0] != one[1]
    assert one[0].hypotheses[0].segments == ()


def test_progress_is_told(questionnaire: Questionnaire, planned_of: Callable[..., Planned]) -> None:
    planned, told = planned_of(FAR), list[int]()
    people = build_truth(questionnaire, planned, Makeup(1_000), "right", seed=1).population

    count_verdicts(simulate_waves(planned, people, Sampling(50), waves=3, seed=1), told.append)

    assert told == [1, 2, 3]
