"""What an import of answers comes to: the frame, and everything that was left out, with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from validation.claims import Frame
from validation.responses.screening import Traces
from validation.responses.table import Rows, Texts

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A response left out: its row in the file, its id if there is one, and why."""

    row: int
    respondent: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows the file has, belong to the wave, were refused, excluded, and kept.

    Refused rows did not fit the questionnaire and were left out because the person asked for the
    good rows alone; excluded ones fit, and say nothing or have weight 0.
    """

    read: int
    in_wave: int
    refused: int
    excluded: int
    kept: int


@dataclass(frozen=True, slots=True)
class Sampled:
    """What is known of how each respondent was sampled: weight, stratum, clusters, population.

    `clusters` and `population` hold a column a stage; what is not known is None or empty.
    """

    weight: Floats | None = None
    stratum: Texts | None = None
    clusters: tuple[Texts, ...] = ()
    population: tuple[Floats, ...] = ()


@dataclass(frozen=True, slots=True)
class ResponseSet:
    """The responses of one wave as they came from a file.

    `rows` are the numbers of the kept rows in the file, `ids` their respondents (empty without an
    id column), `texts` the open answers by item, `sampled` what the design was built from,
    `traces` how they were given, as far as the file tells. All follow the rows of the frame.
    """

    frame: Frame
    rows: Rows
    ids: tuple[str, ...]
    exclusions: tuple[Exclusion, ...]
    counts: Counts
    source: str
    wave: str | None = None
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    sampled: Sampled = field(default_factory=Sampled)
    traces: Traces | None = None

    def respondents(self) -> frozenset[str]:
        """Return the ids of all who are in the file, kept or left out."""
        left_out = (one.respondent for one in self.exclusions if one.respondent)
        return frozenset((*self.ids, *left_out))

    def keys(self) -> tuple[str, ...]:
        """Return what tells each response apart in a second import of the same file."""
        return self.ids or tuple(f"{self.source[:16]}-{row}" for row in self.rows)
