"""What screening says: suspicions that leave nothing out by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FlagKind = Literal["speeder", "straight_line", "pattern", "duplicate", "attention", "honeypot"]
FlagReason = Literal["no_times", "few_ratings", "few_answers", "no_checks", "no_field"]
Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Flag:
    """One suspicion about one response: what was found, and from where on it is raised."""

    kind: FlagKind
    evidence: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Flags:
    """One kind of suspicion about all responses; evidence is NaN where it is not known (n,)."""

    kind: FlagKind
    evidence: Floats
    threshold: float

    @property
    def flagged(self) -> Booleans:
        """Whose evidence reaches the threshold (n,)."""
        return np.greater_equal(self.evidence, self.threshold)


@dataclass(frozen=True, slots=True)
class Screening:
    """All suspicions about the responses of a wave, and what could not be looked at, and why."""

    n: int
    flags: tuple[Flags, ...]
    unknown: Mapping[FlagKind, FlagReason]

    def flagged(self) -> Booleans:
        """Return who has a flag of any kind (n,)."""
        found = np.zeros(self.n, dtype=bool)
        for flags in self.flags:
            found |= flags.flagged
        return found

    def of(self, row: int) -> tuple[Flag, ...]:
        """Return the flags of one response."""
        return tuple(
            Flag(one.kind, float(one.evidence[row]), one.threshold)
            for one in self.flags
            if one.flagged[row]
        )
