"""Studies fielded again and again whose truth is known: nothing changes, or one thing does.

Answers are drawn person by person and become estimates by the textbook; all that follows,
which wave is compared with which, tests, budget and decisions, is the package's own code.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from validation.trends.deciding import Asked, adjust_tests, build_tests
from validation.trends.lined import Fresh, Likeness, Lined
from validation.trends.model import Share
from validation.trends.overlapping import Panel
from validation.trends.spending import next_share

Floats = NDArray[np.float64]
SHARES = (0.02, 0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.75)
RATED = 6  # hypotheses about ratings from 1 to 10, most of them high
ALPHA = 0.05
MINIMUM = 30  # answers for a test
COMMON, LASTING = 0.3, 0.6  # of a latent answer: what all items share, what a person keeps


@dataclass(frozen=True, slots=True)
class Setup:
    """What is repeated: hypotheses, the levels of a segment, waves, and how people are found."""

    n: int = 600
    waves: int = 12
    levels: tuple[float, ...] = (0.4, 0.3, 0.2, 0.1)
    panel: bool = False
    staying: float = 0.8  # of a panel, who answers a wave
    uneven: bool = True  # every third wave is a third of the size
    hypotheses: int = 20
    shift: dict[int, float] = field(default_factory=dict)  # of latent answers, from wave on
    shifted: int = 0  # the hypothesis
    budget: float = 1.0  # of the errors, as a multiple of what is accepted

    def size(self, wave: int) -> int:
        return self.n // 3 if self.uneven and wave % 3 == 1 else self.n


@dataclass(frozen=True, slots=True)
class Found:
    """What one wave of one study called significant, a row a series: previous, baseline, slope."""

    wave: int
    significant: NDArray[np.bool_]
    lined: Lined


def study(setup: Setup, random: np.random.Generator) -> Iterator[Found]:
    """Yield what is found wave by wave in one simulated study."""
    lined = draw(setup, random)
    shares: list[Share] = []
    for wave in range(setup.waves):
        tests = build_tests(lined, wave)
        found = adjust_tests(lined, tests.p_values, Asked.nothing(setup.hypotheses))
        shares.append(next_share(shares, str(wave), found.tests, alpha=ALPHA))
        yield Found(wave, found.of_series < setup.budget * shares[-1].alpha, lined)


def draw(setup: Setup, random: np.random.Generator) -> Lined:
    """Return the estimates of all waves of one study."""
    parts = 1 + len(setup.levels)
    m = setup.hypotheses * parts
    people = setup.n if setup.panel else 0
    kept = random.standard_normal((people, setup.hypotheses))
    segment = random.choice(len(setup.levels), people, p=setup.levels)
    numbers = np.full((4, m, setup.waves), np.nan)
    asked = []
    for wave in range(setup.waves):
        n = setup.size(wave)
        if setup.panel:
            who = np.flatnonzero(random.random(people) < setup.staying)[:n]
            lasting, level = kept[who], segment[who]
        else:
            who = np.zeros(0, dtype=np.intp)
            lasting = random.standard_normal((n, setup.hypotheses))
            level = random.choice(len(setup.levels), n, p=setup.levels)
        answers = _answers(setup, wave, lasting, random)
        deviations = _estimate(numbers[:, :, wave], answers, level)
        asked.append((who, deviations) if setup.panel else None)
    likeness: Likeness = Panel(asked, m) if setup.panel else Fresh(m)
    return _lined(setup, numbers, likeness)


def _answers(setup: Setup, wave: int, lasting: Floats, random: np.random.Generator) -> Floats:
    shape = lasting.shape
    common = random.standard_normal((shape[0], 1))
    moving = COMMON**0.5 * common + (1 - COMMON) ** 0.5 * random.standard_normal(shape)
    latent = LASTING**0.5 * lasting + (1 - LASTING) ** 0.5 * moving
    latent[:, setup.shifted] += setup.shift.get(wave, 0.0)
    shares = np.resize(np.array(SHARES), shape[1] - RATED)
    chosen = latent[:, : shape[1] - RATED] > -ndtri(shares)
    rated = np.clip(np.round(8.5 + 2 * latent[:, shape[1] - RATED :]), 1, 10)
    return np.hstack([chosen, rated])


def _estimate(numbers: Floats, answers: Floats, level: NDArray[np.intp]) -> Floats:
    """Write estimate, se, df and n of every series; return the deviations of each person."""
    hypotheses = answers.shape[1]
    parts = numbers.shape[1] // hypotheses
    inside = np.column_stack([np.ones(level.size), *(level == one for one in range(parts - 1))])
    n = np.maximum(inside.sum(axis=0), 1)
    means = (inside.T @ answers) / n[:, None]
    spread = np.maximum(inside.T @ answers**2 - n[:, None] * means**2, 0.0)
    numbers[0] = means.ravel()
    numbers[1] = np.sqrt(spread / (n * np.maximum(n - 1, 1))[:, None]).ravel()
    numbers[2], numbers[3] = np.repeat(n - 1, hypotheses), np.repeat(n, hypotheses)
    scaled = inside / n
    deviations: Floats = scaled[:, :, None] * (answers[:, None, :] - means)
    return deviations.reshape(level.size, -1)


def _lined(setup: Setup, numbers: Floats, likeness: Likeness) -> Lined:
    parts = 1 + len(setup.levels)
    m = setup.hypotheses * parts
    estimate, se, df, n = numbers
    hypothesis = np.tile(np.arange(setup.hypotheses), parts)
    return Lined(
        hypothesis=hypothesis,
        part=np.repeat(np.arange(parts), setup.hypotheses),
        shares=hypothesis < setup.hypotheses - RATED,
        times=np.arange(setup.waves) / 4,
        baseline=np.full(setup.waves, -1),
        run=np.zeros((m, setup.waves), dtype=np.intp),
        tested=n >= MINIMUM,
        estimate=estimate,
        se=se,
        df=df,
        n_effective=n,
        likeness=likeness,
    )
