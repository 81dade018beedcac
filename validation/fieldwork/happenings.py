"""What others tell of contacts: read, checked, and each given a name of its own."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, StringConstraints, ValidationError

from validation.errors import FieldworkError, Problem
from validation.sampling import hash_address
from validation.study import Document, Id

# Clocks of other machines may be ahead of ours; what is further ahead did not happen yet.
AHEAD = timedelta(hours=1)
MOST_SHOWN = 20
Plain = StringConstraints(
    strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$"
)
Text = Annotated[str, Plain]


class Told(Document):
    """An event as other software tells it: what happened to whom, when, and what goes with it.

    `contact` is the key of a contact, or its address; `key` the sender's own name of the event.
    """

    event: Id
    contact: Text
    at: AwareDatetime | None = None
    key: Text | None = None
    attributes: dict[Id, Annotated[str, Field(max_length=200)]] = Field(
        default_factory=dict, max_length=20
    )


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that is to be kept: with a key, a time, and no address."""

    key: str
    name: str
    contact: str
    happened_at: datetime
    attributes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Told, now: datetime) -> "Happening":
        """Return an event as it is kept.

        An address is kept as its SHA-256, by which a list knows it. An event without a key has one
        that is made of what, to whom and when, so that telling it twice adds nothing; without a
        time it happened now and cannot be told apart, so its key is random.
        """
        contact = hash_address(told.contact) if "@" in told.contact else told.contact
        made = token_hex(16) if told.at is None else _made(told, contact)
        key = made if told.key is None else told.key
        return cls(key, told.event, contact, told.at or now, told.attributes)


def read_happenings(told: Sequence[Any], now: datetime) -> tuple[Happening, ...]:
    """Return events as they were told, all of them or none.

    Args:
        told: a mapping each: event, contact, and if known at, key and attributes.
        now: the time; what is told of later than an hour ahead did not happen yet.

    Raises:
        FieldworkError: it carries every problem, and repeats nothing of what was told.

    >>> from datetime import UTC
    >>> morning = datetime(2026, 12, 1, 9, tzinfo=UTC)
    >>> [one] = read_happenings([{"event": "lead.won", "contact": "C-1", "key": "crm-7"}], morning)
    >>> one.key, one.name, one.contact
    ('crm-7', 'lead.won', 'C-1')
    """
    found: list[Happening] = []
    problems: list[Problem] = []
    for place, one in enumerate(told):
        try:
            event = Told.model_validate(one)
        except ValidationError as error:
            problems += _problems(place, error)
            continue
        if event.at is not None and event.at > now + AHEAD:
            must = f"a time that has come ({now:%Y-%m-%d %H:%M} UTC now)"
            problems.append(Problem(f"{place}.at", "a time to come", must))
        found.append(Happening.of(event, now))
    if problems:
        more = len(problems) - MOST_SHOWN
        rest = f" The first {MOST_SHOWN} of {len(problems)} problems follow." if more > 0 else ""
        message = f"events: found some that cannot be kept, must be none.{rest}"
        raise FieldworkError(f"{message} Nothing was kept.", problems[:MOST_SHOWN])
    return tuple(found)


def _problems(place: int, error: ValidationError) -> Iterable[Problem]:
    for one in error.errors(include_url=False, include_input=False, include_context=False):
        # What was told may be about people, and so may be the name of a key that is not ours.
        where = ".".join(str(part) for part in one["loc"][:1] if part in Told.model_fields)
        yield Problem(f"{place}.{where}" if where else str(place), one["type"], MUST)


def _made(told: Told, contact: str) -> str:
    at = told.at.isoformat() if told.at is not None else ""
    return hashlib.sha256(json.dumps([told.event, contact, at]).encode()).hexdigest()


MUST = (
    "an event with `event` (a name such as lead.became_customer) and `contact`, and if known `at` "
    "(a time with its zone), `key` and `attributes` (texts by name)"
)
