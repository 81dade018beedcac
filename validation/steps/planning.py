"""A wave is planned: its terms, its plan frozen, its sample drawn, its invitations kept."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from validation.errors import FieldworkError
from validation.fieldwork import Terms, plan_terms
from validation.sampling import Drawn
from validation.settings import Settings
from validation.steps.generating import keep_study
from validation.steps.inviting import Reached, Wanted, invite_sample
from validation.steps.linking import mint_open_link
from validation.steps.preparing import Prepared
from validation.store import (
    KeptWave,
    Occasion,
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
MANUAL = Occasion()
AGO = timedelta(minutes=1)  # who says now and waits for a moment has not said the past


@dataclass(frozen=True, slots=True)
class Launch:
    """How a wave is launched: its name, from which list, how many, when, and whether as a pilot.

    Without `answers` and `invitations` the study says how many are invited, or what its claims
    need; without `seed` the names of study and wave make one. With `panel` those are asked whom
    the study asked first. A wave that a cadence wanted (`occasion`) may have been due before.
    """

    wave: str | None = None
    frame: str | None = None
    answers: int | None = None
    invitations: int | None = None
    opens_at: datetime | None = None
    zone: str | None = None
    seed: int | None = None
    pilot: bool = False
    panel: bool = False
    occasion: Occasion = MANUAL

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


def launched_before(connection: Connection, where: WaveKey) -> Launched | None:
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


def plan_wave(  # noqa: PLR0913 (a step hands on all that it was given)
    connection: Connection,
    prepared: Prepared,
    where: WaveKey,
    launch: Launch,
    settings: Settings,
    *,
    now: datetime,
) -> Launched:
    """Keep a wave with its sample and return it; one that somebody launched meanwhile stands.

    Raises:
        TodennaError: the study cannot be fielded so, or there is nobody to ask.
    """
    terms = _terms(prepared.study, where, launch, now)
    _keep(connection, prepared, pilot=launch.pilot, now=now)
    fingerprint = prepared.questionnaire.fingerprint
    if not save_wave(connection, where, fingerprint, occasion=launch.occasion, now=now):
        # Somebody else launched it since we looked, and theirs stands.
        return _kept_launch(connection, load_wave(connection, where))
    save_terms(connection, where, terms)
    if terms.mode == "open_link":
        link = mint_open_link(connection, where, settings, now=now)
        return Launched(where, new=True, terms=terms, link=link)
    wanted = Wanted(
        frames=list_names(where.study, launch.frame),
        answers=launch.answers or _needed(prepared),
        invitations=_invitations(prepared.study, launch),
        panel=launch.panel,
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
    if launch.occasion.kind == "manual" and terms.opens_at < now - AGO:
        message = f"opening: found {terms.opens_at:%Y-%m-%d %H:%M} UTC, must not be past."
        raise FieldworkError(f"{message} Leave it out to open now.")
    return terms


def _invitations(study: Study, launch: Launch) -> int | None:
    if launch.invitations is not None or launch.answers is not None:
        return launch.invitations
    return study.fieldwork.invitations


def _needed(prepared: Prepared) -> int:
    return most_answers(list(sizes(prepared.plan, prepared.questionnaire.asked(), Assumed())))


def checked_name(name: str) -> str:
    """Return the name of a wave.

    Raises:
        FieldworkError: it is none.
    """
    if NAME.fullmatch(name) is None:
        must = "letters, digits, '-', '_' or '.', such as 2027-03"
        raise FieldworkError(f"name of the wave: found {name!r}, must be {must}.")
    return name


def list_names(study: str, frame: str | None) -> tuple[str, ...]:
    """Return the names of the lists of contacts from which a study may draw, the first first.

    >>> list_names("shop", None), list_names("shop", "readers")
    (('shop', 'contacts'), ('readers',))
    """
    return (study, "contacts") if frame is None else (frame,)
