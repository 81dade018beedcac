"""What lies behind people's answers: how alike the answers of one person, stage or cluster are."""

from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from validation.errors import StatisticsError
from validation.simulation.scales import Floats

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Shares of the variance behind an answer that are common.

    `cluster` is the intraclass correlation of people of one cluster. Of the rest, `person` is
    common to all answers of a person and `stage` to those about one stage of the journey: content
    people are content with most things, and a stage is lived through as one.
    """

    person: float = 0.25
    stage: float = 0.2
    cluster: float = 0.0

    def __post_init__(self) -> None:
        """Raises StatisticsError where the shares leave nothing to the answer itself."""
        shares = (self.person, self.stage, self.cluster)
        if min(shares) < 0 or self.person + self.stage >= 1 or self.cluster >= 1:
            message = f"likeness: found {shares}, must be shares that leave something over."
            raise StatisticsError(message)


@dataclass(slots=True)
class Latents:
    """Standard normal numbers behind the answers of people in clusters, made on demand."""

    likeness: Likeness
    cluster_of: Codes
    random: Generator
    person: Floats = field(init=False)
    stages: dict[str, Floats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Draw what is common to all answers of a person."""
        self.person = self._normal()

    def one(self, stage: str = "") -> Floats:
        """Return the latent of one answer about a stage of the journey (n,)."""
        common = self.likeness
        at_stage = self.stages.setdefault(stage, self._normal()) if stage else self._normal()
        own = np.sqrt(1 - common.person - common.stage) * self._normal()
        within = np.sqrt(common.person) * self.person + np.sqrt(common.stage) * at_stage + own
        cluster = self.random.standard_normal(int(self.cluster_of.max()) + 1)[self.cluster_of]
        return np.asarray(np.sqrt(common.cluster) * cluster + np.sqrt(1 - common.cluster) * within)

    def _normal(self) -> Floats:
        return self.random.standard_normal(len(self.cluster_of))
