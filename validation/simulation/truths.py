"""What is taken to be true: the workshop is right, at the boundary, wrong, or given numbers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import inf, isfinite
from typing import Literal

from validation import stats
from validation.claims import Asked, Claim, Frame
from validation.simulation.population import Population
from validation.simulation.tilting import Tilted, Wish, tilt
from validation.stats import Estimate
from validation.verdicts import Plan, Planned, PlannedClaim

Truth = Literal["right", "boundary", "wrong"]
Truths = Mapping[str, Truth | float]
Span = tuple[float, float, float]
NEAR = 0.02
ANY_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a claim is true, the least and greatest that its number can be, and its effect."""

    low: float
    high: float
    least: float
    greatest: float
    effect: float

    def inward(self, distance: float) -> float:
        """Return the number that lies inside by a distance, by less where there is no room."""
        if isfinite(self.low) and isfinite(self.high):
            return min(self.low + distance, (self.low + self.high) / 2)
        low = isfinite(self.low)
        return self._above(self.low, distance) if low else self._below(self.high, distance)

    def outward(self, distance: float) -> float:
        """Return the number that lies outside by a distance, by less where there is no room."""
        low = isfinite(self.low)
        return self._below(self.low, distance) if low else self._above(self.high, distance)

    def _above(self, bound: float, distance: float) -> float:
        there = bound + distance
        return there if there < self.greatest else (bound + self.greatest) / 2

    def _below(self, bound: float, distance: float) -> float:
        there = bound - distance
        return there if there > self.least else (bound + self.least) / 2


def make_true(
    population: Population, planned: Planned, truth: Truth, given: Truths | None = None
) -> Tilted:
    """Return the audience in which the claims of a plan are as true as is said.

    Shares of known margins hold too. Claims that contradict each other cannot all be right: those
    that come out otherwise are named by the ids of their hypotheses.

    Args:
        population: an audience that has answered the plan's items.
        planned: the study's plan, and the form of its items.
        truth: of all claims: right by the smallest effect that matters, exactly on the boundary,
            or wrong by that effect.
        given: hypothesis → another truth, or its estimand as a number.
    """
    wishes = [*_margin_wishes(planned.plan)]
    for claim in planned.plan.claims:
        make = WISHES.get(claim.claim.kind, _region_wish)
        wishes += make(claim, planned.asked, (given or {}).get(claim.id, truth))
    return tilt(population, wishes)


def _margin_wishes(plan: Plan) -> Iterator[Wish]:
    for item, margin in plan.audience.margins.items():
        total = sum(margin.values())
        for level, share in margin.items():
            exact, measure = share / total, partial(_share, item, level, {})
            yield Wish(f"{item} {level}", measure, exact, exact, exact, NEAR / 10)


def _region_wish(
    planned: PlannedClaim, asked: Mapping[str, Asked], truth: Truth | float
) -> Iterator[Wish]:
    exact, low, high = _span(_bounds(planned.claim, asked), truth)
    tolerance = NEAR * planned.claim.smallest_effect(asked)
    yield Wish(planned.id, partial(_estimate, planned), exact, low, high, tolerance)


def _bounds(claim: Claim, asked: Mapping[str, Asked]) -> Bounds:
    region = claim.region()
    return Bounds(region.low, region.high, *claim.limits(asked), claim.smallest_effect(asked))


def _span(bounds: Bounds, truth: Truth | float) -> Span:
    if isinstance(truth, str):
        return SPANS[truth](bounds)
    return truth, truth, truth


def _right(bounds: Bounds) -> Span:
    exact = bounds.inward(bounds.effect)
    opposite = bounds.high - (exact - bounds.low) if isfinite(bounds.low) else exact
    return exact, exact if isfinite(bounds.low) else -inf, opposite


def _boundary(bounds: Bounds) -> Span:
    exact = bounds.inward(0.0)
    return exact, exact, exact


def _wrong(bounds: Bounds) -> Span:
    exact = bounds.outward(bounds.effect)
    return (exact, -inf, exact) if isfinite(bounds.low) else (exact, exact, inf)


def _share_wishes(
    planned: PlannedClaim, asked: Mapping[str, Asked], truth: Truth | float
) -> Iterator[Wish]:
    """Yield what each share of a claimed distribution should be: the largest one is off."""
    claim = planned.claim
    claimed: Mapping[str, float] = claim.model_dump()["shares"]
    bounds = replace(_bounds(claim, asked), least=-inf)
    off = max(0.0, _span(bounds, truth)[0])
    largest = max(claimed, key=lambda level: claimed[level])
    moved = claimed[largest] + (off if claimed[largest] + off < 1 else -off)
    left = (1 - moved) / (1 - claimed[largest])
    tolerance = NEAR * claim.smallest_effect(asked)
    for level, share in claimed.items():
        exact = moved if level == largest else share * left
        measure = partial(_share, str(claim.measures()[0].item), level, planned.persona)
        yield Wish(planned.id, measure, exact, exact, exact, tolerance)


def _estimate(planned: PlannedClaim, frame: Frame) -> Estimate:
    inside = frame.where(planned.persona)
    return planned.claim.outcome(frame, inside, ANY_CONFIDENCE).estimate


def _share(item: str, level: str, persona: Mapping[str, tuple[str, ...]], frame: Frame) -> Estimate:
    chosen = frame.column(item).counted([level])
    return stats.share(frame.design, chosen, where=frame.where(persona))


SPANS: dict[Truth, Callable[[Bounds], Span]] = {
    "right": _right,
    "boundary": _boundary,
    "wrong": _wrong,
}
WISHES: dict[str, Callable[[PlannedClaim, Mapping[str, Asked], Truth | float], Iterator[Wish]]] = {
    "distribution": _share_wishes
}
