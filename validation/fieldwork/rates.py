"""Response rates by the AAPOR's formulas, and the participation rate of an open link."""

from collections.abc import Mapping
from dataclasses import dataclass

from validation.errors import FieldworkError
from validation.fieldwork.dispositions import GROUPS, Disposition, Group


@dataclass(frozen=True, slots=True)
class ResponseRates:
    """The six response rates and what they rest on; a rate of nobody is none.

    `e` is the part of those of unknown eligibility who are taken to be eligible.
    """

    rr1: float | None
    rr2: float | None
    rr3: float | None
    rr4: float | None
    rr5: float | None
    rr6: float | None
    e: float
    e_estimated: bool
    groups: Mapping[Group, float]


def response_rates(counts: Mapping[Disposition, float], *, e: float | None = None) -> ResponseRates:
    """Return the response rates RR1 to RR6 (AAPOR, Standard Definitions, 9th edition, 2016).

    Complete answers alone count in RR1, RR3 and RR5; partial ones too in RR2, RR4 and RR6. Those
    of unknown eligibility count whole in RR1 and RR2, their part `e` in RR3 and RR4, and not at
    all in RR5 and RR6.

    Args:
        counts: of people by final disposition, or their weights.
        e: the part of unknown cases that is eligible; without it as among the known ones.

    Raises:
        FieldworkError: e is no share.

    >>> rates = response_rates({"complete": 50, "partial": 10, "nothing_returned": 140})
    >>> rates.rr1, rates.rr2
    (0.25, 0.3)
    """
    if e is not None and not 0 <= e <= 1:
        raise FieldworkError(f"e: found {e}, must be from 0 to 1. Write a share such as 0.9.")
    groups = group_counts(counts)
    part = estimate_e(groups) if e is None else e
    complete, answered = groups["I"], groups["I"] + groups["P"]
    known = answered + groups["R"] + groups["NC"] + groups["O"]
    unknown = groups["UH"] + groups["UO"]
    return ResponseRates(
        rr1=_rate(complete, known + unknown),
        rr2=_rate(answered, known + unknown),
        rr3=_rate(complete, known + part * unknown),
        rr4=_rate(answered, known + part * unknown),
        rr5=_rate(complete, known),
        rr6=_rate(answered, known),
        e=part,
        e_estimated=e is None,
        groups=groups,
    )


def participation_rate(starts: int, completes: int) -> float | None:
    """Return the part of those who began behind an open link who finished; none if nobody began.

    Nobody knows how many saw the link, so it has no response rate (AAPOR 2016, opt-in samples).

    >>> participation_rate(80, 60)
    0.75
    """
    if not 0 <= completes <= starts:
        message = f"open link: found {completes} completed of {starts} begun, must be no more."
        raise FieldworkError(f"{message} Count both from the same wave.")
    return _rate(completes, starts)


def group_counts(counts: Mapping[Disposition, float]) -> dict[Group, float]:
    """Return the counts by the AAPOR's letters: I, P, R, NC, O, UH, UO, NE."""
    groups: dict[Group, float] = dict.fromkeys(("I", "P", "R", "NC", "O", "UH", "UO", "NE"), 0.0)
    for name, count in counts.items():
        groups[GROUPS[name]] += count
    return groups


def estimate_e(groups: Mapping[Group, float]) -> float:
    """Return the eligible part of the cases of known eligibility; 1 if nothing is known.

    >>> estimate_e({"I": 4, "P": 2, "R": 1, "NC": 1, "O": 1, "NE": 1})
    0.9
    """
    eligible = sum(groups.get(letter, 0.0) for letter in _ELIGIBLE)
    known = eligible + groups.get("NE", 0.0)
    return eligible / known if known else 1.0


_ELIGIBLE: tuple[Group, ...] = ("I", "P", "R", "NC", "O")


def _rate(part: float, whole: float) -> float | None:
    return part / whole if whole else None
