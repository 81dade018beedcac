"""Wave against wave: series, changes, slopes and news under one error budget."""

from validation.trends.building import build_trend
from validation.trends.claimed import complete_assessment
from validation.trends.material import WaveMaterial
from validation.trends.model import (
    Attrition,
    Break,
    Budget,
    ChangeFound,
    ClaimFound,
    News,
    NewsKind,
    Point,
    Series,
    Share,
    Since,
    SlopeFound,
    Trend,
    TrendWave,
)
from validation.trends.planning import ChangePlan

__all__ = [
    "Attrition",
    "Break",
    "Budget",
    "ChangeFound",
    "ChangePlan",
    "ClaimFound",
    "News",
    "NewsKind",
    "Point",
    "Series",
    "Share",
    "Since",
    "SlopeFound",
    "Trend",
    "TrendWave",
    "WaveMaterial",
    "build_trend",
    "complete_assessment",
]
