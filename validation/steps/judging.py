"""Assess a wave that is kept, and keep its verdicts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from validation.claims import Frame
from validation.errors import FieldworkError, StoreError
from validation.questionnaire import Questionnaire, narrow_study
from validation.responses import Traces, Tracing, frame_of, screen
from validation.settings import Settings
from validation.steps.fielded import fielding_of
from validation.steps.keeping import opened
from validation.store import (
    KeptPlan,
    KeptWave,
    WaveKey,
    load_plans,
    load_questionnaire,
    load_records,
    load_study,
    load_wave,
    move_wave,
    save_assessment,
)
from validation.study import Study
from validation.verdicts import Assessment, Planned, assess_screened
from validation.weighting import weigh

UNFINISHED = frozenset({"planned", "open", "cancelled"})


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave with everything that its verdicts rest on.

    `frozen` is the plan that stood when the first answer came, or the first one made after it;
    `frame` holds the answers weighted, `traces` how they were given.
    """

    kept: KeptWave
    study: Study
    questionnaire: Questionnaire
    plan: KeptPlan
    frozen: KeptPlan
    answers: Frame
    traces: Traces
    frame: Frame

    @property
    def planned_before(self) -> bool:
        """Whether the plan stood before the first answer."""
        first = self.kept.first_response_at
        return first is None or self.frozen.made_at < first


def assess_wave(where: WaveKey, settings: Settings, *, now: datetime) -> Assessment:
    """Keep and return the verdicts of a wave; assessed again, the same verdicts add nothing.

    Raises:
        TodennaError: the wave is not kept, or cannot be weighted.
    """
    with opened(settings) as store, store.transaction() as connection:
        check_real(load_wave(connection, where))
        wave = load_whole(connection, where)
        planned = Planned(
            wave.study,
            wave.plan.plan,
            wave.questionnaire.asked(),
            before=wave.planned_before,
            fielding=fielding_of(connection, wave.kept),
        )
        attention = wave.study.fieldwork.attention
        screening = screen(
            wave.answers, wave.questionnaire, attention=attention, traces=wave.traces
        )
        assessment = assess_screened(planned, wave.answers, screening)
        save_assessment(connection, where, assessment, made_at=now)
        move_wave(connection, where, before="closed", after="assessed", now=now)
    return assessment


def check_real(kept: KeptWave) -> None:
    """Check that a wave is over, and was not only fielded to try the questionnaire out.

    Who looks at verdicts while answers come in, and stops when they please, is wrong more often
    than the decision rule says.

    Raises:
        FieldworkError: it is a pilot, is planned or open, or was cancelled.
    """
    if kept.terms is None:
        return
    if kept.terms.pilot:
        message = f"wave {kept.where}: found a pilot, must be a real wave to be assessed."
        raise FieldworkError(f"{message} A pilot shows whether the questionnaire works.")
    if kept.state in UNFINISHED:
        closes = (
            f"It closes at {kept.terms.closes_at:%Y-%m-%d %H:%M} UTC; todenna wave close ends it."
        )
        message = f"wave {kept.where}: found {kept.state}, must be closed to be assessed."
        raise FieldworkError(message if kept.state == "cancelled" else f"{message} {closes}")


def check_current(kept: KeptWave) -> None:
    """Check that the verdicts of a wave rest on all its answers.

    Raises:
        StoreError: answers came after them.
    """
    if kept.state == "closed":
        where = kept.where
        raise StoreError(
            f"assessment of wave {where}: found answers that came after it, must rest on all. "
            f"Assess the wave again: todenna report {where.study} --wave {where.wave}."
        )


def load_planned_for(connection: Connection, kept: KeptWave) -> tuple[Study, tuple[KeptPlan, ...]]:
    """Return the study of a wave and its plans, in the order in which they were made.

    Of a wave of follow-ups these are the plans of its step for its own questionnaire, and of the
    study only that part which the step asks.

    Raises:
        StoreError: the study is not kept, or it has no plan.
    """
    study = load_study(connection, kept.where.study)
    step = None if kept.terms is None else kept.terms.follow_up
    plans = load_plans(connection, kept.where.study, step=step)
    if step is not None:
        plans = tuple(one for one in plans if one.plan.questionnaire == kept.questionnaire)
    if not plans:
        raise StoreError(f"plan of wave {kept.where}: found nothing kept, must be kept before.")
    if step is None:
        return study, plans
    return narrow_study(study, [one.id for one in plans[-1].plan.claims]), plans


def load_whole(connection: Connection, where: WaveKey) -> Wave:
    """Return a wave with its study, plan, questionnaire and weighted answers.

    Raises:
        TodennaError: something of it is not kept, or it cannot be weighted.
    """
    kept = load_wave(connection, where)
    questionnaire = load_questionnaire(connection, kept.questionnaire)
    study, plans = load_planned_for(connection, kept)
    first = kept.first_response_at
    before = [plan for plan in plans if first is not None and plan.made_at < first]
    tracing = Tracing.of(questionnaire)
    answers = frame_of(tracing.noted(load_records(connection, where)), questionnaire, study)
    frame, _ = weigh(answers, study.audience.margins)
    return Wave(
        kept,
        study,
        questionnaire,
        plan=plans[-1],
        frozen=before[-1] if before else plans[0],
        answers=answers,
        traces=tracing.traces(),
        frame=frame,
    )
