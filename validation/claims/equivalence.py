"""Claims that two groups are the same, up to a margin below which a difference does not matter."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field, PositiveFloat

from validation.claims.base import Outcome, Region, judge_sameness
from validation.claims.bounded import Options
from validation.claims.columns import Booleans
from validation.claims.contrasted import ContrastClaim
from validation.claims.frame import Frame
from validation.claims.measures import Asked
from validation.claims.two_groups import Group, Pair
from validation.stats import Planned, PlannedEquivalence

Groups = Annotated[
    tuple[Annotated[Options, Field(min_length=1)], ...], Field(min_length=2, max_length=2)
]


class EquivalenceClaim(ContrastClaim):
    """A share, level or score of two segments differs by less than a margin.

    Two one-sided tests at α decide (Schuirmann 1987), so that the claim is borne out where the
    interval at 1 − 2α, which is shown, lies within the margin. It is refuted where the interval at
    1 − α lies wholly outside on one side. That no difference was found is never support.

    >>> claim = EquivalenceClaim(
    ...     kind="equivalence", item="rated", segment="area", groups=["n", "s"], within=0.5
    ... )
    >>> claim.region()
    Region(low=-0.5, high=0.5)
    """

    kind: Literal["equivalence"]
    groups: Groups
    within: PositiveFloat

    def pair(self) -> Pair:
        """Return the groups as they are written: the second is taken from the first."""
        first, second = (Group("groups", self.segment, levels) for levels in self.groups)
        return first, second

    def region(self) -> Region:
        """Return all differences up to the margin, either way."""
        return Region(-self.within, self.within)

    def smallest_effect(self, asked: Mapping[str, Asked]) -> float:
        """Return how far the bound lies from no difference at all, which is planned for."""
        del asked
        return self.effect or self.within

    def planned(self, asked: Mapping[str, Asked], sd: float) -> Planned:
        """Return two one-sided tests, where the difference is the effect less than the margin."""
        apart = max(0.0, self.within - self.smallest_effect(asked))
        return PlannedEquivalence(self.within, sd, apart)

    def outcome(self, frame: Frame, where: Booleans, confidence: float) -> Outcome:
        """Return the difference of the two groups with its interval at 1 − 2α.

        Raises:
            UnansweredError: nobody of one of the groups answered.
        """
        gap = self.gap(frame, where, 1 - 2 * (1 - confidence))
        tests = judge_sameness(gap.found.sides, self.region())
        return Outcome(gap.found.estimate, *tests, gap.groups, effect_size=gap.effect_size)

    def _bounds(self) -> Iterator[tuple[str, float]]:
        yield "high", self.within

    def _key_of(self, side: str) -> str:
        del side
        return "within"
