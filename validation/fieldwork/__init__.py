"""How a wave is fielded: its terms and states, what is due, who was told what, who answered."""

from validation.fieldwork.clock import later, moment, wall_time
from validation.fieldwork.due import (
    Action,
    ActionKind,
    WaveFacts,
    due_actions,
    performed,
)
from validation.fieldwork.invitations import Fate, InvitationFacts, MessageFacts, MessageState
from validation.fieldwork.planning import default_reminders, plan_terms
from validation.fieldwork.standing import Standing, Visited, standing
from validation.fieldwork.states import WaveEvent, WaveState, move
from validation.fieldwork.terms import Mode, Terms, record, remind

__all__ = [
    "Action",
    "ActionKind",
    "Fate",
    "InvitationFacts",
    "MessageFacts",
    "MessageState",
    "Mode",
    "Standing",
    "Terms",
    "Visited",
    "WaveEvent",
    "WaveFacts",
    "WaveState",
    "default_reminders",
    "due_actions",
    "later",
    "moment",
    "move",
    "performed",
    "plan_terms",
    "record",
    "remind",
    "standing",
    "wall_time",
]
