"""Questions and fields that are there to show whether a person is answering with attention."""

from collections.abc import Mapping

import numpy as np

from validation.claims import Frame
from validation.responses.screening.model import FlagReason, Flags
from validation.responses.screening.traces import Traces

# Attentive people miss a check now and then, so that of several one may be missed (Curran 2016).
MISSED = 0.5
FILLED = 1.0
Attention = Mapping[str, tuple[str, ...]]


def flag_inattentive(frame: Frame, attention: Attention) -> Flags | FlagReason:
    """Return the share of the attention checks that each respondent got wrong.

    A check without an answer is not counted.

    Args:
        frame: everybody's answers.
        attention: item → the answers that show attention.
    """
    checks = {item: codes for item, codes in attention.items() if item in frame.columns}
    if not checks:
        return "no_checks"
    answers = np.array([frame.column(item).counted(codes) for item, codes in checks.items()])
    answered = (~np.isnan(answers)).sum(axis=0)
    share = np.full(frame.n, np.nan)
    np.divide((answers == 0).sum(axis=0), answered, out=share, where=answered > 0)
    return Flags("attention", share, MISSED)


def flag_honeypots(traces: Traces | None) -> Flags | FlagReason:
    """Return whether each respondent filled in the field that only a machine finds."""
    if traces is None or np.isnan(traces.honeypot).all():
        return "no_field"
    return Flags("honeypot", traces.honeypot, FILLED)
