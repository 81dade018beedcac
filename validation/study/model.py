"""The study: one workshop's question set, as its file says it."""

from typing import Annotated, Literal

from pydantic import Field

from validation.language import Language, LocalizedText
from validation.study.audience import Audience, DataSource
from validation.study.base import Document, Id
from validation.study.cadence import Cadences
from validation.study.fieldwork import Fieldwork
from validation.study.hypothesis import Hypothesis, Workshop
from validation.study.items import StudyItem
from validation.study.journey import JourneyStage, Persona, Touchpoint
from validation.study.privacy import Privacy
from validation.study.readers import Digest


class Decision(Document):
    """How verdicts are reached; fixed before the answers are looked at."""

    confidence: Annotated[float, Field(gt=0.5, lt=1)] = 0.95
    adjust: Literal["holm", "bh", "none"] = "holm"
    minimum_answers: Annotated[int, Field(ge=2)] = 30
    # Left out where it is the default, so that plans of before keep their hash.
    flagged: Literal["count", "leave_out"] = Field(
        "count",
        exclude_if=lambda one: one == "count",
        description="whether responses that look careless count in the verdicts",
    )

    @property
    def alpha(self) -> float:
        """The error that is accepted, over the whole plan."""
        return 1 - self.confidence


class Study(Document):
    """One workshop's question set: journey, personas, hypotheses, audience, decision rule."""

    study: Id
    title: LocalizedText | None = None
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("en",)
    journey: Id | None = Field(None, description="a shipped journey, by its id")
    stages: tuple[JourneyStage, ...] = Field(
        (), description="the journey written out; beside `journey`: its stages refined by id"
    )
    audience: Audience = Audience()
    workshop: Workshop = Workshop()
    personas: tuple[Persona, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    items: tuple[StudyItem, ...] = ()
    hypotheses: tuple[Hypothesis, ...]
    data: DataSource = DataSource()
    decision: Decision = Decision()
    fieldwork: Fieldwork = Fieldwork()
    privacy: Privacy | None = Field(
        None, description="needed where people are asked by Todenna: mode invite or open_link"
    )
    cadences: Cadences = Field((), alias="cadence", description="how the study repeats")
    digest: Digest | None = None
