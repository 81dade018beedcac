"""What a wave says of the numbers that claims of change and trend are about."""

from collections.abc import Iterator
from math import isfinite

from validation.claims import Compared, Frame, OverWavesClaim
from validation.errors import TodennaError
from validation.study import BandsItem, Hypothesis, Study
from validation.trends.inside import Inside
from validation.trends.material import WaveMaterial
from validation.trends.model import Key
from validation.verdicts import Figures, Verdict, shortages


def measured(study: Study, wave: WaveMaterial) -> Iterator[tuple[Key, Figures]]:
    """Yield the level of each such claim in a wave: in the whole audience, and by segment.

    An assessment has none of them, because one wave cannot judge what they claim.
    """
    frame = wave.frame
    claimed = [one for one in study.hypotheses if isinstance(one.claim, OverWavesClaim)]
    if frame is None or not claimed:
        return
    inside = Inside(study, frame)
    for hypothesis in claimed:
        for key in _keys(study, hypothesis, frame):
            found = _figures(study, hypothesis, frame, (key, inside))
            if found is not None:
                yield key, found


def _keys(study: Study, hypothesis: Hypothesis, frame: Frame) -> Iterator[Key]:
    yield Key(hypothesis.id)
    made_of = {item.id: item.of for item in study.items if isinstance(item, BandsItem)}
    personas = {one.id: one.when for one in study.personas}
    asked = {measure.item for measure in hypothesis.claim.measures()}
    for variable in study.audience.segments:
        about = {variable, made_of.get(variable, variable)}
        if variable in frame.columns and about.isdisjoint(asked):
            levels = frame.column(variable).levels
            within = personas.get(hypothesis.persona or "", {}).get(variable, levels)
            kept = [level for level in levels if level in within]
            yield from (Key(hypothesis.id, variable, level) for level in kept if len(kept) > 1)


def _figures(
    study: Study, hypothesis: Hypothesis, frame: Frame, part: tuple[Key, Inside]
) -> Figures | None:
    number = hypothesis.claim.number()
    key, inside = part
    if number is None:
        return None
    try:
        found = number.estimate(frame, inside.of(key), study.decision.confidence)
    except TodennaError:
        return None
    group = Compared("all", found.n, found.n_effective, found.df)
    ends = (found.ci_low, found.ci_high)
    low, high = (float(end) if isfinite(end) else None for end in ends)
    return Figures(
        estimate=found.estimate,
        se=found.se,
        df=found.df,
        ci_low=low,
        ci_high=high,
        n=found.n,
        n_effective=found.n_effective,
        deff=found.deff,
        interval=found.confidence,
        verdict=Verdict.TOO_FEW,
        shortages=tuple(shortages((group,), study.decision)),
    )
