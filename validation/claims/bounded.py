"""Claims that a number lies above, below or between bounds, and claims of a lead."""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, NonNegativeFloat, model_validator

from validation.claims.base import BaseClaim, Region


def _texts(value: Any) -> Any:  # noqa: ANN401 (whatever stands in the file)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        value = [value]
    return [str(one) if isinstance(one, int | float) else one for one in value]


ItemId = Annotated[str, Field(min_length=1)]
Options = Annotated[
    tuple[str, ...], BeforeValidator(_texts, json_schema_input_type=list[str | int] | str | int)
]


class BoundedClaim(BaseClaim):
    """A number is at least, at most, or between."""

    at_least: float | None = None
    at_most: float | None = None
    between: tuple[float, float] | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        given = [
            key for key in ("at_least", "at_most", "between") if getattr(self, key) is not None
        ]
        if len(given) != 1:
            found = " and ".join(given) or "no bound"
            message = f"found {found}, must be exactly one of at_least, at_most, between"
            raise ValueError(message)
        if self.between and self.between[0] >= self.between[1]:
            message = (
                f"between: found {list(self.between)}, must be the lower bound, then the upper"
            )
            raise ValueError(message)
        return self

    def region(self) -> Region:
        """Return where the claim is true."""
        if self.between:
            return Region(*self.between)
        if self.at_least is not None:
            return Region(low=self.at_least)
        return Region(high=self.at_most if self.at_most is not None else float("inf"))

    def _key_of(self, side: str) -> str:
        return "between" if self.between else super()._key_of(side)


class LeadClaim(BaseClaim):
    """One number is higher than another, by a margin if one is named."""

    by: NonNegativeFloat = 0.0

    def region(self) -> Region:
        """Return where the claim is true."""
        return Region(low=self.by)

    def _key_of(self, side: str) -> str:
        del side
        return "by"
