"""What all parts of a study file have in common."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


class Document(BaseModel):
    """A part of a file: frozen, and refusing keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _as_text(value: Any) -> Any:  # noqa: ANN401 (whatever stands in the file)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _is_id(value: str) -> str:
    allowed = value.replace("_", "").replace("-", "").replace(".", "").isalnum()
    if not (allowed and value.isascii()):
        message = f"{value!r} is no id; write letters, digits, '-', '_' or '.', such as age_group"
        raise ValueError(message)
    return value


def as_list(value: Any) -> Any:  # noqa: ANN401 (whatever stands in the file)
    """Read a single value as a list of one."""
    return [value] if isinstance(value, str | int | float) else value


Id = Annotated[
    str,
    BeforeValidator(_as_text, json_schema_input_type=str | float),
    AfterValidator(_is_id),
    Field(max_length=64),
]
Code = Annotated[
    str, BeforeValidator(_as_text, json_schema_input_type=str | float), Field(min_length=1)
]
Listed = BeforeValidator(as_list, json_schema_input_type=list[str | float] | str | float)
Codes = Annotated[tuple[Code, ...], Listed, Field(min_length=1)]
Ids = Annotated[tuple[Id, ...], Listed]
Names = Annotated[tuple[str, ...], Listed]
Share = Annotated[float, Field(ge=0, le=1)]
