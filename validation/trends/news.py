"""What the newest wave brought: what changed, not what crossed a line."""

from collections.abc import Iterator, Sequence

from validation.trends.model import ChangeFound, ClaimFound, News, Series, SlopeFound
from validation.verdicts import Verdict

ORDER = ("change_previous", "change_baseline", "slope", "claim", "broken", "new", "verdict_only")


def build_news(
    series: Sequence[Series], claims: Sequence[ClaimFound], waves: Sequence[str]
) -> tuple[News, ...]:
    """Return the news of the newest wave, the whole audience before segments, changes first.

    A significant change since the previous wave is news whenever it is found. A distance from the
    baseline, a slope, or the verdict of a claim about waves is news where the wave before did not
    have it. Where a verdict differs and no change is significant, the level is the same as far as
    can be told, and what differs is the certainty.
    """
    newest = waves[-1]
    found = [
        *(one for line in series for one in _of_series(line, newest)),
        *_of_claims(claims, waves),
    ]
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.kind), one.level is not None)))


def _of_series(line: Series, newest: str) -> Iterator[News]:
    if not line.points or line.points[-1].wave != newest:
        return
    change = line.change("previous")
    told = change is not None and change.significant
    if change is not None and told:
        yield _news(line, "change_previous", change)
    base = line.change("baseline")
    if base is not None and base.significant and not _was_far(line, base):
        yield _news(line, "change_baseline", base)
    slope = line.slope
    if slope is not None and slope.significant and not _was_sloping(line, slope):
        yield _news(line, "slope", slope)
    if line.breaks and line.breaks[-1].wave == newest:
        yield _told(line, "broken", newest).model_copy(update={"reasons": line.breaks[-1].reasons})
    elif len(line.points) == 1 and line.level is None:
        yield _told(line, "new", newest)
    elif not told and line.level is None and _differs(line):
        yield _told(line, "verdict_only", newest)


def _was_far(line: Series, base: ChangeFound) -> bool:
    """Say whether the wave before was told to be as far from the baseline, on the same side."""
    before = line.points[-2].wave
    return any(
        one.significant and (one.estimate > 0) == (base.estimate > 0)
        for one in line.changes
        if one.after == before and one.before == base.before
    )


def _was_sloping(line: Series, slope: SlopeFound) -> bool:
    before = line.points[-2].wave
    return any(
        one.significant and (one.estimate > 0) == (slope.estimate > 0)
        for one in line.slopes
        if one.last == before and one.first == slope.first
    )


def _differs(line: Series) -> bool:
    before, after = line.points[-2:]
    return before.verdict != after.verdict and after.comparable and before.comparable


def _news(line: Series, kind: str, found: ChangeFound | SlopeFound) -> News:
    since = found.before if isinstance(found, ChangeFound) else found.first
    return _told(line, kind, line.points[-1].wave).model_copy(
        update={
            "since": since,
            "estimate": found.estimate,
            "ci_low": found.ci_low,
            "ci_high": found.ci_high,
            "p_adjusted": found.p_adjusted,
        }
    )


def _told(line: Series, kind: str, wave: str) -> News:
    points = line.points
    return News.model_validate(
        {
            "kind": kind,
            "hypothesis": line.hypothesis,
            "segment": line.segment,
            "level": line.level,
            "wave": wave,
            "since": points[-2].wave if len(points) > 1 else None,
            "verdict_before": points[-2].verdict if len(points) > 1 else None,
            "verdict": points[-1].verdict,
        }
    )


def _of_claims(claims: Sequence[ClaimFound], waves: Sequence[str]) -> Iterator[News]:
    known = {(one.hypothesis, one.wave): one.verdict for one in claims}
    settled = {Verdict.SUPPORTED, Verdict.REFUTED}
    for one in claims:
        before = next(
            (
                known[one.hypothesis, wave]
                for wave in waves[-2::-1]
                if (one.hypothesis, wave) in known
            ),
            None,
        )
        if one.wave == waves[-1] and one.verdict in settled and one.verdict != before:
            yield News(
                kind="claim",
                hypothesis=one.hypothesis,
                wave=one.wave,
                since=one.since,
                estimate=one.estimate,
                ci_low=one.ci_low,
                ci_high=one.ci_high,
                p_adjusted=one.p_adjusted,
                verdict_before=before,
                verdict=one.verdict,
            )
