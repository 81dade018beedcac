"""What a report is made of: the study, its verdicts, and what is known of the answers."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from validation.questionnaire import Questionnaire
from validation.reporting.curve import StageRating
from validation.reporting.disclosure import Floor
from validation.responses import Counts, Exclusion
from validation.study import Study
from validation.verdicts import Assessment, Topline


class Departure(Protocol):
    """One thing that differs from the plan (validation.verdicts names them)."""

    @property
    def part(self) -> str:
        """Which part of the plan, as the key of a sentence."""
        ...

    @property
    def about(self) -> str:
        """The id of the claim, else the key that differs."""
        ...

    @property
    def key(self) -> str | None:
        """What of a claim differs."""
        ...

    @property
    def before(self) -> object:
        """What was planned."""
        ...

    @property
    def after(self) -> object:
        """What is now."""
        ...


@dataclass(frozen=True, slots=True)
class Material:
    """The documents of one wave.

    Args:
        study: the study, its claims bound to items.
        questionnaire: what was asked.
        assessment: the verdicts.
        toplines: every item's frequencies.
        ratings: the rated stages of the journey (build_curve).
        exclusions: responses that were left out.
        counts: how many rows were read and kept.
        deviations: what differs from the plan; None where there was no earlier one.
        notes: what was remarked while the answers were read.
        wave: the name of the wave.
        day: the day of the report.
        floor: the smallest number of respondents that a number may tell of.
    """

    study: Study
    questionnaire: Questionnaire
    assessment: Assessment
    toplines: tuple[Topline, ...]
    ratings: tuple[StageRating, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    counts: Counts | None = None
    deviations: Sequence[Departure] | None = None
    notes: tuple[str, ...] = ()
    wave: str | None = None
    day: datetime.date | None = None
    floor: Floor = Floor()  # noqa: RUF009 (frozen)

    def left_out(self) -> Iterable[str]:
        """Return the reason of every exclusion."""
        return (one.reason for one in self.exclusions)
