"""The terms of a wave: when it opens and closes, who is reminded when, and what was done of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from validation.study import Document

Mode = Literal["invite", "open_link"]
INVITE = "invite"
THANK = "thank"


def _in_utc(time: datetime) -> datetime:
    return time.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class Terms(Document):
    """What was settled when the wave was planned; every time is in UTC.

    A wave of follow-ups takes in people as long as it is open: `follow_up` is the step after an
    event that it asks, and `remind_after` counts from each one's own invitation.

    `done` says when which step was done: a step is done when its messages are in the outbox.
    `released` are steps that a person let go although they are late, `skipped` those that are not
    to be done any more.
    """

    mode: Mode = "invite"
    opens_at: Moment
    closes_at: Moment
    reminders: tuple[Moment, ...] = ()
    own_reminders: bool = Field(
        default=False, description="whether the study says when; else half time and the last day"
    )
    follow_up: str | None = None
    remind_after: tuple[timedelta, ...] = ()
    zone: str = "UTC"
    anonymous: bool = False
    pilot: bool = False
    thank_you: bool = False
    lateness: timedelta = timedelta(days=2)
    rest_period: timedelta = timedelta(0)
    seed: int = 0
    done: Mapping[str, Moment] = Field(default_factory=dict)
    released: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    cancelled_at: Moment | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes_at <= self.opens_at:
            message = f"a wave that opens at {self.opens_at} must close later, not {self.closes_at}"
            raise ValueError(message)
        return self

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps in which somebody is written to, in their order."""
        if self.mode == "open_link":
            return ()
        return (INVITE, *self.reminding, *([THANK] if self.thank_you else []))

    @property
    def reminding(self) -> tuple[str, ...]:
        """The steps that remind, in their order."""
        number = len(self.reminders if self.follow_up is None else self.remind_after)
        return tuple(remind(one) for one in range(1, number + 1))


def remind(number: int) -> str:
    """Return the name of the step that reminds for the first, second … time.

    >>> remind(1)
    'remind-1'
    """
    return f"remind-{number}"


def record(terms: Terms, step: str, now: datetime) -> Terms:
    """Return the terms with a step done; one that was done stays as it was.

    >>> monday = datetime(2027, 3, 1, 9, tzinfo=UTC)
    >>> terms = Terms(opens_at=monday, closes_at=monday + timedelta(days=14))
    >>> record(record(terms, "invite", monday), "invite", monday + timedelta(days=1)).done
    {'invite': datetime.datetime(2027, 3, 1, 9, 0, tzinfo=datetime.timezone.utc)}
    """
    return terms.model_copy(update={"done": {step: now.astimezone(UTC), **terms.done}})
