"""From a study file to the verdicts that its next wave would reach if the truth were known."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from validation.questionnaire import Questionnaire
from validation.simulation import (
    Expected,
    Given,
    Makeup,
    Sampling,
    Truth,
    build_truth,
    count_verdicts,
    simulate_waves,
)
from validation.steps.preparing import Prepared
from validation.verdicts import Planned

PEOPLE = 5_000

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """Which truth to take, how many answers a wave has, how many waves, and from which seed."""

    answers: int
    truth: Truth = "right"
    deff: float = 1.0
    waves: int = 200
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Simulated:
    """What each claim came to, and the claims that could not be as true as was said."""

    expected: tuple[Expected, ...]
    missed: tuple[str, ...]


def simulate_study(prepared: Prepared, preview: Preview, told: Told | None = None) -> Simulated:
    """Return how often each claim of a study would come to each verdict.

    Everybody answers everything, and has been at every stage of the journey.

    Args:
        prepared: the study with its questionnaire and plan.
        preview: what is taken to be true, and the waves to come.
        told: is told how many waves are done.

    Raises:
        TodennaError: no such waves can be made.
    """
    questionnaire = prepared.questionnaire
    planned = Planned(prepared.study, prepared.plan, questionnaire.asked(), before=True)
    makeup = Makeup(PEOPLE, given=dict(_everywhere(questionnaire)), ready=0.0)
    tilted = build_truth(questionnaire, planned, makeup, preview.truth, seed=preview.seed)
    sampling = Sampling(preview.answers, kish=max(1.0, preview.deff))
    waves = simulate_waves(
        planned, tilted.population, sampling, waves=preview.waves, seed=preview.seed
    )
    return Simulated(count_verdicts(waves, told), tilted.missed)


def _everywhere(questionnaire: Questionnaire) -> Iterator[tuple[str, Given]]:
    """Yield that everybody gives every answer of a screener that no claim is about."""
    for item in questionnaire.items():
        if item.role == "screener" and item.type == "multi" and not item.hypotheses:
            yield item.id, Given(shares={choice.code: 1.0 for choice in item.choices})
