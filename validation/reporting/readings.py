"""What the number of a claim is: by which words it is told, and with which others it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from validation.claims import Claim, Unit
from validation.reporting.formatting import Kind

Told = Literal[
    "share",
    "score",
    "mean",
    "difference",
    "superiority",
    "lead",
    "loss",
    "deviation",
    "correlation",
    "dependence",
    "change",
    "slope",
]

PLAIN: dict[Unit, tuple[Kind, Told]] = {
    "share": ("share", "share"),
    "points": ("points", "score"),
    "scale": ("scale", "mean"),
    "correlation": ("correlation", "correlation"),
}
APART: dict[Unit, Kind] = {
    "share": "share_gap",
    "points": "points_gap",
    "scale": "scale_gap",
    "correlation": "correlation",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The kind of number that a claim is about, and the word for it."""

    kind: Kind
    told: Told

    @property
    def yearly(self) -> bool:
        """Whether it is a change per year."""
        return self.told == "slope"


def reading_of(claim: Claim) -> Reading:
    """Return how the estimate of a claim is read.

    >>> from validation.claims import ComparisonClaim
    >>> reading_of(ComparisonClaim(kind="comparison", higher="expected", lower="met"))
    Reading(kind='scale_gap', told='difference')
    """
    return READINGS[claim.kind](claim)


def _number(claim: Any) -> Reading:  # noqa: ANN401 (every kind of claim has a unit)
    return Reading(*PLAIN[claim.unit()])


def _gap(told: Told) -> Callable[[Any], Reading]:
    return lambda claim: Reading(APART[claim.unit()], told)


def _superiority(claim: Any) -> Reading:  # noqa: ANN401 (see above)
    del claim
    return Reading("share", "superiority")


def _dependence(claim: Any) -> Reading:  # noqa: ANN401 (of two kinds of association)
    return Reading("correlation", "correlation" if claim.direction else "dependence")


# A new kind of claim has its line here; what it is told by has its sentences among the texts.
READINGS: dict[str, Callable[[Any], Reading]] = {
    "share": _number,
    "level": _number,
    "score": _number,
    "difference": _gap("difference"),
    "comparison": _gap("difference"),
    "equivalence": _gap("difference"),
    "ordinal": _superiority,
    "ranking": _gap("lead"),
    "drop_off": _gap("loss"),
    "distribution": _gap("deviation"),
    "association": _dependence,
    "change": _gap("change"),
    "trend": _gap("slope"),
}
