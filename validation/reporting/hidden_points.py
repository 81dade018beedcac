"""Which numbers of a trend may be shown: none that tells of a few people in any wave.

The levels of a segment make up the whole of their wave, so they hide together, by the rule by
which the report of that wave hides them; a change or a slope hides with the waves it rests on.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from validation.reporting.disclosure import Floor
from validation.trends import ChangeFound, News, Point, Series, SlopeFound, Trend

Place = tuple[str, str | None, str | None, str]


@dataclass(frozen=True, slots=True)
class Guard:
    """Says of every number of a trend whether it may be shown.

    Args:
        trend: all waves of a study.
        floor: the smallest number of respondents that a number may tell of.
    """

    trend: Trend
    floor: Floor
    hidden: frozenset[Place]

    @classmethod
    def of(cls, trend: Trend, floor: Floor) -> "Guard":
        """Return the guard of a trend."""
        return cls(trend, floor, frozenset(_hidden(trend.series, floor)))

    def points(self, series: Series) -> tuple[Point, ...]:
        """Return the waves of a series whose numbers may be shown."""
        return tuple(one for one in series.points if not self._hides(series, one.wave))

    def changes(self, series: Series) -> tuple[ChangeFound, ...]:
        """Return the changes of a series that begin and end with numbers that may be shown."""
        return tuple(
            one
            for one in series.changes
            if not (self._hides(series, one.before) or self._hides(series, one.after))
        )

    def slope(self, series: Series) -> SlopeFound | None:
        """Return the slope up to the newest wave, unless a wave that it rests on is hidden."""
        slope = series.slope
        if slope is None:
            return None
        names = [one.wave for one in series.points]
        resting = names[names.index(slope.first) : names.index(slope.last) + 1]
        return None if any(self._hides(series, wave) for wave in resting) else slope

    def shown(self, series: Series) -> dict[str, object]:
        """Return the fields of a series that hide something."""
        slope = self.slope(series)
        return {
            "points": self.points(series),
            "changes": self.changes(series),
            "slopes": () if slope is None else (slope,),
        }

    def news(self) -> tuple[News, ...]:
        """Return the news without those that tell of hidden numbers."""
        return tuple(one for one in self.trend.news if not self._tells(one))

    def count(self, n: int, of: int) -> int | None:
        """Return how many of a known number did something, None where that tells of a few."""
        return None if self.floor.covers(n) or self.floor.covers(of - n) else n

    def _tells(self, news: News) -> bool:
        series = self.trend.line(news.hypothesis, news.segment, news.level)
        if series is None or news.estimate is None:
            return False
        if news.kind == "slope":
            return self.slope(series) is None
        waves = {news.wave, news.since} - {None}
        return any(self._hides(series, str(wave)) for wave in waves)

    def _hides(self, series: Series, wave: str) -> bool:
        return (series.hypothesis, series.segment, series.level, wave) in self.hidden


def guard_series(trend: Trend, floor: Floor) -> tuple[Series, ...]:
    """Return the series of a trend without numbers that tell of a few people, or rest on such."""
    guard = Guard.of(trend, floor)
    return tuple(one.model_copy(update=guard.shown(one)) for one in trend.series)


def _hidden(series: Sequence[Series], floor: Floor) -> Iterator[Place]:
    split: dict[tuple[str, str, str], list[tuple[str | None, Point]]] = defaultdict(list)
    for one in series:
        for point in one.points:
            if _tells_of_few(point, floor):
                yield one.hypothesis, one.segment, one.level, point.wave
            if one.segment is not None:
                split[one.hypothesis, one.segment, point.wave].append((one.level, point))
    for (hypothesis, segment, wave), levels in split.items():
        marks = floor.hides([point.n for _, point in levels])
        for (level, _), mark in zip(levels, marks, strict=True):
            if mark:
                yield hypothesis, segment, level, wave


def _tells_of_few(point: Point, floor: Floor) -> bool:
    groups = (int(one.found) for one in point.shortages if one.what == "n")
    return any(floor.covers(n) for n in (point.n, *groups))
