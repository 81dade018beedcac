"""The population that hypotheses should hold for, and how the answers came from it."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from validation.language import LocalizedText
from validation.study.base import Code, Codes, Document, Id, Ids, Names, Share

Kind = Literal["probability", "opt_in", "census"]
Reached = Literal["prospects", "leads", "customers", "former_customers"]
Lonely = Literal["adjust", "average", "certainty", "remove"]
Margin = dict[Code, Share]


def _spelt(value: object) -> object:
    """Read `former customers` as `former_customers`."""
    return [str(one).replace(" ", "_") for one in value] if isinstance(value, list) else value


class Audience(Document):
    """Whom the study is about, how it is split, and the shares that are known."""

    who: LocalizedText | None = None
    size: Annotated[int, Field(gt=0)] | None = None
    sample: Kind = Field(
        "opt_in", description="how respondents were found; opt_in is reported as model-based"
    )
    reaches: Annotated[
        tuple[Reached, ...],
        BeforeValidator(_spelt, json_schema_input_type=list[str]),
        Field((), description="whom the frame contains; others could not be heard"),
    ] = ()
    segments: Ids = ()
    margins: dict[Id, Margin] = Field(default_factory=dict)


class DataSource(Document):
    """Where answers that come from elsewhere stand in their file."""

    columns: dict[str, Id] = Field(default_factory=dict, description="file column → item")
    id: str | None = None
    wave: str | None = None
    weight: str | None = None
    strata: str | None = None
    cluster: Names = ()
    nested: bool = Field(
        default=False, description="names of clusters repeat from stratum to stratum"
    )
    population: Names = ()
    lonely: Lonely | None = Field(
        None, description="what a stratum with one sampled unit counts as; an error if left out"
    )
    duration: str | None = Field(
        None, description="seconds that the respondent took; with it speeders are known"
    )
    missing: dict[Literal["dont_know", "refused", "not_applicable", "no_answer"], Codes] = Field(
        default_factory=dict, description="codes or labels of the file that are no answer"
    )
