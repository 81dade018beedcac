"""How one wave is fielded."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from validation.study.base import Codes, Document, Id, Names, Share
from validation.study.times import Some, Span, Spans


class Fieldwork(Document):
    """How one wave is fielded; without `reminders` at half time and a day before closing."""

    mode: Literal["invite", "open_link", "import"] = "import"
    open_for: Annotated[Span, Some] = timedelta(days=14)
    reminders: Spans | None = Field(None, description="lengths of time after opening; [] is none")
    rest_period: Span = timedelta(days=0)
    response_rate: Annotated[Share, Field(gt=0)] = Field(
        0.25, description="the part of the invited who are expected to answer"
    )
    invitations: Annotated[int, Field(gt=0)] | None = Field(
        None, description="how many are invited; without it what the claims need"
    )
    strata: Names = Field((), description="attributes of contacts by which the sample is drawn")
    thank_you: bool = False
    lateness: Span = Field(
        timedelta(days=2), description="what is due for longer waits for a person"
    )
    attention: dict[Id, Codes] = Field(
        default_factory=dict, description="item → the answers of those who read it"
    )
