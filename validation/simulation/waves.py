"""Waves that could come: what verdicts a plan would reach if the truth were known."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from validation.simulation.drawing import Sampling, draw
from validation.simulation.population import Population
from validation.verdicts import Assessment, Planned, Verdict, assess
from validation.weighting import weigh

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Expected:
    """How often a claim came to each verdict; shares of the simulated waves."""

    id: str
    kind: str
    supported: float
    refuted: float
    inconclusive: float
    too_few: float
    waves: int


def simulate_waves(
    planned: Planned, population: Population, sampling: Sampling, *, waves: int, seed: int
) -> Iterator[Assessment]:
    """Yield the assessment of one invented wave after another, without segments.

    Every claim goes the whole way that real answers go, so that the corrections for many claims
    and the rules for too few answers count.
    """
    random = np.random.default_rng(seed)
    whole = _without_segments(planned)
    for _ in range(waves):
        frame, weighting = weigh(draw(population, sampling, random), {})
        yield assess(whole, frame, weighting)


def count_verdicts(
    assessments: Iterator[Assessment], told: Told | None = None
) -> tuple[Expected, ...]:
    """Return how often each claim came to each verdict.

    Args:
        assessments: of simulated waves; one at least.
        told: is told how many waves are done.
    """
    counts: dict[str, Counter[Verdict]] = {}
    kinds: dict[str, str] = {}
    done = 0
    for done, assessment in enumerate(assessments, start=1):
        for hypothesis in assessment.hypotheses:
            counts.setdefault(hypothesis.id, Counter())[hypothesis.verdict] += 1
            kinds[hypothesis.id] = hypothesis.kind
        if told is not None:
            told(done)
    return tuple(_expected(name, kinds[name], found, done) for name, found in counts.items())


def _expected(name: str, kind: str, found: Counter[Verdict], waves: int) -> Expected:
    return Expected(
        id=name,
        kind=kind,
        supported=found[Verdict.SUPPORTED] / waves,
        refuted=found[Verdict.REFUTED] / waves,
        inconclusive=found[Verdict.INCONCLUSIVE] / waves,
        too_few=found[Verdict.TOO_FEW] / waves,
        waves=waves,
    )


def _without_segments(planned: Planned) -> Planned:
    audience = planned.plan.audience.model_copy(update={"segments": ()})
    return replace(planned, plan=planned.plan.model_copy(update={"audience": audience}))
