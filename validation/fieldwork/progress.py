"""How far a wave is: whom each step reached, who answered, and the rates so far."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from validation.fieldwork.dispositions import Disposition, count_dispositions
from validation.fieldwork.due import Action, WaveFacts, due_actions
from validation.fieldwork.invitations import InvitationFacts
from validation.fieldwork.rates import ResponseRates, response_rates
from validation.fieldwork.states import WaveState
from validation.fieldwork.telling import Line, Outcome, Reason, told_all


@dataclass(frozen=True, slots=True)
class StepCounts:
    """What came of one step: how many contacts by outcome, and why those who got nothing."""

    step: str
    outcomes: Mapping[Outcome, int]
    reasons: Mapping[Reason, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a wave is; before it closes, the rates are those of this moment.

    `begun` opened their link, `deferred` wait for the end of their rest.
    """

    state: WaveState
    invited: int
    begun: int
    answered: int
    partial: int
    declined: int
    deferred: int
    steps: tuple[StepCounts, ...]
    dispositions: Mapping[Disposition, float]
    rates: ResponseRates
    held: tuple[Action, ...]


def progress(
    wave: WaveFacts,
    invitations: Sequence[InvitationFacts],
    now: datetime,
    *,
    e: float | None = None,
) -> Progress:
    """Return how far a wave is.

    Args:
        wave: of which it is asked.
        invitations: all of the wave.
        now: the present.
        e: the part of unknown cases that is eligible; without it as among the known ones.
    """
    lines = [*told_all(wave, invitations, {}, now)]
    counts = count_dispositions(invitations)
    deferred = {line.code for line in lines if line.reason == "deferred"}
    return Progress(
        state=wave.state,
        invited=len(invitations),
        begun=sum(_begun(one) for one in invitations),
        answered=sum(one.answered_at is not None for one in invitations),
        partial=sum(one.partial and one.answered_at is None for one in invitations),
        declined=sum(one.declined_at is not None for one in invitations),
        deferred=len(deferred),
        steps=tuple(count_steps(wave.terms.steps, lines)),
        dispositions=counts,
        rates=response_rates(counts, e=e),
        held=tuple(action for action in due_actions(wave, now) if action.held),
    )


def count_steps(steps: Iterable[str], lines: Iterable[Line]) -> Iterable[StepCounts]:
    """Yield what came of each step, from the lines of everybody."""
    outcomes: dict[str, Counter[Outcome]] = {step: Counter() for step in steps}
    reasons: dict[str, Counter[Reason]] = {step: Counter() for step in outcomes}
    for line in lines:
        outcomes[line.step][line.outcome] += 1
        if line.reason is not None:
            reasons[line.step][line.reason] += 1
    return (StepCounts(step, outcomes[step], reasons[step]) for step in outcomes)


def _begun(invitation: InvitationFacts) -> bool:
    return (
        invitation.started_at is not None
        or invitation.partial
        or invitation.answered_at is not None
    )
