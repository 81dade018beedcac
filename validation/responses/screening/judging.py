"""All suspicions about the responses of a wave."""

from collections.abc import Mapping

from validation.claims import Frame
from validation.questionnaire import Questionnaire
from validation.responses.screening.checks import flag_honeypots, flag_inattentive
from validation.responses.screening.copies import flag_copies
from validation.responses.screening.lines import flag_straight_lines
from validation.responses.screening.model import FlagKind, FlagReason, Flags, Screening
from validation.responses.screening.patterns import flag_patterns
from validation.responses.screening.speeding import flag_speeders
from validation.responses.screening.times import build_times
from validation.responses.screening.traces import Traces


def screen(
    frame: Frame,
    questionnaire: Questionnaire,
    *,
    attention: Mapping[str, tuple[str, ...]] | None = None,
    traces: Traces | None = None,
) -> Screening:
    """Return the suspicions about every response; none of them leaves anything out.

    Args:
        frame: everybody's answers.
        questionnaire: what was asked.
        attention: item → the answers that show attention.
        traces: how the responses were given, row by row as in the frame.
    """
    times = build_times(frame, questionnaire, traces)
    looked: dict[FlagKind, Flags | FlagReason] = {
        "speeder": flag_speeders(times),
        "straight_line": flag_straight_lines(frame, times),
        "pattern": flag_patterns(frame, questionnaire, None if traces is None else traces.pattern),
        "duplicate": flag_copies(frame, questionnaire),
        "attention": flag_inattentive(frame, attention or {}),
        "honeypot": flag_honeypots(traces),
    }
    return Screening(
        frame.n,
        flags=tuple(found for found in looked.values() if isinstance(found, Flags)),
        unknown={kind: found for kind, found in looked.items() if not isinstance(found, Flags)},
    )
