"""Which numbers may be shown: none that tells of a few people, nor one that gives such away.

The one place that every output passes through. Counts are of respondents, never weighted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from validation.errors import TodennaError
from validation.verdicts import Effect, HypothesisVerdict, SegmentVerdict, Topline, Verdict
from validation.weighting import UNKNOWN, MarginLine

LEAST = 5
USUAL = 10
ORDERED = ("rating",)
APART = ("multi",)


class DisclosureError(TodennaError):
    """A minimum cell size that protects nobody."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The smallest number of respondents that a shown number may tell of.

    >>> Floor(10).hides([90, 40, 4])
    (False, True, True)
    """

    minimum: int = USUAL

    def __post_init__(self) -> None:
        if self.minimum < LEAST:
            message = f"minimum cell size: found {self.minimum}, must be {LEAST} or more."
            raise DisclosureError(f"{message} Leave it out for {USUAL}.")

    def covers(self, n: int) -> bool:
        """Say whether a number of so many respondents must not be shown."""
        return 0 < n < self.minimum

    def hides(self, counts: Sequence[int]) -> tuple[bool, ...]:
        """Say which of the counts that make up a known total must not be shown.

        Besides each small count, as many of the next larger ones as it takes that no hidden count
        follows from the total and the counts shown (complementary suppression).
        """
        if self.covers(sum(counts)):
            return (True,) * len(counts)
        hidden = {at for at, n in enumerate(counts) if self.covers(n)}
        others = sorted((n, at) for at, n in enumerate(counts) if n and at not in hidden)
        for _, at in others:
            if not hidden or self._safe([counts[one] for one in hidden]):
                break
            hidden.add(at)
        return tuple(at in hidden for at in range(len(counts)))

    def runs(self, counts: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Return the stretches of an order, start and stop, whose sums may be shown.

        A small count joins its neighbours above until the sum tells of none of them.

        >>> Floor(10).runs([0, 3, 4, 30, 40])
        ((0, 1), (1, 4), (4, 5))
        """
        found: list[tuple[int, int]] = []
        start = 0
        for stop in range(1, len(counts) + 1):
            if self._shown(counts[start:stop]):
                found.append((start, stop))
                start = stop
        while start < len(counts) and found:
            start, _ = found.pop()
            if self._shown(counts[start:]):
                break
        return (*found, (start, len(counts))) if start < len(counts) else tuple(found)

    def _safe(self, hidden: Sequence[int]) -> bool:
        """Say whether none of several hidden counts can be told from their sum."""
        total = sum(hidden)
        return len(hidden) > 1 and total >= self.minimum and total > len(hidden)

    def _shown(self, stretch: Sequence[int]) -> bool:
        given = [n for n in stretch if n]
        if not given:
            return len(stretch) == 1
        if len(stretch) == 1:
            return not self.covers(given[0])
        return len(given) > 1 and self._safe(given)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One answer, or several that were joined; numbers are None where they are hidden."""

    codes: tuple[str, ...]
    n: int | None
    share: float | None
    weighted: float | None


@dataclass(frozen=True, slots=True)
class ShownTopline:
    """A topline as it may be shown; `base` is None where too few answered."""

    item: str
    base: int | None
    lines: tuple[ShownLine, ...]
    mean: float | None
    missing: int | None
    kinds: dict[str, int]

    @property
    def hides(self) -> bool:
        """Whether anything was hidden or joined."""
        return any(line.n is None or len(line.codes) > 1 for line in self.lines)


@dataclass(frozen=True, slots=True)
class ShownFigures:
    """What a verdict rests on; `n` is None, and so are the others, where few people answered."""

    verdict: Verdict
    estimate: float | None
    ci_low: float | None
    ci_high: float | None
    p_adjusted: float | None
    n: int | None
    effect_size: Effect | None = None


@dataclass(frozen=True, slots=True)
class ShownSegment:
    """What one level of a segment says."""

    variable: str
    level: str
    figures: ShownFigures


@dataclass(frozen=True, slots=True)
class ShownMargin:
    """One level of a margin; `n` and `before` are None where few respondents have it."""

    item: str
    level: str
    n: int | None
    target: float
    before: float | None
    after: float


def guard_topline(topline: Topline, kind: str, floor: Floor) -> ShownTopline:
    """Return a topline without numbers that tell of a few people.

    The points of a scale are joined with their neighbours, single choices hidden; of a multiple
    choice also what nearly everybody chose, as it tells who did not. How many did not answer is no
    answer, and is shown; by kind only where no kind is small.

    Args:
        topline: the frequencies of an item.
        kind: the item's type.
        floor: the smallest number of respondents that may be shown.
    """
    if floor.covers(topline.base):
        lines = tuple(ShownLine((line.code,), None, None, None) for line in topline.lines)
        return ShownTopline(topline.item, None, lines, None, None, {})
    missing = topline.missing
    few = any(floor.covers(n) for n in missing.values())
    return ShownTopline(
        item=topline.item,
        base=topline.base,
        lines=tuple(_joined(topline, floor) if kind in ORDERED else _lines(topline, kind, floor)),
        mean=topline.weighted_mean,
        missing=sum(missing.values()),
        kinds={} if few else dict(missing),
    )


def guard_figures(figures: HypothesisVerdict | SegmentVerdict, floor: Floor) -> ShownFigures:
    """Return the numbers of a verdict, none where they tell of a few people.

    So they do where one of the groups compared is that small.
    """
    groups = [int(one.found) for one in figures.shortages if one.what == "n"]
    return _figures(figures, hidden=any(floor.covers(n) for n in (figures.n, *groups)))


def guard_segments(segments: Iterable[SegmentVerdict], floor: Floor) -> tuple[ShownSegment, ...]:
    """Return the verdicts of segments; hidden ones keep their word and have no numbers.

    The levels of a variable make up the whole, whose numbers are shown, so they hide together.
    """
    shown: list[ShownSegment] = []
    for variable, levels in groupby(segments, key=lambda one: one.variable):
        listed = list(levels)
        marks = floor.hides([one.n for one in listed])
        shown += [
            ShownSegment(variable, one.level, _figures(one, hidden=mark))
            for one, mark in zip(listed, marks, strict=True)
        ]
    return tuple(shown)


def guard_margins(margins: Iterable[MarginLine], floor: Floor) -> tuple[ShownMargin, ...]:
    """Return the levels of margins, without the numbers of a few respondents."""
    shown: list[ShownMargin] = []
    for item, levels in groupby(margins, key=lambda line: line.item):
        listed = list(levels)
        marks = floor.hides([0 if line.level == UNKNOWN else line.n for line in listed])
        for line, mark in zip(listed, marks, strict=True):
            n, before = (None, None) if mark else (line.n, line.before)
            shown.append(ShownMargin(item, line.level, n, line.target, before, line.after))
    return tuple(shown)


def _figures(figures: HypothesisVerdict | SegmentVerdict, *, hidden: bool) -> ShownFigures:
    if hidden:
        return ShownFigures(figures.verdict, None, None, None, None, None)
    names = ("verdict", "estimate", "ci_low", "ci_high", "p_adjusted", "n", "effect_size")
    return ShownFigures(*(getattr(figures, name) for name in names))


def _lines(topline: Topline, kind: str, floor: Floor) -> Iterable[ShownLine]:
    counts = [line.n for line in topline.lines]
    apart = tuple(floor.covers(n) or floor.covers(topline.base - n) for n in counts)
    marks = apart if kind in APART else floor.hides(counts)
    for line, mark in zip(topline.lines, marks, strict=True):
        numbers = (None, None, None) if mark else (line.n, line.share, line.weighted)
        yield ShownLine((line.code,), *numbers)


def _joined(topline: Topline, floor: Floor) -> Iterable[ShownLine]:
    for start, stop in floor.runs([line.n for line in topline.lines]):
        lines = topline.lines[start:stop]
        yield ShownLine(
            codes=tuple(line.code for line in lines),
            n=sum(line.n for line in lines),
            share=_sum(line.share for line in lines),
            weighted=_sum(line.weighted for line in lines),
        )


def _sum(shares: Iterable[float | None]) -> float | None:
    known = [share for share in shares if share is not None]
    return sum(known) if known else None
