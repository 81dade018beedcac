"""Two segments side by side: who belongs to each, and what keeps them from being compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from validation import stats
from validation.claims.base import BaseClaim, Compared, UnansweredError, compared
from validation.claims.bounded import ItemId, Options
from validation.claims.columns import Booleans, Floats, Limits
from validation.claims.effect_sizes import (
    EffectSize,
    mean_effect,
    pooled_spread,
    share_gap_effect,
)
from validation.claims.frame import Frame
from validation.claims.joined import Number, alike_number, measured_apart, spread_number
from validation.claims.measured import Measured, is_alike, measured, unknown
from validation.claims.measures import Asked, ItemType
from validation.claims.quantities import Quantity, measure_quantity, seen_limits
from validation.errors import Problem, StatisticsError
from validation.stats import Estimate

USUAL = 0.95  # of intervals that nobody sees: those of the groups alone
GROUPING = frozenset[ItemType]({"single", "multi", "rating", "bands"})


@dataclass(frozen=True, slots=True)
class Group:
    """Those who gave one of the levels to the item that tells segments apart."""

    key: str
    segment: str
    levels: tuple[str, ...]

    @property
    def name(self) -> str:
        """The segment and its levels."""
        return f"{self.segment} {', '.join(self.levels)}"

    def inside(self, frame: Frame, where: Booleans) -> Booleans:
        """Return who of a part of the audience belongs to it (n,)."""
        return where & frame.where({self.segment: self.levels})


Pair = tuple[Group, Group]
Margins = Mapping[str, Mapping[str, float]]
NOT_KNOWN: Margins = {}
EVEN_HALVES = 2.0  # what two halves of an audience make


class HigherLowerClaim(BaseClaim):
    """One segment is higher than another in something."""

    segment: ItemId
    higher: Options
    lower: Options

    def pair(self) -> Pair:
        """Return the group that is claimed to be higher, and the other."""
        return (
            Group("higher", self.segment, self.higher),
            Group("lower", self.segment, self.lower),
        )


@dataclass(frozen=True, slots=True)
class Compare:
    """What is compared: a quantity of the answers to an item."""

    quantity: Quantity
    frame: Frame
    item: str


@dataclass(frozen=True, slots=True)
class Gap:
    """The first group less the second, what is known of each, and how large the effect is."""

    found: Measured
    groups: tuple[Compared, ...]
    effect_size: EffectSize | None


def check_pair(pair: Pair, asked: Mapping[str, Asked]) -> Iterator[Problem]:
    """Yield levels that are not there, and groups that are not two."""
    for group in pair:
        levels = asked[group.segment].levels
        for level in group.levels:
            if level not in levels:
                must = f"a level of {group.segment}: {', '.join(levels)}"
                yield Problem(group.key, repr(level), must)
    first, second = pair
    if set(first.levels) & set(second.levels):
        other = "the first" if first.key == second.key else f"`{first.key}`"
        yield Problem(second.key, ", ".join(second.levels), f"another group than {other}")


def spread_between(pair: Pair, asked: Mapping[str, Asked], margins: Margins = NOT_KNOWN) -> float:
    """Return by how much a difference spreads more than an answer.

    Levels are equally frequent where no margin of the segment is known.
    """
    levels = asked[pair[0].segment].levels
    margin = margins.get(pair[0].segment) or dict.fromkeys(levels, 1.0)
    whole = sum(margin.values()) or 1.0
    shares = [sum(margin.get(level, 0.0) for level in group.levels) / whole for group in pair]
    if min(shares) <= 0:
        return spread_between(pair, asked) if margins else EVEN_HALVES
    return float(sum(1 / share for share in shares) ** 0.5)


def measure_gap(pair: Pair, compare: Compare, where: Booleans, confidence: float) -> Gap:
    """Return the first group less the second, with the covariance between them.

    Raises:
        UnansweredError: nobody of one of the groups answered.
    """
    first, second = (_measured(group, compare, where) for group in pair)
    groups = (compared(pair[0].name, first), compared(pair[1].name, second))
    design = compare.frame.design
    if compare.quantity.unit == "share":
        gap = stats.share_difference(design, first, second, confidence=confidence)
        middle = (first.estimate + second.estimate) / 2
        return Gap(measured(gap), groups, share_gap_effect(gap, middle))
    values = compare.quantity.values(compare.frame, compare.item)
    gap = stats.contrast(stats.combine([first, second], design), [1, -1], confidence=confidence)
    alike = is_alike(first, values), is_alike(second, values)
    low, high = limits = seen_limits(compare.quantity, compare.frame, compare.item)
    most = (low - high, high - low)
    if all(alike):
        return Gap(unknown(gap, most), groups, None)
    found = measured(gap)
    if any(alike):
        one, other = (_number(side, values, limits) for side in (first, second))
        found = measured_apart(gap, one, other, most)
    sd = pooled_spread(design, values, first, second)
    return Gap(found, groups, mean_effect(found.estimate, sd))


def _number(side: Estimate, values: Floats, limits: Limits) -> Number:
    if is_alike(side, values):
        return alike_number(side.estimate, side.n, limits)
    return spread_number(side)


def _measured(group: Group, compare: Compare, where: Booleans) -> Estimate:
    inside = group.inside(compare.frame, where)
    try:
        found = measure_quantity(compare.quantity, compare.frame, compare.item, inside, USUAL)
    except StatisticsError as error:
        raise UnansweredError(group.name) from error
    return found.estimate
