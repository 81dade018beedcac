"""From a study file to a wave with its sample, kept in one transaction: plan, draw, invite."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from validation.errors import FieldworkError
from validation.fieldwork import Terms, plan_terms
from validation.sampling import Drawn
from validation.settings import Settings
from validation.steps.advancing import advance_wave
from validation.steps.generating import keep_study
from validation.steps.inviting import Reached, Wanted, invite_sample
from validation.steps.keeping import opened
from validation.steps.linking import mint_open_link
from validation.steps.preparing import Prepared, prepare_study
from validation.store import (
    KeptWave,
    WaveKey,
    load_drawn,
    load_wave,
    load_waves,
    save_drawn,
    save_questionnaire,
    save_study,
    save_terms,
    save_wave,
)
from validation.study import Study
from validation.verdicts import Assumed, most_answers, sizes

NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,63}", re.ASCII)
UTC_ZONE = "UTC"
AGO = timedelta(minutes=1)  # who says now and waits for a moment has not said the past


@dataclass(frozen=True, slots=True)
class Launch:
    """How a wave is launched: its name, from which list, how many, when, and whether as a pilot.

    Without `answers` and `invitations` the study says how many are invited, or what its claims
    need; without `seed` the names of study and wave make one.
    """

    wave: str | None = None
    frame: str | None = None
    answers: int | None = None
    invitations: int | None = None
    opens_at: datetime | None = None
    zone: str | None = None
    seed: int | None = None
    pilot: bool = False

    @property
    def name(self) -> str:
        """The name of the wave; that of a pilot is not that of the first real one."""
        return self.wave or ("pilot" if self.pilot else "1")


@dataclass(frozen=True, slots=True)
class Launched:
    """A wave that is planned: when, who was drawn of whom, and the open link where there is one.

    Of a wave that was launched before, `reached` and `link` are None: nothing was drawn again, and
    nobody knows a token after it was shown.
    """

    where: WaveKey
    new: bool
    terms: Terms
    drawn: Drawn | None = None
    reached: Reached | None = None
    link: str | None = None
    notes: tuple[str, ...] = ()


def launch_wave(path: Path, launch: Launch, settings: Settings, *, now: datetime) -> Launched:
    """Keep a wave of a study with its sample and return it; the same wave is launched once.

    The plan is frozen here, before the first answer; a pilot freezes none. What is due at once,
    such as the invitations of a wave that opens now, waits in the outbox when this returns.

    Raises:
        TodennaError: the study cannot be fielded so, or there is nobody to ask; nothing is kept.
    """
    prepared = prepare_study(path)
    where = WaveKey(prepared.study.study, _checked(launch.name))
    with opened(settings) as store, store.transaction() as connection:
        launched = _launched(connection, where)
        if launched is None:
            launched = _launch(connection, prepared, where, launch, settings, now=now)
    advance_wave(where, settings, now=now)
    return launched


def _launched(connection: Connection, where: WaveKey) -> Launched | None:
    """Return the wave as it was launched before; None if it was not.

    Raises:
        FieldworkError: it holds answers that were imported.
    """
    kept = next((one for one in load_waves(connection, where.study) if one.where == where), None)
    return None if kept is None else _kept_launch(connection, kept)


def _kept_launch(connection: Connection, kept: KeptWave) -> Launched:
    where = kept.where
    if kept.terms is None:
        message = f"wave {where}: found answers that were imported, must be a wave of its own."
        raise FieldworkError(f"{message} Name another wave (--wave).")
    return Launched(where, new=False, terms=kept.terms, drawn=load_drawn(connection, where))


def _launch(  # noqa: PLR0913 (a step hands on all that it was given)
    connection: Connection,
    prepared: Prepared,
    where: WaveKey,
    launch: Launch,
    settings: Settings,
    *,
    now: datetime,
) -> Launched:
    terms = _terms(prepared.study, where, launch, now)
    _keep(connection, prepared, pilot=launch.pilot, now=now)
    fingerprint = prepared.questionnaire.fingerprint
    if not save_wave(connection, where, fingerprint, state="planned", now=now):
        # Somebody else launched it since we looked, and theirs stands.
        return _kept_launch(connection, load_wave(connection, where))
    save_terms(connection, where, terms)
    if terms.mode == "open_link":
        link = mint_open_link(connection, where, settings, now=now)
        return Launched(where, new=True, terms=terms, link=link)
    wanted = Wanted(
        frames=(launch.frame,) if launch.frame else (where.study, "contacts"),
        answers=launch.answers or _needed(prepared),
        invitations=_invitations(prepared.study, launch),
    )
    drawn, reached, notes = invite_sample(connection, where, prepared.study, terms, wanted, now=now)
    save_drawn(connection, where, drawn)
    return Launched(where, new=True, terms=terms, drawn=drawn, reached=reached, notes=notes)


def _keep(connection: Connection, prepared: Prepared, *, pilot: bool, now: datetime) -> None:
    if not pilot:
        keep_study(connection, prepared, now=now)
        return
    save_study(connection, prepared.study, now=now)
    save_questionnaire(connection, prepared.questionnaire, now=now)


def _terms(study: Study, where: WaveKey, launch: Launch, now: datetime) -> Terms:
    name = f"{where.study}/{where.wave}"
    made = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")
    terms = plan_terms(
        study,
        opens_at=launch.opens_at or now,
        zone=launch.zone or next((one.zone for one in study.cadences), UTC_ZONE),
        pilot=launch.pilot,
        seed=made if launch.seed is None else launch.seed,
    )
    if terms.opens_at < now - AGO:
        message = f"opening: found {terms.opens_at:%Y-%m-%d %H:%M} UTC, must not be past."
        raise FieldworkError(f"{message} Leave it out to open now.")
    return terms


def _invitations(study: Study, launch: Launch) -> int | None:
    if launch.invitations is not None or launch.answers is not None:
        return launch.invitations
    return study.fieldwork.invitations


def _needed(prepared: Prepared) -> int:
    return most_answers(list(sizes(prepared.plan, prepared.questionnaire.asked(), Assumed())))


def _checked(name: str) -> str:
    if NAME.fullmatch(name) is None:
        must = "letters, digits, '-', '_' or '.', such as 2027-03"
        raise FieldworkError(f"name of the wave: found {name!r}, must be {must}.")
    return name
