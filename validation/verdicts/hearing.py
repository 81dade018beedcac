"""Who could be heard, and what has to be assumed to speak of the whole audience."""

from typing import Literal, get_args

from pydantic import Field

from validation.sampling import Listed
from validation.study import Document, Kind, Reached, Study
from validation.weighting import MarginLine, Weighting

Heard = Kind | Literal["list_sample", "list_census"]
Assumption = Literal[
    "model_based",
    "simple_random_sampling",
    "no_correction_for_non_response",
    "response_rate_unknown",
    "plan_after_data",
    "leavers_unknown",
]


MODELLED: tuple[Heard, ...] = ("opt_in", "list_sample", "list_census")


class FieldedStratum(Document):
    """A stratum of the list: how many it holds, were asked, and answered."""

    name: str
    frame: int
    invited: int
    responses: int


class Fielding(Document):
    """How a wave was fielded by Todenna: who was on the list, was asked, and answered.

    Where there was no list (open links), `invited` are those who opened the first page, and no
    response rate can be told.
    """

    frame: int | None = None
    invited: int
    complete: int
    partial: int
    response_rate: float | None = Field(None, description="AAPOR RR1: complete responses alone")
    strata: tuple[FieldedStratum, ...] = ()
    listed: Listed | None = Field(None, description="what the list held when it was drawn from")


class Hearing(Document):
    """The kind of sample, whom it could not reach, what weighting cost, what is assumed."""

    sample: Heard = Field(
        description="`list_…`: invited from a list of contacts, some at random or all"
    )
    reaches: tuple[Reached, ...]
    unheard: tuple[Reached, ...]
    n_effective: float
    deff: float = Field(description="of the weights alone (Kish 1965)")
    largest_weight: float = Field(description="as a multiple of the mean weight")
    margins: tuple[MarginLine, ...]
    response_rate: float | None = None
    fielding: Fielding | None = None
    assumptions: tuple[Assumption, ...]


def build_hearing(
    study: Study,
    weighting: Weighting,
    fielding: Fielding | None = None,
    *,
    planned_before: bool = False,
) -> Hearing:
    """Return who could be heard: in answers that were imported, or that we asked for ourselves."""
    reaches = study.audience.reaches
    return Hearing(
        sample=_sample(study, fielding),
        reaches=reaches,
        unheard=tuple(one for one in get_args(Reached) if reaches and one not in reaches),
        n_effective=weighting.n_effective,
        deff=weighting.deff,
        largest_weight=weighting.largest,
        margins=weighting.balance,
        response_rate=None if fielding is None else fielding.response_rate,
        fielding=fielding,
        assumptions=tuple(_assumptions(study, fielding, planned_before=planned_before)),
    )


def _sample(study: Study, fielding: Fielding | None) -> Heard:
    """How respondents were found: of what we fielded we know it, whatever the study says."""
    said = study.audience.sample
    if fielding is None:
        return said
    if fielding.frame is None:
        return "opt_in"
    whole = fielding.invited == fielding.frame
    if said == "probability" or (said == "census" and whole):
        return said
    return "list_census" if whole else "list_sample"


def _assumptions(
    study: Study, fielding: Fielding | None, *, planned_before: bool
) -> list[Assumption]:
    source = study.data
    drawn = fielding is not None and fielding.frame is not None
    holds: dict[Assumption, bool] = {
        "model_based": _sample(study, fielding) in MODELLED,
        "simple_random_sampling": not (drawn or source.weight or source.strata or source.cluster),
        "no_correction_for_non_response": not (source.weight or study.audience.margins),
        "response_rate_unknown": fielding is None or fielding.response_rate is None,
        "plan_after_data": not planned_before,
        "leavers_unknown": not study.audience.reaches
        and any(hypothesis.claim.needs_leavers for hypothesis in study.hypotheses),
    }
    return [assumption for assumption, assumed in holds.items() if assumed]
