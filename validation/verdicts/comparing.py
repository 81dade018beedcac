"""The verdicts of a wave with the flagged responses and without them."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from validation.claims import Choices, Frame
from validation.errors import StatisticsError, WeightingError
from validation.responses import Screening
from validation.verdicts.assessing import Planned, assess
from validation.verdicts.model import Assessment, Differing, FlagCount, Screened
from validation.weighting import weigh

FLAGGED = "todenna.flagged"
LEVELS = ("no", "yes")
Booleans = NDArray[np.bool_]


def assess_screened(planned: Planned, frame: Frame, screening: Screening) -> Assessment:
    """Return the verdicts of a wave, and which of them the flagged responses make.

    Whether flagged responses count in the verdicts is decided in the plan. The other way stands
    beside it, by the same claims and margins.

    Args:
        planned: the study with its claims bound to items, its plan and the items' forms.
        frame: everybody's answers, with the design before weighting.
        screening: what screening found in them.

    Raises:
        WeightingError: the responses that count cannot be weighted to the margins.
        StatisticsError: no response is left that counts.
    """
    everybody, unflagged = np.ones(frame.n, dtype=bool), ~screening.flagged()
    left_out = planned.plan.decision.flagged == "leave_out"
    counted, otherwise = (unflagged, everybody) if left_out else (everybody, unflagged)
    assessment = _assessed(planned, frame, counted)
    other = assessment if unflagged.all() else _tried(planned, frame, otherwise)
    screened = Screened(
        n=int(screening.flagged().sum()),
        flags=tuple(
            FlagCount(kind=one.kind, n=int(one.flagged.sum()), threshold=one.threshold)
            for one in screening.flags
        ),
        unknown=dict(screening.unknown),
        left_out=left_out,
        compared=other is not None,
        differing=() if other is None else tuple(_differing(assessment, other)),
    )
    return assessment.model_copy(update={"screened": screened})


def _tried(planned: Planned, frame: Frame, counted: Booleans) -> Assessment | None:
    try:
        return _assessed(planned, frame, counted)
    except (StatisticsError, WeightingError):
        return None


def _assessed(planned: Planned, frame: Frame, counted: Booleans) -> Assessment:
    """Return the verdicts by some of the respondents, who are a domain of the sample."""
    margins = planned.study.audience.margins
    if counted.all():
        return assess(planned, *weigh(frame, margins))
    weights = np.where(counted, frame.design.weights, 0.0)
    flag = Choices(np.where(counted, np.int8(0), np.int8(1)), LEVELS)
    domain = Frame({**frame.columns, FLAGGED: flag}, frame.design.reweighted(weights))
    assessment = assess(_within(planned), *weigh(domain, margins))
    return assessment.model_copy(update={"n": int(counted.sum()), "plan_hash": planned.plan.hash})


def _within(planned: Planned) -> Planned:
    """Return the plan with every claim about those without a flag."""
    claims = [
        claim.model_copy(update={"persona": {**claim.persona, FLAGGED: LEVELS[:1]}})
        for claim in planned.plan.claims
    ]
    return replace(planned, plan=planned.plan.model_copy(update={"claims": tuple(claims)}))


def _differing(assessment: Assessment, other: Assessment) -> Iterator[Differing]:
    for one, otherwise in zip(assessment.hypotheses, other.hypotheses, strict=True):
        if one.verdict != otherwise.verdict:
            yield Differing(
                id=one.id,
                verdict=one.verdict,
                otherwise=otherwise.verdict,
                estimate=one.estimate,
                otherwise_estimate=otherwise.estimate,
            )
