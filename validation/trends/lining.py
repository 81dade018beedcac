"""From assessments of several waves to series: which points there are, and where they break."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite

from validation.claims import Claim, OverWavesClaim
from validation.questionnaire import (
    Comparison,
    Conditions,
    bind_claims,
    compare_questionnaires,
    compare_terms,
)
from validation.study import Hypothesis, Study
from validation.trends.levels import measured
from validation.trends.material import WaveMaterial
from validation.trends.model import Break, Key, Point
from validation.verdicts import Assessment, Figures

CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Row:
    """One series as it stands in the assessments, a place a wave.

    `run` counts the stretches of comparable waves, −1 where there is no point.
    """

    key: Key
    claim: Claim
    figures: tuple[Figures | None, ...]
    run: tuple[int, ...]
    breaks: tuple[Break, ...]

    @property
    def is_share(self) -> bool:
        """Whether it is a plain share of people."""
        number = self.claim.number()
        return number is not None and number.is_share

    def is_tested(self, wave: int) -> bool:
        """Say whether enough people answered in a wave for a test."""
        found = self.figures[wave]
        if found is None or found.shortages or not self.claim.comparable or not found.df:
            return False
        return bool(found.se) or self.is_share


class Lining:
    """The waves of a study next to each other.

    Args:
        study: the study as it is now.
        material: its waves, the oldest first.
    """

    def __init__(self, study: Study, material: Sequence[WaveMaterial]) -> None:
        self.material = tuple(material)
        self.study = bind_claims(study, material[-1].questionnaire)
        self._prints = [wave.questionnaire.fingerprint for wave in material]
        self._claimed = [_claimed(wave.assessment) for wave in material]
        self._compared: dict[tuple[str, str], Comparison] = {}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every series, those of the whole audience before those of its segments."""
        return tuple(
            self._row(hypothesis, key)
            for hypothesis in self.study.hypotheses
            for key in self._keys(hypothesis)
        )

    def points(self, row: Row) -> Iterator[Point]:
        """Yield the points of a series."""
        newest = max(row.run)
        for wave, found, run in zip(self.material, row.figures, row.run, strict=True):
            if found is not None:
                point = _point(wave, found, comparable=run == newest)
                judged = not isinstance(row.claim, OverWavesClaim)
                yield point if judged else point.model_copy(update={"verdict": None})

    def _keys(self, hypothesis: Hypothesis) -> Iterator[Key]:
        yield Key(hypothesis.id)
        found: dict[Key, None] = {}
        for wave in self._figures:
            found |= dict.fromkeys(key for key in wave if key.hypothesis == hypothesis.id)
        for variable in self.study.audience.segments:
            yield from (key for key in found if key.segment == variable)

    @cached_property
    def _figures(self) -> tuple[dict[Key, Figures], ...]:
        return tuple(
            {
                key: found
                for key, found in (*_assessed(wave.assessment), *measured(self.study, wave))
                if _is_point(found)
            }
            for wave in self.material
        )

    def _row(self, hypothesis: Hypothesis, key: Key) -> Row:
        figures = [wave.get(key) for wave in self._figures]
        run: list[int] = []
        breaks: list[Break] = []
        last = None
        for at, found in enumerate(figures):
            if found is None:
                run.append(-1)
                continue
            reasons = () if last is None else self._reasons(hypothesis, key, last, at)
            if reasons:
                breaks.append(Break(wave=self.material[at].wave, reasons=reasons))
            run.append(len(breaks))
            last = at
        return Row(key, hypothesis.claim, tuple(figures), tuple(run), tuple(breaks))

    def _reasons(
        self, hypothesis: Hypothesis, key: Key, before: int, after: int
    ) -> tuple[str, ...]:
        """Why a series cannot run from one wave to another; nothing if it can."""
        one, other = self.material[before], self.material[after]
        items = [*self._items(hypothesis), *([key.segment] if key.segment else [])]
        claimed = (self._claimed[at].get(hypothesis.id) for at in (before, after))
        return (
            *self._comparison(before, after).reasons(items),
            *compare_terms(*_conditions(one, other)).reasons,
            *((CLAIM,) if len(set(claimed)) > 1 else ()),
        )

    def _items(self, hypothesis: Hypothesis) -> list[str]:
        personas: Mapping[str, Mapping[str, object]] = {
            persona.id: persona.when for persona in self.study.personas
        }
        asked = [measure.item for measure in hypothesis.claim.measures()]
        return [*(item for item in asked if item), *personas.get(hypothesis.persona or "", ())]

    def _comparison(self, before: int, after: int) -> Comparison:
        pair = (self._prints[before], self._prints[after])
        if pair not in self._compared:
            one, other = (self.material[at].questionnaire for at in (before, after))
            self._compared[pair] = compare_questionnaires(one, other)
        return self._compared[pair]


def _assessed(assessment: Assessment) -> Iterator[tuple[Key, Figures]]:
    for verdict in assessment.hypotheses:
        yield Key(verdict.id), verdict
        for part in verdict.segments:
            yield Key(verdict.id, part.variable, part.level), part


def _is_point(found: Figures) -> bool:
    return None not in (found.estimate, found.se, found.df, found.n_effective)


def _point(wave: WaveMaterial, found: Figures, *, comparable: bool) -> Point:
    return Point(
        wave=wave.wave,
        at=wave.at,
        estimate=_known(found.estimate),
        se=_known(found.se),
        df=_known(found.df),
        ci_low=found.ci_low,
        ci_high=found.ci_high,
        n=found.n,
        n_effective=_known(found.n_effective),
        verdict=found.verdict,
        shortages=found.shortages,
        comparable=comparable,
    )


def _known(number: float | None) -> float:
    return number if number is not None and isfinite(number) else 0.0


def _claimed(assessment: Assessment) -> dict[str, tuple[str, str, str | None]]:
    """What an assessment says that each claim is about."""
    return {one.id: (one.kind, one.unit, one.persona) for one in assessment.hypotheses}


def _conditions(one: WaveMaterial, other: WaveMaterial) -> tuple[Conditions, Conditions]:
    """How both waves were fielded; what is not known of one is taken to be as in the other."""
    before, after = (
        Conditions(this.mode or that.mode or "", this.sample or that.sample or "")
        for this, that in ((one, other), (other, one))
    )
    return before, after
