"""Texts in several languages, and the order in which a missing one is replaced."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema

SHIPPED = ("en", "fi", "sv")
ANY = "*"
TAG_LENGTHS = {2, 3}


def _is_tag(tag: str) -> str:
    primary = tag.split("-", maxsplit=1)[0]
    plain = primary.isascii() and primary.isalpha() and primary.islower()
    if tag != ANY and not (plain and len(primary) in TAG_LENGTHS):
        message = f"{tag!r} is no language tag; write one such as en, fi, sv or pt-BR"
        raise ValueError(message)
    return tag


Language = Annotated[str, AfterValidator(_is_tag)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class LocalizedText(BaseModel):
    """One text in several languages; a plain string holds for all of them.

    >>> LocalizedText.model_validate("Shop").within("fi")
    'Shop'
    >>> LocalizedText.model_validate({"en": "Shop", "fi": "Myymälä"}).within("fi")
    'Myymälä'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: Annotated[Mapping[Language, Text], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, value: Any) -> Any:  # noqa: ANN401 (whatever stands in the file)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return {"texts": {ANY: str(value)}}
        if isinstance(value, Mapping):
            return value if set(value) == {"texts"} else {"texts": value}
        return value

    @model_serializer
    def _to_file(self) -> str | dict[str, str]:
        return self.texts[ANY] if set(self.texts) == {ANY} else dict(self.texts)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe a text as it is written in a file: a string, or one per language."""
        del schema, handler
        per_language = {"type": "object", "additionalProperties": {"type": "string"}}
        return {"anyOf": [{"type": "string"}, {"type": "number"}, per_language]}

    def within(self, *languages: str) -> str:
        """Return the text in the first of the languages that has one, else in any."""
        order = [*languages, ANY, *self.texts]
        return next(self.texts[tag] for tag in order if tag in self.texts)

    def missing(self, languages: Sequence[str]) -> list[str]:
        """Return those of the languages in which the text would be replaced by another."""
        return [tag for tag in languages if ANY not in self.texts and tag not in self.texts]
