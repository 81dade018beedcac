"""How a wave is fielded: its terms and states, what is due, who was told what, who answered."""

from validation.fieldwork.blurring import Traits, blur
from validation.fieldwork.cadence import DueWave, PassedWave, due_waves, next_waves, passed_waves
from validation.fieldwork.changing import cancel, close_early, extend, release, skip
from validation.fieldwork.clock import later, moment, wall_time
from validation.fieldwork.dating import day_of, step_of
from validation.fieldwork.dispositions import (
    CODES,
    Disposition,
    count_dispositions,
    disposition,
)
from validation.fieldwork.due import (
    Action,
    ActionKind,
    WaveFacts,
    due_actions,
    performed,
)
from validation.fieldwork.eligibility import Obstacle, first_deferred, obstacle
from validation.fieldwork.followups import FollowUp, FollowUpReason, due_followups, one_each
from validation.fieldwork.happenings import Happening, read_happenings
from validation.fieldwork.invitations import Fate, InvitationFacts, MessageFacts, MessageState
from validation.fieldwork.planning import default_reminders, plan_terms
from validation.fieldwork.progress import Progress, StepCounts, progress
from validation.fieldwork.rates import ResponseRates, participation_rate, response_rates
from validation.fieldwork.rolling import (
    due_reminder,
    oldest_due,
    period,
    plan_follow_ups,
    reminders_due,
)
from validation.fieldwork.rules import whole_rules
from validation.fieldwork.sequences import Done, End, Ended, EventFacts, Hindrance
from validation.fieldwork.standing import Standing, Visited, standing
from validation.fieldwork.states import TRANSITIONS, WaveEvent, WaveState, move
from validation.fieldwork.telling import LeftOut, Line, Outcome, Reason, left_out, told, told_all
from validation.fieldwork.terms import Mode, Terms, record, remind
from validation.fieldwork.unheard import Coverage, coverage

__all__ = [
    "CODES",
    "TRANSITIONS",
    "Action",
    "ActionKind",
    "Coverage",
    "Disposition",
    "Done",
    "DueWave",
    "End",
    "Ended",
    "EventFacts",
    "Fate",
    "FollowUp",
    "FollowUpReason",
    "Happening",
    "Hindrance",
    "InvitationFacts",
    "LeftOut",
    "Line",
    "MessageFacts",
    "MessageState",
    "Mode",
    "Obstacle",
    "Outcome",
    "PassedWave",
    "Progress",
    "Reason",
    "ResponseRates",
    "Standing",
    "StepCounts",
    "Terms",
    "Traits",
    "Visited",
    "WaveEvent",
    "WaveFacts",
    "WaveState",
    "blur",
    "cancel",
    "close_early",
    "count_dispositions",
    "coverage",
    "day_of",
    "default_reminders",
    "disposition",
    "due_actions",
    "due_followups",
    "due_reminder",
    "due_waves",
    "extend",
    "first_deferred",
    "later",
    "left_out",
    "moment",
    "move",
    "next_waves",
    "obstacle",
    "oldest_due",
    "one_each",
    "participation_rate",
    "passed_waves",
    "performed",
    "period",
    "plan_follow_ups",
    "plan_terms",
    "progress",
    "read_happenings",
    "record",
    "release",
    "remind",
    "reminders_due",
    "response_rates",
    "skip",
    "standing",
    "step_of",
    "told",
    "told_all",
    "wall_time",
    "whole_rules",
]
