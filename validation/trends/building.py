"""From the waves of a study to its trend: each wave is decided once, in its turn."""

from collections.abc import Iterator, Sequence
from math import isnan

from validation.study import Study
from validation.trends.arranging import arrange
from validation.trends.attrition import build_attrition
from validation.trends.claimed import asked_of, build_questions, settle_claims
from validation.trends.deciding import adjust_tests, build_tests
from validation.trends.lined import Lined
from validation.trends.lining import Lining
from validation.trends.material import WaveMaterial, check_material
from validation.trends.model import (
    ChangeFound,
    ClaimFound,
    Key,
    Series,
    Share,
    SlopeFound,
    Trend,
    TrendWave,
)
from validation.trends.news import build_news
from validation.trends.planning import detectable_changes
from validation.trends.spending import build_budget, next_share
from validation.trends.writing import Written


def build_trend(
    study: Study, material: Sequence[WaveMaterial], *, before: Trend | None = None
) -> Trend:
    """Return the waves of a study lined up, and what the newest one brought.

    What was decided of earlier waves in `before` stays decided, at the error that they spent. The
    newest wave, and waves that `before` does not know, are decided now, one after the other.

    Args:
        study: as it is now; its claims are those of the series.
        material: the waves, the oldest first.
        before: the trend that was kept last.

    Raises:
        ResponseError: the waves cannot be lined up.
    """
    check_material(material)
    lining = Lining(study, material)
    lined = arrange(lining)
    history = History(lining, lined, before)
    for wave in range(len(material)):
        history.settle(wave)
    budget = build_budget(history.shares, alpha=study.decision.alpha)
    series = tuple(history.series(budget.next_wave))
    names = [wave.wave for wave in material]
    return Trend(
        study=study.study,
        confidence=study.decision.confidence,
        waves=tuple(_wave(one) for one in material),
        series=series,
        budget=budget,
        claims=tuple(history.claims),
        news=build_news(series, history.claims, names),
        attrition=tuple(build_attrition(material)),
    )


class History:
    """What was found wave by wave."""

    def __init__(self, lining: Lining, lined: Lined, before: Trend | None) -> None:
        self._lining, self._lined = lining, lined
        self._names = [wave.wave for wave in lining.material]
        self._changes: list[list[ChangeFound]] = [[] for _ in lining.rows]
        self._slopes: list[list[SlopeFound]] = [[] for _ in lining.rows]
        self._alpha = lining.study.decision.alpha
        self._kept = {} if before is None else {one.wave: one for one in before.budget.shares}
        self._kept.pop(self._names[-1], None)
        self._known = _known(before)
        self._judged = () if before is None else before.claims
        self.claims: list[ClaimFound] = []
        self.shares: list[Share] = list(self._kept.values())

    def settle(self, wave: int) -> None:
        """Take over what was decided of a wave, or decide it."""
        if self._names[wave] in self._kept:
            self._take_over(self._names[wave])
        else:
            self._decide(wave)

    def series(self, next_wave: float) -> Iterator[Series]:
        """Yield every series with all that was found."""
        detectable = detectable_changes(self._lined, next_wave)
        for number, row in enumerate(self._lining.rows):
            yield Series(
                hypothesis=row.key.hypothesis,
                segment=row.key.segment,
                level=row.key.level,
                unit=row.claim.unit(),
                points=tuple(self._lining.points(row)),
                breaks=row.breaks,
                changes=tuple(self._changes[number]),
                slopes=tuple(self._slopes[number]),
                detectable=None if isnan(detectable[number]) else float(detectable[number]),
            )

    def _take_over(self, name: str) -> None:
        self.claims += [one for one in self._judged if one.wave == name]
        for number, row in enumerate(self._lining.rows):
            line = self._known.get(row.key)
            if line is not None:
                self._changes[number] += [one for one in line.changes if one.after == name]
                self._slopes[number] += [one for one in line.slopes if one.last == name]

    def _decide(self, wave: int) -> None:
        tests = build_tests(self._lined, wave)
        questions = build_questions(self._lining, self._lined, wave, tests)
        asked = asked_of(questions, len(self._lining.study.hypotheses))
        found = adjust_tests(self._lined, tests.p_values, asked)
        share = next_share(self.shares, self._names[wave], found.tests, alpha=self._alpha)
        self.shares.append(share)
        scale = self._alpha / share.alpha if share.alpha else 1.0
        self.claims += settle_claims(questions, found, scale, (self._lining, wave))
        written = Written(
            self._names[: wave + 1],
            self._lined,
            tests,
            (found.of_series * scale).clip(max=1.0),
            alpha=self._alpha,
        )
        for number in range(len(self._lining.rows)):
            self._changes[number] += written.changes(number)
            self._slopes[number] += written.slopes(number)


def _known(before: Trend | None) -> dict[Key, Series]:
    if before is None:
        return {}
    return {Key(one.hypothesis, one.segment, one.level): one for one in before.series}


def _wave(wave: WaveMaterial) -> TrendWave:
    return TrendWave(
        wave=wave.wave,
        at=wave.at,
        n=wave.assessment.n,
        n_effective=wave.assessment.hearing.n_effective,
        mode=wave.mode,
        sample=wave.sample,
        phase=wave.phase,
        baseline=wave.baseline,
        notes=wave.notes,
    )
