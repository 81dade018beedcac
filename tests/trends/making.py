"""Waves of small studies, for the tests that line them up."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from validation.claims import Choices, Column, Frame
from validation.files import read_library
from validation.questionnaire import bind_claims, build_questionnaire
from validation.stats import Design
from validation.study import Study
from validation.trends import WaveMaterial
from validation.verdicts import Planned, assess, build_plan
from validation.weighting import weigh

POINTS = tuple(str(point) for point in range(1, 11))
REGIONS = ("north", "south")
ITEMS = [
    {"id": "bought", "text": "Bought?", "type": "single", "options": ["no", "yes"]},
    {"id": "quality", "text": "Quality?", "type": "rating", "scale": {"from": 1, "to": 10}},
    {"id": "region", "text": "Region?", "type": "single", "options": list(REGIONS)},
]
SHARE = {"kind": "share", "item": "bought", "options": ["yes"], "at_least": 0.5}


def make_study(*claims: Mapping[str, object], **keys: object) -> Study:
    """Return a study of the items above whose hypotheses are h1, h2 …"""
    hypotheses = [
        {"id": f"h{at}", "says": "A belief", "claim": dict(claim)}
        for at, claim in enumerate(claims or [SHARE], 1)
    ]
    content = {"study": "shop", "items": ITEMS, "hypotheses": hypotheses}
    return Study.model_validate(content | keys)


def make_wave(  # noqa: PLR0913 (what a test says of a wave)
    study: Study,
    month: int,
    *,
    yes: Sequence[int] = (0, 1) * 50,
    rated: Sequence[int] | None = None,
    regions: Sequence[int] | None = None,
    weights: Sequence[float] | None = None,
    **keys: Any,  # noqa: ANN401 (what WaveMaterial takes)
) -> WaveMaterial:
    """Return the wave of a month counted from January 2026, from yes (1) and no (0)."""
    n = len(yes)
    columns: dict[str, Column] = {
        "bought": Choices(np.array(yes, np.int8), ("no", "yes")),
        "quality": Choices(
            np.array(rated or [4, 5, 6, 7] * (n // 4) + [5] * (n % 4), np.int8) - np.int8(1),
            POINTS,
            tuple(float(point) for point in POINTS),
        ),
        "region": Choices(
            np.array(regions or [0] * (n // 2) + [1] * (n - n // 2), np.int8), REGIONS
        ),
    }
    questionnaire = keys.pop("questionnaire", None) or build_questionnaire(study, read_library())
    bound = bind_claims(study, questionnaire)
    planned = Planned(bound, build_plan(bound, questionnaire), questionnaire.asked())
    frame, weighting = weigh(Frame(columns, Design(n, weights=weights)), study.audience.margins)
    year, number = divmod(month - 1, 12)
    return WaveMaterial(
        wave=keys.pop("wave", f"wave-{month}"),
        at=date(2026 + year, number + 1, 1),
        questionnaire=questionnaire,
        frame=frame,
        assessment=assess(planned, frame, weighting),
        **keys,
    )
