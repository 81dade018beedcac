"""Who could be heard, and what has to be assumed to speak of the whole audience."""

from typing import Literal, get_args

from pydantic import Field

from validation.study import Document, Kind, Reached, Study
from validation.weighting import MarginLine, Weighting

Assumption = Literal[
    "model_based",
    "simple_random_sampling",
    "no_correction_for_non_response",
    "response_rate_unknown",
    "plan_after_data",
    "leavers_unknown",
]


class Hearing(Document):
    """The kind of sample, whom it could not reach, what weighting cost, what is assumed."""

    sample: Kind
    reaches: tuple[Reached, ...]
    unheard: tuple[Reached, ...]
    n_effective: float
    deff: float = Field(description="of the weights alone (Kish 1965)")
    largest_weight: float = Field(description="as a multiple of the mean weight")
    margins: tuple[MarginLine, ...]
    response_rate: float | None = None
    assumptions: tuple[Assumption, ...]


def build_hearing(study: Study, weighting: Weighting, *, planned_before: bool = False) -> Hearing:
    """Return who could be heard in answers that were imported."""
    reaches = study.audience.reaches
    return Hearing(
        sample=study.audience.sample,
        reaches=reaches,
        unheard=tuple(one for one in get_args(Reached) if reaches and one not in reaches),
        n_effective=weighting.n_effective,
        deff=weighting.deff,
        largest_weight=weighting.largest,
        margins=weighting.balance,
        assumptions=tuple(_assumptions(study, planned_before=planned_before)),
    )


def _assumptions(study: Study, *, planned_before: bool) -> list[Assumption]:
    source = study.data
    holds: dict[Assumption, bool] = {
        "model_based": study.audience.sample == "opt_in",
        "simple_random_sampling": not (source.weight or source.strata or source.cluster),
        "no_correction_for_non_response": not (source.weight or study.audience.margins),
        "response_rate_unknown": True,
        "plan_after_data": not planned_before,
        "leavers_unknown": not study.audience.reaches
        and any(hypothesis.claim.needs_leavers for hypothesis in study.hypotheses),
    }
    return [assumption for assumption, assumed in holds.items() if assumed]
