"""What a series says in words, which is also the alternative text of its picture."""

from collections.abc import Iterator

from validation.reporting.trend_setting import TrendSetting
from validation.trends import ChangeFound, ClaimFound, Series, SlopeFound
from validation.verdicts import Verdict

BENT = 0.05
POWER = 0.8  # as the trend plans its next wave


def value_of(series: Series, setting: TrendSetting) -> str:
    """Return the newest number of a series that may be shown, and of which wave it is."""
    points = setting.guard.points(series)
    if not points:
        return setting.words("series_empty")
    estimate = setting.figure(points[-1].estimate, series)
    return setting.words("value_now", estimate=estimate, wave=points[-1].wave)


def conclusion(series: Series, setting: TrendSetting) -> str:
    """Return what a series says: where it began, where it is, and whether that is a change."""
    return " ".join((_from_first_to_last(series, setting), *_changes(series, setting)))


def notes_on(series: Series, setting: TrendSetting) -> Iterator[str]:
    """Yield what to know beside a series: breaks, its slope, and what a next wave could find."""
    whole = setting.trend.line(series.hypothesis)
    known = whole.breaks if whole is not None and series.segment is not None else ()
    for one in series.breaks:
        if one in known:
            continue
        reasons = setting.reasons(one.reasons)
        yield setting.words("breaks_at", wave=one.wave, reasons=reasons)
    slope = setting.guard.slope(series)
    if slope is not None and (slope.significant or series.segment is None):
        yield from _slope(slope, series, setting)
    if series.segment is None and series.detectable is not None and setting.guard.points(series):
        change = setting.change(series.detectable, series).removeprefix("+")
        power = setting.numerals.level(POWER)
        yield setting.words("detectable", change=change, power=power)
    if series.segment is None:
        yield from _claim(series, setting)


def _from_first_to_last(series: Series, setting: TrendSetting) -> str:
    points = setting.guard.points(series)
    if not points:
        return setting.words("series_empty")
    first, last = points[0], points[-1]
    return setting.words(
        "series_conclusion" if len(points) > 1 else "series_conclusion_one",
        waves=setting.numerals.integer(len(points)),
        first=first.wave,
        last=last.wave,
        before=setting.figure(first.estimate, series),
        after=setting.figure(last.estimate, series),
        interval=setting.interval(last, series),
    )


def _changes(series: Series, setting: TrendSetting) -> Iterator[str]:
    """Yield the changes that the newest wave brought, that to the wave before first."""
    newest = [one for one in setting.guard.changes(series) if one.after == setting.newest]
    told: set[str] = set()
    for one in sorted(newest, key=lambda one: one.since, reverse=True):
        if one.before not in told:
            told.add(one.before)
            yield _change(one, series, setting)
            yield from _overlap(one, series, setting)


def _change(found: ChangeFound, series: Series, setting: TrendSetting) -> str:
    return setting.words(
        "change_found" if found.significant else "change_not_found",
        since=found.before,
        change=setting.change(found.estimate, series),
        interval=setting.change_interval((found.ci_low, found.ci_high), series),
    )


def _overlap(found: ChangeFound, series: Series, setting: TrendSetting) -> Iterator[str]:
    sizes = {one.wave: one.n for one in series.points}
    overlap = setting.guard.count(found.overlap, sizes.get(found.after, found.overlap))
    if overlap:
        yield setting.words("overlapping", overlap=setting.numerals.integer(overlap))


def _slope(slope: SlopeFound, series: Series, setting: TrendSetting) -> Iterator[str]:
    digits = setting.rate((slope.estimate, slope.ci_low, slope.ci_high), series)
    yield setting.words(
        "slope_found" if slope.significant else "slope_not_found",
        since=slope.first,
        change=setting.change(slope.estimate, series, digits),
        interval=setting.change_interval((slope.ci_low, slope.ci_high), series, digits),
    )
    if slope.lack_of_fit_p < BENT:
        yield setting.words("slope_bent")


def _claim(series: Series, setting: TrendSetting) -> Iterator[str]:
    found = [one for one in setting.trend.claims if one.hypothesis == series.hypothesis]
    if found:
        yield _claimed(found[-1], series, setting)


def _claimed(claim: ClaimFound, series: Series, setting: TrendSetting) -> str:
    if claim.verdict is Verdict.TOO_FEW or claim.ci_low is None or claim.ci_high is None:
        return setting.words(f"claim_waits_{claim.kind}")
    numbers = (claim.estimate, claim.ci_low, claim.ci_high)
    digits = setting.rate(numbers, series) if claim.kind == "trend" else None
    return setting.words(
        f"claim_stands_{claim.kind}",
        wave=claim.wave,
        since=claim.since or "",
        verdict=setting.verdict(claim.verdict),
        estimate=setting.change(claim.estimate, series, digits),
        interval=setting.change_interval((claim.ci_low, claim.ci_high), series, digits),
        claimed=setting.claimed_change((claim.low, claim.high), series),
    )
