"""Estimates of several samples together: fresh samples, or the same units asked again."""

from collections.abc import Hashable, Sequence
from dataclasses import replace

import numpy as np

from validation.errors import StatisticsError
from validation.stats.contrasts import contrast
from validation.stats.design import Design
from validation.stats.results import Estimate, Estimates
from validation.stats.sources import Rows
from validation.stats.stacked_design import StackedDesign, Units

Samples = Sequence[tuple[Design, Estimate]]


def stack(
    samples: Samples,
    *,
    units: Units | None = None,
    levels: Sequence[Hashable] | None = None,
) -> Estimates:
    """Return estimates of several samples with their joint covariance.

    Replicate weights know nothing of the units that two samples share, so that a ReplicateDesign
    is refused; give the strata and units of the sample.

    Args:
        samples: The design and the estimate of each sample, in their order.
        units: For each sample the name of every row's sampled unit (the respondent, or the
            cluster that was drawn; a tuple of columns, one a stage, where population sizes make
            more stages count). The same name in two samples is the same unit. Without it the
            samples are independent.
        levels: Names of the samples; else 0, 1, 2 …

    Raises:
        StatisticsError: Estimates of other designs, replicate weights, or units that contradict
            the design.

    >>> from validation import stats
    >>> before, after = stats.Design(4), stats.Design(4)
    >>> samples = [(before, stats.mean(before, [5, 7, 8, 9])),
    ...            (after, stats.mean(after, [6, 9, 9, 10]))]
    >>> fresh = stack(samples, levels=["before", "after"])
    >>> asked_again = stack(samples, units=[["Ann", "Ben", "Cy", "Di"]] * 2)
    >>> fresh.covariance.round(3)
    array([[0.729, 0.   ],
           [0.   , 0.75 ]])
    >>> asked_again.covariance.round(3)
    array([[0.729, 0.708],
           [0.708, 0.75 ]])
    """
    names = tuple(range(len(samples))) if levels is None else tuple(levels)
    if not samples or len(names) != len(samples):
        message = f"levels: found {len(names)} for {len(samples)} samples, must be as many."
        raise StatisticsError(message)
    _check_linearised(samples, names)
    design = StackedDesign([design for design, _ in samples], units)
    parts, start = [], 0
    for at, (own, part) in enumerate(samples):
        if part.influence.shape != (own.n,):
            message = (
                f"samples: {names[at]}: found an estimate of {part.influence.size} rows for a "
                f"design of {own.n}, must be the design that the estimate was made with."
            )
            raise StatisticsError(message)
        parts.append(_placed(part, start, design))
        start += own.n
    influence = np.column_stack([part.influence for part in parts])
    everybody = np.logical_or.reduce([part.domain for part in parts])
    return Estimates(
        names, tuple(parts), design.covariance(influence), design.domain_df(everybody), design
    )


def change(
    estimates: Estimates, earlier: Hashable, later: Hashable, *, confidence: float = 0.95
) -> Estimate:
    """Return later minus earlier, with the covariance between the two.

    >>> from validation import stats
    >>> design = stats.Design(6)
    >>> waves = stats.domain_means(design, [5, 6, 7, 8, 9, 7], [0, 0, 0, 1, 1, 1], [2025, 2026])
    >>> change(waves, 2025, 2026).estimate
    2.0
    """
    if earlier == later:
        message = f"later: found {later!r} twice, must differ from the earlier one."
        raise StatisticsError(message)
    for level in (earlier, later):
        estimates[level]  # says which levels there are if it is none of them
    signs = {earlier: -1.0, later: 1.0}
    coefficients = [signs.get(level, 0.0) for level in estimates.levels]
    return contrast(estimates, coefficients, confidence=confidence)


def _check_linearised(samples: Samples, names: Sequence[Hashable]) -> None:
    for name, (design, _) in zip(names, samples, strict=True):
        if design.is_replicated:
            message = (
                f"samples: {name}: found replicate weights, must be a design of strata and units."
            )
            raise StatisticsError(message)


def _placed(part: Estimate, start: int, design: StackedDesign) -> Estimate:
    rows = slice(start, start + part.influence.size)
    influence, domain = np.zeros(design.n), np.zeros(design.n, dtype=np.bool_)
    influence[rows], domain[rows] = part.influence, part.domain
    return replace(part, source=Rows(influence), domain=domain, design=design)
