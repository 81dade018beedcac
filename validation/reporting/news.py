"""Whether the verdicts of a wave are news to a reader."""

from collections.abc import Sequence
from typing import Literal

from validation.reporting.disclosure import Floor
from validation.reporting.hidden_points import Guard
from validation.reporting.trend_told import is_change
from validation.trends import News, Trend
from validation.verdicts import Assessment, Verdict

Send = Literal["when_changed", "always"]
Told = tuple[str, Assessment]


def is_news(send: Send, now: Told, before: Sequence[Told], *, changed: bool | None = None) -> bool:
    """Say whether a reader is to be told of a wave.

    What a reader never heard of is news: under `when_changed` a study, under `always` a wave. A
    later wave is news under `when_changed` if something changed in it significantly: a hypothesis
    with another verdict alone is not. A wave that the reader was told of is news again when its
    verdicts came out differently since.

    Args:
        send: what the study file says.
        now: the wave and its assessment.
        before: what the reader was told of the study, the newest last.
        changed: whether the wave brought a change; None where no trend tells, so that another
            verdict than the reader was last told has to do.
    """
    wave, assessment = now
    if changed is None:
        heard = [one for name, one in before if send == "when_changed" or name == wave]
        return not heard or _verdicts(heard[-1]) != _verdicts(assessment)
    same = [one for name, one in before if name == wave]
    if same:
        return _verdicts(same[-1]) != _verdicts(assessment)
    return changed or send == "always" or not before


def brings_change(trend: Trend, floor: Floor) -> bool:
    """Say whether the newest wave brought a change, or a hypothesis, that may be told."""
    return any(is_change(one) or _is_new(one) for one in Guard.of(trend, floor).news())


def _is_new(news: News) -> bool:
    return news.kind == "new" and news.segment is None


def _verdicts(assessment: Assessment) -> dict[str, Verdict]:
    return {one.id: one.verdict for one in assessment.hypotheses}
