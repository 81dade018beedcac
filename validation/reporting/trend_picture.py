"""A series as a picture: what is drawn of it, whatever draws it."""

from dataclasses import dataclass
from typing import Literal

from validation.reporting.formatting import Kind

Marker = Literal["up", "down", "up_baseline", "down_baseline"]
Tick = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Dot:
    """One wave of a series: when, from 0 to 1, and what it says; `joined` to the one before."""

    at: float
    estimate: float
    low: float
    high: float
    joined: bool
    marker: Marker | None = None


@dataclass(frozen=True, slots=True)
class TrendPicture:
    """A series on one axis of time: estimates with intervals, and where it breaks."""

    kind: Kind
    dots: tuple[Dot, ...]
    axis: tuple[float, float]
    ticks: tuple[Tick, ...]
    times: tuple[Tick, ...]
    bounds: tuple[float | None, float | None]
    breaks: tuple[float, ...]
