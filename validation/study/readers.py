"""Who is told by e-mail, in which language, and when."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from validation.language import Language
from validation.study.base import Document, Ids


def _is_address(address: str) -> str:
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 (few studies)

    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError as error:
        message = f"{address!r} is no e-mail address ({error}); write one such as a@example.com"
        raise ValueError(message) from error


Address = Annotated[str, AfterValidator(_is_address)]


class Reader(Document):
    """One who is told: where, in which language, and of which studies if not of every one."""

    address: Address
    language: Language | None = None
    studies: Ids = Field((), description="told of these alone; without it of every study")


def _reader(value: Any) -> Any:  # noqa: ANN401 (whatever stands in the file)
    return {"address": value} if isinstance(value, str) else value


def _as_readers(value: Any) -> Any:  # noqa: ANN401 (whatever stands in the file)
    return [value] if isinstance(value, str | dict) else value


Written = Annotated[Reader, BeforeValidator(_reader, json_schema_input_type=str | Reader)]
Readers = Annotated[
    tuple[Written, ...],
    BeforeValidator(_as_readers, json_schema_input_type=list[str | Reader] | str | Reader),
    Field(min_length=1),
]


class Digest(Document):
    """Who is told by e-mail, in which language, and when."""

    to: Readers
    language: Language | None = Field(None, description="of the readers who have none of their own")
    send: Literal["when_changed", "always"] = "when_changed"

    def readers(self, study: str) -> tuple[Reader, ...]:
        """Return those who are told of a study, each with a language if any is written.

        >>> Digest(to=["a@example.com"], language="fi").readers("shop")[0].language
        'fi'
        """
        return tuple(
            one.model_copy(update={"language": one.language or self.language})
            for one in self.to
            if not one.studies or study in one.studies
        )
