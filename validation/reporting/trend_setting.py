"""What every part of a trend report is written with: the newest wave, and all of them."""

from validation.reporting.formatting import NONE, Kind
from validation.reporting.hidden_points import Guard
from validation.reporting.readings import PLAIN
from validation.reporting.setting import Line, Setting
from validation.trends import Point, Series, Trend

# The kind of a distance between two numbers of a kind.
DISTANCE: dict[Kind, Kind] = {
    "share": "share_gap",
    "share_gap": "share_gap",
    "points": "points_gap",
    "points_gap": "points_gap",
    "scale": "scale_gap",
    "scale_gap": "scale_gap",
    "correlation": "correlation",
}


class TrendSetting:
    """A trend with the words, labels and numbers of its newest wave.

    Args:
        setting: of the newest wave.
        trend: all waves.
    """

    def __init__(self, setting: Setting, trend: Trend) -> None:
        self.setting = setting
        self.trend = trend
        self.words = setting.words
        self.numerals = setting.numerals
        self.guard = Guard.of(trend, setting.material.floor)
        self._lines = {line.hypothesis.id: line for line in setting.lines}

    @property
    def newest(self) -> str:
        """The name of the newest wave."""
        return self.trend.waves[-1].wave

    def line(self, hypothesis: str) -> Line | None:
        """Return a hypothesis with its verdict in the newest wave; none if it is not asked now."""
        return self._lines.get(hypothesis)

    def kind(self, series: Series) -> Kind:
        """Return the kind of the numbers of a series."""
        line = self.line(series.hypothesis)
        if line is None or line.hypothesis.claim.over_waves:
            return PLAIN[series.unit][0]
        return line.reading.kind

    def figure(self, value: float | None, series: Series) -> str:
        """Return an estimate of a series."""
        return self.numerals.figure(value, self.kind(series))

    def change(self, value: float | None, series: Series, digits: int | None = None) -> str:
        """Return a distance between two estimates of a series, with its sign."""
        written = self.numerals.figure(value, DISTANCE[self.kind(series)], digits)
        rises = value is not None and value > 0 and any(one in "123456789" for one in written)
        return f"+{written}" if rises else written

    def change_interval(
        self, ends: tuple[float, float], series: Series, digits: int | None = None
    ) -> str:
        """Return the interval of a change."""
        return self.numerals.interval(ends, DISTANCE[self.kind(series)], digits)

    def rate(self, values: tuple[float | None, ...], series: Series) -> int:
        """Return the decimals of a slope and its interval."""
        return self.numerals.rate(values, DISTANCE[self.kind(series)])

    def interval(self, point: Point, series: Series) -> str:
        """Return the interval of a point."""
        return self.numerals.interval((point.ci_low, point.ci_high), self.kind(series))

    def group(self, segment: str | None, level: str | None) -> str:
        """Return the level of a segment that a series is about; nothing for the whole."""
        if segment is None or level is None:
            return ""
        return self.setting.labels.answer(segment, level)

    def reasons(self, names: tuple[str, ...]) -> str:
        """Return why a series breaks."""
        keys = ((f"reason_{one}", one.replace("_", " ")) for one in names)
        return ", ".join(self.words(key) if key in self.words else plain for key, plain in keys)

    def verdict(self, name: str | None) -> str:
        """Return the word for a verdict; that there was none."""
        return self.words("not_judged") if name is None else self.setting.verdict(name)

    def verdict_at(self, point: Point, series: Series) -> str:
        """Return the word for the verdict of a wave; of several waves the whole alone is judged."""
        line = self.line(series.hypothesis)
        if line is None or not line.hypothesis.claim.over_waves:
            return self.verdict(point.verdict)
        judged = {(one.hypothesis, one.wave): one.verdict for one in self.trend.claims}
        found = judged.get((series.hypothesis, point.wave))
        return NONE if found is None or series.segment is not None else self.verdict(found)

    def claimed_change(self, bounds: tuple[float | None, float | None], series: Series) -> str:
        """Return where a claim of a change is true."""
        return self.numerals.claimed(bounds, DISTANCE[self.kind(series)])
