"""From series to arrays of numbers, with what the same people in several waves make of them."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from validation.claims import Frame
from validation.errors import TodennaError
from validation.trends.inside import Inside
from validation.trends.lined import NOWHERE, Booleans, Floats, Fresh, Likeness, Lined
from validation.trends.lining import Lining, Row
from validation.trends.material import WaveMaterial
from validation.trends.overlapping import Panel

DAYS = 365.25  # of a year


def arrange(lining: Lining) -> Lined:
    """Return the numbers of all series, a row each, in their order."""
    rows, waves = lining.rows, lining.material
    hypotheses = {one.id: at for at, one in enumerate(lining.study.hypotheses)}
    names = [wave.wave for wave in waves]
    first = waves[0].at
    return Lined(
        hypothesis=np.array([hypotheses[row.key.hypothesis] for row in rows], dtype=np.intp),
        part=np.array(list(_parts(rows)), dtype=np.intp),
        shares=np.array([row.is_share for row in rows], dtype=np.bool_),
        times=np.array([(wave.at - first).days / DAYS for wave in waves]),
        baseline=np.array([_place(names, wave.baseline) for wave in waves], dtype=np.intp),
        run=np.array([row.run for row in rows], dtype=np.intp).reshape(len(rows), len(waves)),
        tested=np.array([[row.is_tested(at) for at in range(len(waves))] for row in rows]),
        estimate=_numbers(rows, "estimate"),
        se=_numbers(rows, "se"),
        df=_numbers(rows, "df"),
        n_effective=_numbers(rows, "n_effective"),
        likeness=likeness_of(lining),
    )


def likeness_of(lining: Lining) -> Likeness:
    """Return how alike waves are because they asked the same people.

    Waves of nameless people, and those whose design has clusters or replicate weights, are taken
    to be independent of the others: with the same people in both, changes are then told with less
    precision than they have.
    """
    named = [wave.people if _is_simple(wave) else None for wave in lining.material]
    shared = _shared(named)
    if not shared:
        return Fresh(len(lining.rows))
    asked = [
        (np.array(people), _deviations(lining, at)) if people is not None and at in shared else None
        for at, people in enumerate(named)
    ]
    return Panel(asked, len(lining.rows))


def _parts(rows: Sequence[Row]) -> Iterator[int]:
    before = ""
    part = 0
    for row in rows:
        part = part + 1 if row.key.hypothesis == before else 0
        before = row.key.hypothesis
        yield part


def _place(names: Sequence[str], name: str | None) -> int:
    return names.index(name) if name in names else NOWHERE


def _numbers(rows: Sequence[Row], name: str) -> Floats:
    found = [[np.nan if one is None else getattr(one, name) for one in row.figures] for row in rows]
    return np.array(found, dtype=np.float64)


def _is_simple(wave: WaveMaterial) -> bool:
    """Say whether every row of the answers is a sampled unit of its own."""
    if wave.frame is None or wave.frame.design.is_replicated:
        return False
    stages = wave.frame.design.units()
    return len(stages) == 1 and stages[0][1].size == wave.frame.n


def _shared(named: Sequence[tuple[int, ...] | None]) -> set[int]:
    """Which waves have people in common with another one."""
    people = [(at, frozenset(one)) for at, one in enumerate(named) if one is not None]
    found: set[int] = set()
    for (one, here), (other, there) in combinations(people, 2):
        if not here.isdisjoint(there):
            found |= {one, other}
    return found


def _deviations(lining: Lining, at: int) -> Floats:
    """What each respondent of a wave adds to the deviation of every series (n, m)."""
    frame = lining.material[at].frame
    if frame is None:
        return np.zeros((0, len(lining.rows)))
    inside = Inside(lining.study, frame)
    influence = np.zeros((frame.n, len(lining.rows)))
    for column, row in enumerate(lining.rows):
        if row.is_tested(at):
            influence[:, column] = _influence(row, frame, inside.of(row.key))
    units, _ = frame.design.units()[0]
    return frame.design.stage_deviations(influence)[0][units]


def _influence(row: Row, frame: Frame, where: Booleans) -> Floats:
    number = row.claim.number()
    try:
        if number is None:
            return row.claim.outcome(frame, where, 0.95).estimate.influence
        values = number.values(frame)
    except TodennaError:
        return np.zeros(frame.n)
    weights = np.where(where & ~np.isnan(values), frame.design.weights, 0.0)
    total = weights.sum()
    if total <= 0:
        return np.zeros(frame.n)
    known = np.where(weights > 0, values, 0.0)
    influence: Floats = weights * (known - weights @ known / total) / total
    return influence
