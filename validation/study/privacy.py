"""Who asks, what for, and how long what people give is kept."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from validation.language import LocalizedText
from validation.study.base import Document
from validation.study.readers import Address
from validation.study.times import Span


class Controller(Document):
    """Who answers for the data, and the address where people reach them."""

    name: LocalizedText
    contact: Address


class Privacy(Document):
    """What respondents are told before they answer, and the times that retention keeps."""

    controller: Controller
    purpose: LocalizedText
    anonymous: Annotated[
        bool, Field(description="answers are cut from the invitation when they are submitted")
    ] = False
    keep_answers: Span = timedelta(days=730)
    keep_contacts: Span = timedelta(days=90)
