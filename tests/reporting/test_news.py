"""When the verdicts of a wave are news to a reader."""

from typing import Any

import pytest

from validation.reporting import is_news
from validation.reporting.news import Send, Told
from validation.verdicts import Assessment, HypothesisVerdict, Verdict


def told(wave: str, estimate: float = 0.5, **verdicts: Verdict) -> Told:
    """Return a wave with the verdicts on its hypotheses."""
    told_of: list[dict[str, Any]] = [
        {"id": name, "verdict": verdict, "estimate": estimate} for name, verdict in verdicts.items()
    ]
    said: dict[str, Any] = {
        "study": "s",
        "hypotheses": tuple(HypothesisVerdict.model_construct(**one) for one in told_of),
    }
    return wave, Assessment.model_construct(**said)


HELD = told("1", h=Verdict.SUPPORTED)
FELL = told("1", h=Verdict.REFUTED)


@pytest.mark.parametrize(
    ("now", "before", "when_changed", "always"),
    [
        (HELD, [], True, True),
        (HELD, [HELD], False, False),
        (told("1", 0.7, h=Verdict.SUPPORTED), [HELD], False, False),
        (FELL, [HELD], True, True),
        (HELD, [HELD, FELL], True, True),
        (told("2", h=Verdict.SUPPORTED), [HELD], False, True),
        (told("2", h=Verdict.REFUTED), [HELD], True, True),
        (told("1", h=Verdict.SUPPORTED), [HELD, told("2", h=Verdict.REFUTED)], True, False),
        (told("1", h=Verdict.SUPPORTED, new=Verdict.TOO_FEW), [HELD], True, True),
    ],
    ids=[
        "the first time",
        "the same again",
        "another number with the same verdict",
        "another verdict of the wave",
        "back to the verdict before",
        "a wave with the same verdicts",
        "a wave with other verdicts",
        "an older wave again",
        "a hypothesis more",
    ],
)
def test_news_are(now: Told, before: list[Told], *, when_changed: bool, always: bool) -> None:
    expected: dict[Send, bool] = {"when_changed": when_changed, "always": always}
    assert {send: is_news(send, now, before) for send in expected} == expected
