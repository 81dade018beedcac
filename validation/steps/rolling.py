"""Open the wave of a month or quarter for whoever is followed up in it first."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from validation.errors import FieldworkError
from validation.fieldwork import FollowUp, period, plan_follow_ups
from validation.questionnaire import narrow
from validation.store import (
    Occasion,
    WaveKey,
    load_plan,
    load_planned,
    load_questionnaire,
    load_waves,
    save_plan,
    save_questionnaire,
    save_terms,
    save_wave,
)
from validation.study import EventCadence, Study
from validation.verdicts import build_plan


@dataclass(frozen=True, slots=True)
class Sequel:
    """What follows one kind of event in a study, and what the names of its waves carry."""

    study: Study
    cadence: EventCadence
    label: str = ""

    def named(self, step: str) -> str:
        """Return the name of a step among all of the study."""
        return f"{self.label}-{step}" if self.label else step


def open_wave(
    connection: Connection, sequel: Sequel, followup: FollowUp, *, now: datetime
) -> WaveKey | None:
    """Return the wave of a follow-up, opened if it is the first; None if it was closed before.

    Its questionnaire asks what the step asks, and its plan is frozen here.

    Raises:
        TodennaError: the wave is another one, or it cannot be fielded.
    """
    where = WaveKey(sequel.study.study, followup.wave)
    kept = next((one for one in load_waves(connection, where.study) if one.where == where), None)
    if kept is None:
        _open(connection, sequel, followup, now)
        return where
    if kept.terms is None or kept.terms.follow_up is None:
        message = f"wave {where}: found one that is not of follow-ups, must be of their step."
        raise FieldworkError(f"{message} Waves with such names are made by the cadence alone.")
    still = kept.state == "open" and now < kept.terms.closes_at
    return where if still else None


def _open(connection: Connection, sequel: Sequel, followup: FollowUp, now: datetime) -> None:
    where = WaveKey(sequel.study.study, followup.wave)
    named = sequel.named(followup.step)
    seed = int.from_bytes(hashlib.sha256(str(where).encode()).digest()[:4], "big")
    terms = plan_follow_ups(sequel.study, sequel.cadence, named, followup.due_at, seed=seed)
    _, plan_hash = load_planned(connection, where.study)
    whole = load_plan(connection, where.study, plan_hash).plan
    asks = {step.name: step.ask for step in sequel.cadence.sequence}[followup.step]
    study, questionnaire = narrow(
        sequel.study, load_questionnaire(connection, whole.questionnaire), asks
    )
    save_questionnaire(connection, questionnaire, now=now)
    save_plan(connection, build_plan(study, questionnaire, step=named), made_at=now)
    begins, _ = period(followup.due_at, sequel.cadence)
    save_wave(
        connection,
        where,
        questionnaire.fingerprint,
        state="open",
        occasion=Occasion("event", begins),
        now=now,
    )
    save_terms(connection, where, terms)
