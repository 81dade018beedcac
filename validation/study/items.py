"""Items as a study file writes them: what is asked, and the form of the answer."""

from collections.abc import Mapping
from itertools import pairwise
from math import inf
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from validation.language import LocalizedText
from validation.study.base import Codes, Document, Id

NonAnswer = Literal["dont_know", "refused", "not_applicable"]


def _options(value: Any) -> Any:  # noqa: ANN401 (whatever stands in the file)
    if isinstance(value, Mapping):
        return {str(code): label for code, label in value.items()}
    if isinstance(value, list | tuple):
        return {str(label): str(label) for label in value}
    return value


Options = Annotated[
    dict[str, LocalizedText],
    BeforeValidator(_options, json_schema_input_type=dict[str, LocalizedText] | list[str]),
    Field(min_length=2),
]


class WrittenItem(Document):
    """What every item that is asked has."""

    id: Id
    text: LocalizedText
    help: LocalizedText | None = None
    stage: Id | None = None
    touchpoint: Id | None = None
    background: bool = Field(default=False, description="about the person; asked last")
    required: bool = False
    offers: tuple[NonAnswer, ...] = Field((), description="answers offered outside the scale")
    when: dict[Id, Codes] = Field(
        default_factory=dict, description="asked only of those who gave one of these answers"
    )


class SingleItem(WrittenItem):
    """One of several."""

    type: Literal["single"]
    options: Options
    shuffle: bool = False


class MultiItem(WrittenItem):
    """Any number of several."""

    type: Literal["multi"]
    options: Options
    shuffle: bool = False


class RankingItem(WrittenItem):
    """Several, put in order."""

    type: Literal["ranking"]
    options: Options
    shuffle: bool = False


class Scale(Document):
    """A rating scale: its ends, and the words at them or at every point."""

    start: int = Field(alias="from")
    end: int = Field(alias="to")
    low: LocalizedText | None = None
    high: LocalizedText | None = None
    labels: dict[int, LocalizedText] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.start >= self.end:
            message = f"the scale runs from {self.start} to {self.end}; it must rise"
            raise ValueError(message)
        return self


def _named_or_written(value: Any) -> str:  # noqa: ANN401 (whatever stands in the file)
    return "written" if isinstance(value, Mapping | Scale) else "named"


class RatingItem(WrittenItem):
    """A point on a scale, written out here or a shipped one by its name."""

    type: Literal["rating"]
    scale: Annotated[
        Annotated[Id, Tag("named")] | Annotated[Scale, Tag("written")],
        Discriminator(_named_or_written),
    ]


class NumberItem(WrittenItem):
    """A number, perhaps within limits."""

    type: Literal["number"]
    min: float | None = None
    max: float | None = None
    unit: LocalizedText | None = None

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.min is not None and self.max is not None and self.min >= self.max:
            message = f"min {self.min:g} must lie below max {self.max:g}"
            raise ValueError(message)
        return self


class TextItem(WrittenItem):
    """Own words."""

    type: Literal["text"]


Band = tuple[float | None, float | None]


class BandsItem(Document):
    """Groups of a number or rating; derived, never asked. Both ends belong to the band."""

    id: Id
    type: Literal["bands"]
    of: Id
    bands: Annotated[dict[str, Band], Field(min_length=2)]
    title: LocalizedText | None = None
    labels: dict[str, LocalizedText] = Field(
        default_factory=dict, description="what a band is called where it is shown"
    )

    @model_validator(mode="after")
    def _labels_are_of_bands(self) -> Self:
        for name in self.labels.keys() - self.bands.keys():
            message = f"labels name {name!r}, which is none of the bands: {', '.join(self.bands)}"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _apart(self) -> Self:
        ends = sorted((*_ends(band), name) for name, band in self.bands.items())
        for start, end, name in ends:
            if start > end:
                message = f"band {name!r} runs from {start:g} to {end:g}; it must rise"
                raise ValueError(message)
        for (_, end, name), (start, _, following) in pairwise(ends):
            if start <= end:
                message = f"bands {name!r} and {following!r} overlap at {start:g}; end one earlier"
                raise ValueError(message)
        return self


def _ends(band: Band) -> tuple[float, float]:
    low, high = band
    return (-inf if low is None else low, inf if high is None else high)


StudyItem = Annotated[
    SingleItem | MultiItem | RankingItem | RatingItem | NumberItem | TextItem | BandsItem,
    Field(discriminator="type"),
]
