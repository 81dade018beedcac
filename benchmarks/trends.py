"""How long a trend takes: `python -m benchmarks.trends [WAVES] [HYPOTHESES] [LEVELS]`.

Waves of 1,000 people, shares and means of ratings in turn; of fresh samples and of one panel, all
waves decided at once and the newest alone.
"""

import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from validation.claims import Choices, Column, Frame
from validation.files import read_library
from validation.questionnaire import bind_claims, build_questionnaire
from validation.stats import Design
from validation.study import Study
from validation.trends import WaveMaterial, build_trend
from validation.verdicts import Planned, assess, build_plan
from validation.weighting import weigh

N = 1_000
SIZE = (40, 50, 5)  # waves, hypotheses, levels of a segment
POINTS = tuple(str(point) for point in range(1, 8))
START, QUARTER = date(2020, 1, 1), timedelta(days=91)


def build_study(hypotheses: int, levels: int) -> Study:
    """Return a study of ratings, every second claim about a share."""
    scale = {"from": 1, "to": 7}
    items: list[object] = [
        {"id": f"i{at}", "text": f"Item {at}?", "type": "rating", "scale": scale}
        for at in range(hypotheses)
    ]
    region = {"id": "region", "text": "Where?", "type": "single", "background": True}
    items.append(region | {"options": [f"r{at}" for at in range(levels)]})
    claims = [
        {"kind": "level", "item": f"i{at}", "at_least": 4}
        if at % 2
        else {"kind": "share", "item": f"i{at}", "from": 5, "at_least": 0.5}
        for at in range(hypotheses)
    ]
    beliefs = [
        {"id": f"h{at}", "says": "A belief", "claim": claim} for at, claim in enumerate(claims)
    ]
    audience = {"segments": ["region"]}
    return Study.model_validate(
        {"study": "speed", "items": items, "hypotheses": beliefs, "audience": audience}
    )


def build_waves(
    study: Study, waves: int, kept: NDArray[np.int8], *, panel: bool
) -> list[WaveMaterial]:
    """Return assessed waves of people who answer much as they did before."""
    random = np.random.default_rng(7)
    questionnaire = build_questionnaire(study, read_library())
    bound = bind_claims(study, questionnaire)
    planned = Planned(bound, build_plan(bound, questionnaire), questionnaire.asked())
    levels = tuple(study.items[-1].model_dump()["options"])
    regions = Choices((np.arange(N) % len(levels)).astype(np.int8), levels)
    found = []
    for wave in range(waves):
        moved = np.clip(kept + random.integers(-1, 2, kept.shape), 0, 6).astype(np.int8)
        scores = tuple(float(point) for point in POINTS)
        columns: dict[str, Column] = {
            f"i{at}": Choices(moved[:, at], POINTS, scores) for at in range(kept.shape[1])
        }
        frame, weighting = weigh(Frame(columns | {"region": regions}, Design(N)), {})
        found.append(
            WaveMaterial(
                wave=f"w{wave}",
                at=START + wave * QUARTER,
                questionnaire=questionnaire,
                frame=frame,
                assessment=assess(planned, frame, weighting),
                people=tuple(range(N)) if panel else None,
            )
        )
    return found


def main(arguments: Sequence[str]) -> None:
    """Print the seconds of build_trend."""
    waves, hypotheses, levels = (*map(int, arguments), *SIZE[len(arguments) :])
    study = build_study(hypotheses, levels)
    kept = np.random.default_rng(3).integers(0, 7, (N, hypotheses)).astype(np.int8)
    for panel in (False, True):
        material = build_waves(study, waves, kept, panel=panel)
        start = time.perf_counter()
        before = build_trend(study, material[:-1])
        middle = time.perf_counter()
        build_trend(study, material, before=before)
        end = time.perf_counter()
        people = "panel" if panel else "fresh"
        sys.stdout.write(
            f"{people}: {waves} waves × {hypotheses} hypotheses × {levels} levels: "
            f"{middle - start:.2f} s for all but one, {end - middle:.2f} s for the newest\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
