"""Trends and what they rest on, as documents that can be kept and shown."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from validation.claims import Unit
from validation.study import Document, Id
from validation.verdicts import Shortage, Verdict

Since = Literal["previous", "baseline"]
NewsKind = Literal[
    "change_previous", "change_baseline", "slope", "claim", "verdict_only", "broken", "new"
]


@dataclass(frozen=True, slots=True)
class Key:
    """Of which series: a hypothesis, in the whole audience or at a level of a segment."""

    hypothesis: str
    segment: str | None = None
    level: str | None = None


class TrendWave(Document):
    """One of the waves that are lined up: when it was, how large, how its people were found."""

    wave: str
    at: date
    n: int
    n_effective: float
    mode: str | None = None
    sample: str | None = None
    phase: str | None = Field(None, description="before or after a measure of our own")
    baseline: str | None = Field(None, description="the wave that it is to be compared with")
    notes: tuple[str, ...] = ()


class Point(Document):
    """What one wave says: as its assessment says it, with the unadjusted interval."""

    wave: str
    at: date
    estimate: float
    se: float
    df: float
    ci_low: float | None
    ci_high: float | None
    n: int
    n_effective: float
    verdict: Verdict | None = None
    shortages: tuple[Shortage, ...] = ()
    comparable: bool = Field(description="with the newest wave: no break lies between")


class Break(Document):
    """The first wave that is not comparable with those before it, and why."""

    wave: str
    reasons: tuple[str, ...]


class ChangeFound(Document):
    """A later wave less an earlier one; the p-value is adjusted to the whole error budget.

    `significant` where p_adjusted is below the α of the budget, which is decided when the later
    wave is assessed and never again.
    """

    since: Since
    before: str
    after: str
    estimate: float
    se: float
    df: float
    ci_low: float
    ci_high: float
    p_value: float
    p_adjusted: float = 1.0
    significant: bool = False
    overlap: int = Field(description="how many people answered in both waves")


class SlopeFound(Document):
    """The slope per year of the line through all comparable waves up to one."""

    first: str
    last: str
    waves: int
    estimate: float
    se: float
    df: float
    ci_low: float
    ci_high: float
    p_value: float
    lack_of_fit_p: float
    p_adjusted: float = 1.0
    significant: bool = False


class Series(Document):
    """One hypothesis over the waves: in the whole audience, or at one level of a segment."""

    hypothesis: Id
    segment: Id | None = None
    level: str | None = None
    unit: Unit
    points: tuple[Point, ...] = ()
    breaks: tuple[Break, ...] = ()
    changes: tuple[ChangeFound, ...] = Field((), description="of every wave, the oldest first")
    slopes: tuple[SlopeFound, ...] = Field((), description="up to every wave, the oldest first")
    detectable: float | None = Field(
        None, description="the change that a next wave like the newest finds with 80 % power"
    )

    @property
    def slope(self) -> SlopeFound | None:
        """The slope up to the newest wave, if there is one."""
        newest = self.points[-1].wave if self.points else None
        return self.slopes[-1] if self.slopes and self.slopes[-1].last == newest else None

    def change(self, since: Since) -> ChangeFound | None:
        """Return the change that the newest wave brought, if it can be told."""
        newest = self.points[-1].wave if self.points else None
        found = [one for one in self.changes if one.since == since and one.after == newest]
        return found[-1] if found else None


class ClaimFound(Document):
    """What a claim of a change or a trend has come to at one wave."""

    hypothesis: Id
    wave: str
    since: str | None = Field(None, description="the wave compared with; null for a trend")
    kind: Literal["change", "trend"]
    unit: Unit
    low: float | None
    high: float | None
    estimate: float | None = None
    se: float | None = None
    df: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    interval: float | None = Field(None, description="confidence of the interval")
    p_value: float | None = None
    p_adjusted: float | None = None
    n: int = Field(0, description="answers in this wave")
    n_effective: float | None = None
    verdict: Verdict
    shortages: tuple[Shortage, ...] = ()


class Share(Document):
    """What one wave had of the error budget, and how many tests shared it."""

    wave: str
    period: int = Field(description="1 for the first horizon of waves, then 2, 3 …")
    alpha: float
    tests: int


class Budget(Document):
    """The errors that are accepted over a horizon of waves, and what was spent of them.

    In at most a share `alpha` of studies in which nothing changes, any change, slope or segment is
    called significant in any wave of one period. After the horizon a new period starts.
    """

    alpha: float
    horizon: int
    period: int
    spent: float = Field(description="in this period, the newest wave included")
    this_wave: float = Field(description="what the newest wave had")
    next_wave: float = Field(description="what the next wave will have")
    shares: tuple[Share, ...] = Field((), description="of every wave, the oldest first")


class News(Document):
    """What the newest wave brought that was not known before."""

    kind: NewsKind
    hypothesis: Id
    segment: Id | None = None
    level: str | None = None
    wave: str
    since: str | None = Field(None, description="the wave that it is compared with")
    estimate: float | None = Field(None, description="of the change, of the slope per year")
    ci_low: float | None = None
    ci_high: float | None = None
    p_adjusted: float | None = None
    verdict_before: Verdict | None = None
    verdict: Verdict | None = None
    reasons: tuple[str, ...] = ()


class Attrition(Document):
    """Of the people of the wave before, how many answered again."""

    wave: str
    of: int
    again: int
    share: float


class Trend(Document):
    """All comparable waves of a study lined up."""

    study: Id
    confidence: float
    waves: tuple[TrendWave, ...]
    series: tuple[Series, ...]
    claims: tuple[ClaimFound, ...] = Field((), description="claims of change and trend, each wave")
    budget: Budget
    news: tuple[News, ...] = Field((), description="the most important first")
    attrition: tuple[Attrition, ...] = ()

    def claims_at(self, wave: str) -> dict[str, ClaimFound]:
        """Return what claims of change and trend came to at a wave, by hypothesis."""
        return {one.hypothesis: one for one in self.claims if one.wave == wave}

    def line(
        self, hypothesis: str, segment: str | None = None, level: str | None = None
    ) -> Series | None:
        """Return the series of a hypothesis in the whole audience or at a level."""
        wanted = (hypothesis, segment, level)
        return next(
            (one for one in self.series if (one.hypothesis, one.segment, one.level) == wanted), None
        )
