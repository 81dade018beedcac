"""The heartbeat: whatever is due in any wave is done, however late and however often it beats."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from validation.errors import TodennaError
from validation.settings import Settings
from validation.steps.acting import Acted, act, due_now
from validation.steps.following import follow_up
from validation.steps.keeping import opened
from validation.steps.planning import Launched
from validation.steps.recurring import Made, make_due_waves
from validation.steps.settling import settle_mail
from validation.store import WaveKey, load_unfinished

# What a wave stays while one of these fails.
STUCK = {"assess": "closed", "report": "assessed"}
MAKE = "make"


@dataclass(frozen=True, slots=True)
class Due:
    """Something due in a wave; what is held is too late to be done without a person.

    The step `make` is that of a wave which a cadence wants and which is not there yet.
    """

    where: WaveKey
    kind: str
    step: str
    due_at: datetime
    held: bool

    def __str__(self) -> str:
        since = f"{self.step} of wave {self.where}, due {self.due_at:%Y-%m-%d %H:%M} UTC"
        return f"{since}, held: release or skip it" if self.held else since


@dataclass(frozen=True, slots=True)
class Advanced:
    """What a beat did, what waits for a person, and what could not be done and why.

    `made` are the waves that cadences wanted and that were made.
    """

    done: tuple[Acted, ...] = ()
    held: tuple[Due, ...] = ()
    problems: tuple[str, ...] = ()
    made: tuple[Launched, ...] = ()
    followed: Mapping[str, int] = field(default_factory=dict)


def list_due(settings: Settings, *, now: datetime, where: WaveKey | None = None) -> tuple[Due, ...]:
    """Return what is due, in all waves or in one, in the order in which it has to be done.

    Raises:
        TodennaError: the database cannot be used.
    """
    with opened(settings) as store, store.reading() as connection:
        return tuple(
            Due(kept.where, one.kind, one.step, one.due_at, one.held)
            for kept in load_unfinished(connection)
            if where in (None, kept.where)
            for one in due_now(connection, kept, now)
        )


def advance_waves(settings: Settings, *, now: datetime) -> Advanced:
    """Make the waves that are due, follow up events, and do whatever is due in any wave.

    What the mail service told is acted upon first, so that nobody is reminded whose address is
    gone. Each action is kept by itself and done once, so this may be killed at any point, run late,
    twice, or beside another. A wave in which something cannot be done does not hold up others.

    Raises:
        TodennaError: the database cannot be used.
    """
    with opened(settings):
        settle_mail(settings, now=now)
        made = make_due_waves(settings, now=now)
        followed = follow_up(settings, now=now)
        advanced = _advance(settings, None, now)
    return replace(
        advanced,
        held=(*_held(made), *advanced.held),
        problems=(*made.problems, *followed.problems, *advanced.problems),
        made=made.launched,
        followed=followed.ends,
    )


def advance_wave(where: WaveKey, settings: Settings, *, now: datetime) -> Advanced:
    """Do whatever is due in one wave and return what was done.

    Raises:
        TodennaError: the database cannot be used.
    """
    return _advance(settings, where, now)


def _advance(settings: Settings, where: WaveKey | None, now: datetime) -> Advanced:
    tried: set[tuple[WaveKey, str]] = set()
    done: list[Acted] = []
    problems: list[str] = []
    due = list_due(settings, now=now, where=where)
    while fresh := list(_fresh(due, tried)):
        for one in fresh:
            tried.add((one.where, one.step))
            try:
                done.append(act(one.where, one.kind, one.step, settings, now=now))
            except TodennaError as error:
                problems.append(f"{one}: {error}{_what_next(one)}")
        due = list_due(settings, now=now, where=where)
    held = tuple(one for one in due if one.held)
    return Advanced(tuple(one for one in done if one.done), held, tuple(problems))


def _what_next(due: Due) -> str:
    """Return what to do about an action that fails each time until somebody mends its reason."""
    if due.kind not in STUCK:
        return ""
    where = due.where
    return (
        f" The wave stays {STUCK[due.kind]}, with all its answers, and each beat tries again. Mend "
        f"what is named; todenna report {where.study} --wave {where.wave} tries it at once."
    )


def _fresh(due: tuple[Due, ...], tried: set[tuple[WaveKey, str]]) -> Iterator[Due]:
    return (one for one in due if not one.held and (one.where, one.step) not in tried)


def _held(made: Made) -> Iterator[Due]:
    return (Due(one.where, MAKE, MAKE, one.due_at, held=True) for one in made.held)
