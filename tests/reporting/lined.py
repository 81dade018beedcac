"""Waves of a small study, lined up by hand."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from validation.trends import Break, Budget, ChangeFound, News, Point, Series, Trend, TrendWave
from validation.verdicts import Verdict

WAVES = ("2027-01", "2027-04", "2027-07")
BUDGET = Budget(alpha=0.05, horizon=12, period=1, spent=0.0125, this_wave=0.004, next_wave=0.004)


def day(wave: str) -> date:
    return date.fromisoformat(f"{wave}-01")


def series(
    estimates: Sequence[float | None] = (0.5, 0.6, 0.7),
    n: int | Sequence[int] = 100,
    **keys: Any,  # noqa: ANN401 (fields of Series)
) -> Series:
    """Return the series of a hypothesis, its intervals 0.1 to either side."""
    sizes = [n] * len(WAVES) if isinstance(n, int) else list(n)
    points = tuple(
        Point(
            wave=wave, at=day(wave), estimate=estimate, se=0.05, df=99, ci_low=estimate - 0.1,
            ci_high=estimate + 0.1, n=size, n_effective=size, verdict=Verdict.SUPPORTED,
            comparable=True,
        )
        for wave, estimate, size in zip(WAVES, estimates, sizes, strict=True)
        if estimate is not None
    )  # fmt: skip
    usual: dict[str, Any] = {"hypothesis": "good", "unit": "share", "points": points}
    return Series.model_validate(usual | keys)


def change(**keys: Any) -> ChangeFound:  # noqa: ANN401 (fields of ChangeFound)
    """Return a significant rise from the second wave to the third."""
    usual: dict[str, Any] = {
        "since": "previous", "before": WAVES[1], "after": WAVES[2], "estimate": 0.1, "se": 0.02,
        "df": 99, "ci_low": 0.06, "ci_high": 0.14, "p_value": 0.001, "p_adjusted": 0.01,
        "significant": True, "overlap": 0,
    }  # fmt: skip
    return ChangeFound.model_validate(usual | keys)


def news(**keys: Any) -> News:  # noqa: ANN401 (fields of News)
    """Return the news of that rise."""
    usual: dict[str, Any] = {
        "kind": "change_previous", "hypothesis": "good", "wave": WAVES[2], "since": WAVES[1],
        "estimate": 0.1, "ci_low": 0.06, "ci_high": 0.14, "p_adjusted": 0.01,
    }  # fmt: skip
    return News.model_validate(usual | keys)


def broken(wave: str = WAVES[1]) -> tuple[Break, ...]:
    return (Break(wave=wave, reasons=("wording", "mode")),)


def trend(*lines: Series, **keys: Any) -> Trend:  # noqa: ANN401 (fields of Trend)
    """Return a trend of three waves, with one series where none is given."""
    waves = tuple(
        TrendWave(wave=one, at=day(one), n=250, n_effective=200, mode="import") for one in WAVES
    )
    usual: dict[str, Any] = {
        "study": "shop", "confidence": 0.95, "waves": waves, "series": lines or (series(),),
        "budget": BUDGET,
    }  # fmt: skip
    return Trend.model_validate(usual | keys)
