"""Beliefs of a workshop, stated so that they can be wrong, with what they rest on."""

import datetime
from typing import Annotated, Literal

from pydantic import Field

from validation.claims import Claim
from validation.language import LocalizedText
from validation.study.base import Document, Id

Aspect = Literal[
    "action",
    "thought",
    "need",
    "pain",
    "motive",
    "touchpoint",
    "message",
    "experience",
    "opportunity",
]
Method = Literal["workshop", "interview", "group", "observation", "probe", "channel_analysis"]


class Evidence(Document):
    """What was heard, where: by whom, by which method, from how many people."""

    method: Method
    role: str | None = None
    people: Annotated[int, Field(ge=0)] | None = None
    finding: LocalizedText | None = Field(None, description="what was heard, in its own words")
    source: str | None = None


class Hypothesis(Document):
    """A belief, the claim that puts it to the test, and what roles expect of it."""

    id: Id
    stage: Id | None = None
    aspect: Aspect | None = None
    persona: Id | None = None
    touchpoint: Id | None = None
    says: LocalizedText
    about: LocalizedText | None = Field(None, description="what a library item asks about")
    ask: Id | None = Field(None, description="the library template that makes the item")
    evidence: tuple[Evidence, ...] = ()
    claim: Claim
    caveat: LocalizedText | None = Field(None, description="said beside the verdict")
    forecast: dict[str, float] = Field(default_factory=dict)


class Workshop(Document):
    """The meeting that the hypotheses come from."""

    date: datetime.date | None = None
    roles: tuple[str, ...] = ()
