"""Whether the verdicts of a wave are news to a reader."""

from collections.abc import Sequence
from typing import Literal

from validation.verdicts import Assessment, Verdict

Send = Literal["when_changed", "always"]
Told = tuple[str, Assessment]


def is_news(send: Send, now: Told, before: Sequence[Told]) -> bool:
    """Say whether a reader is to be told of a wave.

    What a reader never heard of is news: under `when_changed` a study, under `always` a wave. Else
    it is news when a hypothesis has another verdict than it had when the reader was last told.

    Args:
        send: what the study file says.
        now: the wave and its assessment.
        before: what the reader was told of the study, the newest last.
    """
    wave, assessment = now
    heard = [one for name, one in before if send == "when_changed" or name == wave]
    return not heard or _verdicts(heard[-1]) != _verdicts(assessment)


def _verdicts(assessment: Assessment) -> dict[str, Verdict]:
    return {one.id: one.verdict for one in assessment.hypotheses}
