"""From the numbers of one wave to the changes and slopes that are kept."""

from collections.abc import Iterator, Sequence
from math import isfinite

from validation.trends.changes import Changes
from validation.trends.deciding import BASELINE, PREVIOUS, SLOPE, Tests
from validation.trends.lined import NOWHERE, Floats, Lined
from validation.trends.model import ChangeFound, Since, SlopeFound


class Written:
    """What one wave found, series by series.

    Args:
        names: of the waves up to this one.
        lined: the numbers.
        tests: of the wave.
        p_adjusted: of every series and kind of test (m, 3), at the error of the whole budget.
        alpha: the error of the whole budget.
    """

    def __init__(
        self,
        names: Sequence[str],
        lined: Lined,
        tests: Tests,
        p_adjusted: Floats,
        *,
        alpha: float,
    ) -> None:
        self._names, self._lined, self._alpha = tuple(names), lined, alpha
        self._wave = len(self._names) - 1
        self._p_adjusted = p_adjusted.tolist()
        self._changes: dict[Since, tuple[Changes, int, tuple[list[float], list[float]]]] = {
            "previous": (tests.previous, PREVIOUS, _ends(tests.previous, alpha)),
            "baseline": (tests.baseline, BASELINE, _ends(tests.baseline, alpha)),
        }
        self._slopes = tests.slopes
        low, high = tests.slopes.interval(1 - alpha)
        self._slope_ends = low.tolist(), high.tolist()

    def changes(self, row: int) -> Iterator[ChangeFound]:
        """Yield the changes that a series shows in this wave."""
        for since, (found, kind, (low, high)) in self._changes.items():
            before, p_value = int(found.before[row]), float(found.p_value[row])
            if before == NOWHERE or not isfinite(p_value + low[row]):
                continue
            p_adjusted = self._p_adjusted[row][kind]
            yield ChangeFound(
                since=since,
                before=self._names[before],
                after=self._names[self._wave],
                estimate=float(found.estimate[row]),
                se=float(found.se[row]),
                df=float(found.df[row]),
                ci_low=low[row],
                ci_high=high[row],
                p_value=p_value,
                p_adjusted=p_adjusted,
                significant=p_adjusted < self._alpha,
                overlap=self._lined.likeness.overlap(before, self._wave),
            )

    def slopes(self, row: int) -> Iterator[SlopeFound]:
        """Yield the slope that a series has up to this wave, if it has one."""
        found, p_value = self._slopes, float(self._slopes.p_value[row])
        low, high = self._slope_ends
        if not isfinite(p_value + low[row]):
            return
        p_adjusted = self._p_adjusted[row][SLOPE]
        yield SlopeFound(
            first=self._names[int(found.first[row])],
            last=self._names[self._wave],
            waves=int(found.waves[row]),
            estimate=float(found.estimate[row]),
            se=float(found.se[row]),
            df=float(found.df[row]),
            ci_low=low[row],
            ci_high=high[row],
            p_value=p_value,
            lack_of_fit_p=float(found.lack_of_fit_p[row]),
            p_adjusted=p_adjusted,
            significant=p_adjusted < self._alpha,
        )


def _ends(changes: Changes, alpha: float) -> tuple[list[float], list[float]]:
    low, high = changes.interval(1 - alpha)
    return low.tolist(), high.tolist()
