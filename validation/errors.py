"""Everything that can go wrong and that a person can do something about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what was found, what must be, what to do.

    >>> print(Problem("hypotheses.2.claim.at_least", "5", "a share from 0 to 1", "Write 0.05."))
    hypotheses.2.claim.at_least: found 5, must be a share from 0 to 1. Write 0.05.
    """

    where: str
    found: str
    must: str
    hint: str = ""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = "" if self.line is None else f"line {self.line}: "
        return f"{place}{self.where}: found {self.found}, must be {self.must}. {self.hint}".rstrip()


class TodennaError(Exception):
    """Something a person can mend; the text says where, what, what must be and what to do."""

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems: Sequence[Problem] = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  - {problem}" for problem in self.problems)])


class StatisticsError(TodennaError, ValueError):
    """Numbers from which the asked result cannot be computed."""


class StudyError(TodennaError):
    """A study file that cannot be used as it is."""


class QuestionnaireError(TodennaError):
    """A study from which no questionnaire can be made."""


class ResponseError(TodennaError):
    """Answers that do not fit the questionnaire."""


class WeightingError(TodennaError):
    """Margins that the respondents cannot be weighted to."""


class FileError(TodennaError):
    """A file or folder that cannot be read or written."""


class TemplateError(TodennaError):
    """A template of a page or mail that cannot be filled."""


class DeliveryError(TodennaError):
    """Mail that cannot leave at all; nothing of what it speaks of was sent.

    `status` and `body` are what the mail service answered, where it answered.
    """

    def __init__(self, message: str, *, status: int | None = None, body: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.body = body


class WebhookError(TodennaError):
    """A post to the webhook of mail events that is not to be believed."""


class SettingsError(TodennaError):
    """An environment variable that cannot be used as it is."""


class StoreError(TodennaError):
    """A database that cannot be opened, read or written; what was begun is undone."""


class StoreBusyError(StoreError):
    """A database that cannot take more at this moment, whatever it is; later it may."""


class SamplingError(TodennaError):
    """A list of contacts that no sample can be drawn from as it is asked."""


class FieldworkError(TodennaError):
    """A wave that cannot be fielded, or not be changed, in the way that is asked."""
