"""A study of a hundred beliefs, and answers to it by formula: what an assessment is timed on."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from validation.claims import Choices, Column, Frame, Numbers, Selections
from validation.stats import Design
from validation.study import Study

Content = dict[str, Any]

REGIONS = tuple(f"r{number:02d}" for number in range(1, 21))
TENURES = ("under_1y", "1_to_3y", "over_3y")
AGES = {"18-34": [18, 34], "35-54": [35, 54], "55+": [55, 120]}
CHANNELS = ("shop", "web", "phone", "chat", "friend")
YES_NO, RATED, SINGLE, MULTI = 30, 15, 4, 3
MARGINS = {
    "age_group": {"18-34": 0.31, "35-54": 0.36, "55+": 0.33},
    "gender": {"f": 0.51, "m": 0.49},
}


def build_study() -> Study:
    """Return a study of a hundred hypotheses of every common kind."""
    hypotheses = [
        {"id": f"h{number}", "says": f"Belief {number}", "claim": claim}
        for number, claim in enumerate(_claims(), start=1)
    ]
    audience = {"segments": ["age_group", "tenure"], "margins": MARGINS}
    return Study.model_validate(
        {
            "study": "hundred-beliefs",
            "audience": audience,
            "items": list(_items()),
            "hypotheses": hypotheses,
            "data": {
                "strata": "region",
                "weight": "w",
                "missing": {"dont_know": ["Don't know"]},
            },
        }
    )


def build_frame(n: int, seed: int = 1) -> Frame:
    """Return the answers of n respondents: 20 strata, unequal weights, some answers missing."""
    random = np.random.default_rng(seed)
    strata = random.integers(0, len(REGIONS), n, dtype=np.int8)
    design = Design(n, weights=0.5 + random.random(n), strata=strata)
    return Frame(dict(_columns(n, random)), design)


def _items() -> Iterator[Content]:
    for number in range(YES_NO):
        yield _single(f"does_{number}", ("yes", "no"))
    for number in range(RATED):
        scale = {"from": 0, "to": 10} if number == 0 else {"from": 1, "to": 5}
        yield {"id": f"rated_{number}", "text": "How good?", "type": "rating", "scale": scale}
    for number in range(SINGLE):
        yield _single(f"channel_{number}", CHANNELS)
    for number in range(MULTI):
        yield _single(f"met_{number}", CHANNELS) | {"type": "multi"}
    yield {"id": "age", "text": "Age?", "type": "number", "min": 18, "max": 120, "background": True}
    yield {"id": "age_group", "type": "bands", "of": "age", "bands": AGES}
    yield _single("gender", ("f", "m")) | {"background": True}
    yield _single("tenure", TENURES) | {"background": True}


def _single(name: str, options: tuple[str, ...]) -> Content:
    return {"id": name, "text": "Which?", "type": "single", "options": list(options)}


def _claims() -> Iterator[Content]:
    for number in range(40):
        item, share = f"does_{number % YES_NO}", 0.3 + 0.01 * number
        yield {"kind": "share", "item": item, "options": ["yes"], "at_least": share}
    for number in range(1, 15):
        yield {"kind": "level", "item": f"rated_{number}", "at_least": 3}
    for score in (10, 30):
        yield {"kind": "score", "score": "nps", "item": "rated_0", "at_least": score}
    yield from _comparing()
    yield from _ordering()


def _comparing() -> Iterator[Content]:
    for number in range(7):
        groups = {"segment": "tenure", "higher": "over_3y", "lower": "under_1y"}
        yield {"kind": "difference", "item": f"rated_{number + 1}", "of": "level"} | groups
        counted = {"of": "share", "options": ["yes"]}
        yield {"kind": "difference", "item": f"does_{number}"} | counted | groups
    for number in range(1, 9):
        pair = {"higher": f"rated_{number}", "lower": f"rated_{number + 1}"}
        yield {"kind": "comparison"} | pair
    for number in range(1, 6):
        pair = {"item": f"rated_{number}", "with": f"rated_{number + 2}"}
        yield {"kind": "association", "direction": "positive", "at_least": 0.05} | pair
        yield {
            "kind": "association",
            "item": f"channel_{number % SINGLE}",
            "with": f"does_{number}",
        }


def _ordering() -> Iterator[Content]:
    for number in range(3):
        yield {"kind": "ranking", "item": f"channel_{number}", "top": ["web"]}
        yield {"kind": "ranking", "item": f"met_{number}", "top": ["web"]}
    shares = dict.fromkeys(CHANNELS, 0.2)
    for number in range(6):
        item = f"channel_{number % SINGLE}"
        yield {"kind": "distribution", "item": item, "shares": shares, "within": 0.03}


def _columns(n: int, random: Generator) -> Iterator[tuple[str, Column]]:
    for number in range(YES_NO):
        yes = _drawn(random, n, (0.3 + 0.012 * number, 0.7 - 0.012 * number))
        yield f"does_{number}", Choices(yes, ("yes", "no"))
    for number in range(RATED):
        low, points = (0, 11) if number == 0 else (1, 5)
        names = tuple(str(low + point) for point in range(points))
        codes = _drawn(random, n, tuple(1.0 + point for point in range(points)), missing=0.02)
        yield f"rated_{number}", Choices(codes, names, tuple(map(float, names)))
    for number in range(SINGLE):
        yield f"channel_{number}", Choices(_drawn(random, n, (1, 1.3, 1, 0.9, 1)), CHANNELS)
    for number in range(MULTI):
        marks = (random.random((n, len(CHANNELS))) < 0.3 + 0.1 * np.eye(5)[1]).astype(np.int8)
        yield f"met_{number}", Selections(marks, CHANNELS, np.zeros(n, np.int8))
    age = random.integers(18, 90, n)
    band = ((age > 34).astype(np.int8) + (age > 54)).astype(np.int8)  # noqa: PLR2004 (AGES)
    yield "age", Numbers(age.astype(np.float64), np.zeros(n, np.int8))
    yield "age_group", Choices(band, tuple(AGES))
    yield "gender", Choices(_drawn(random, n, (1, 1.2)), ("f", "m"))
    yield "tenure", Choices(_drawn(random, n, (1, 2, 1.5)), TENURES)


def _drawn(
    random: Generator, n: int, odds: tuple[float, ...], missing: float = 0.0
) -> NDArray[np.int8]:
    bounds = np.cumsum(np.array(odds) / sum(odds))[:-1]
    codes = np.searchsorted(bounds, random.random(n, dtype=np.float32)).astype(np.int8)
    if missing:
        codes[random.random(n, dtype=np.float32) < missing] = -3
    return codes
