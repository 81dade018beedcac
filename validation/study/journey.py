"""The customer's journey: its stages, the contacts within them, and the journeys we ship."""

from typing import Annotated, Literal

from pydantic import Field

from validation.language import LocalizedText
from validation.study.base import Codes, Document, Id, Share


class JourneyStage(Document):
    """A step of the customer's journey, with what the workshop plans for it."""

    id: Id
    title: LocalizedText
    description: LocalizedText | None = None
    content: Id | None = Field(None, description="the content stage that serves this step")
    share: Share | None = Field(None, description="claimed share of the audience at this stage")
    message: LocalizedText | None = None
    service: LocalizedText | None = None
    channels: tuple[LocalizedText, ...] = ()


class Touchpoint(Document):
    """A contact with the customer within the journey."""

    id: Id
    title: LocalizedText
    media: Literal["owned", "paid", "earned"]
    stage: Id | None = None


class Persona(Document):
    """A kind of buyer the workshop described: a subgroup that answers define."""

    id: Id
    title: LocalizedText
    when: dict[Id, Codes] = Field(default_factory=dict)


class Outline(Document):
    """A journey that we ship, ready to be named in a study."""

    id: Id
    title: LocalizedText
    description: LocalizedText | None = None
    circle: bool = Field(default=False, description="the last stage leads to the first again")
    content: tuple[JourneyStage, ...] = Field((), description="what content does for the stages")
    stages: Annotated[tuple[JourneyStage, ...], Field(min_length=1)]
