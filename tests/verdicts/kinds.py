"""Every kind of claim once, and answers to judge it by."""

from collections.abc import Sequence

import numpy as np
from pydantic import TypeAdapter

from validation.claims import Choices, Claim, Frame
from validation.stats import Design
from validation.study import Decision
from validation.verdicts.evidence import gather, settle
from validation.verdicts.model import Figures

RULE = Decision()
LEVEL = {"kind": "level", "item": "quality", "at_least": 7}
LEVELS = ("a", "b", "c")
CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)


def claim(content: dict[str, object]) -> Claim:
    return CLAIM.validate_python(content)


def told(content: dict[str, object], frame: Frame, rule: Decision = RULE) -> Figures:
    """The verdict on one claim that is all the family."""
    everybody = np.ones(frame.n, dtype=bool)
    return settle([gather(claim(content), frame, everybody, rule)], rule)[0]


def ratings(values: Sequence[int]) -> Choices:
    points = range(1, 11)
    scores = tuple(float(point) for point in points)
    return Choices(np.array(values, np.int16) - 1, tuple(map(str, points)), scores)


KINDS: list[dict[str, object]] = [
    {"kind": "share", "item": "quality", "from": 8, "at_least": 0.5},
    LEVEL,
    {"kind": "score", "item": "quality", "score": "top_two", "at_most": 0.4},
    {"kind": "difference", "item": "quality", "segment": "group", "higher": "a", "lower": "b"},
    {"kind": "comparison", "higher": "quality", "lower": "price"},
    {"kind": "ranking", "item": "group", "top": "a"},
    {"kind": "distribution", "item": "group", "shares": {"a": 0.5, "b": 0.3}, "within": 0.1},
    {"kind": "association", "item": "quality", "with": "price", "direction": "positive"},
    {"kind": "association", "item": "quality", "with": "group"},
    {"kind": "association", "item": "quality", "with": "group", "at_most": 0.2},
    {"kind": "ordinal", "item": "quality", "segment": "group", "higher": "a", "lower": "b"},
    {
        "kind": "equivalence",
        "item": "quality",
        "segment": "group",
        "groups": ["a", "b"],
        "within": 1.5,
    },
    {"kind": "drop_off", "item": "group", "largest_at": "b"},
    {
        "kind": "drop_off",
        "funnel": ["quality", "price", "group"],
        "options": ["7", "8", "9", "10", "c"],
        "largest_at": "price",
    },
]


def frame_of(n: int, **columns: Sequence[int]) -> Frame:
    usual = {"quality": [1 + at % 10 for at in range(n)], "price": [1 + at % 7 for at in range(n)]}
    made = {name: ratings(columns.get(name, usual[name])) for name in usual}
    groups = np.array(columns.get("group", [at % 3 for at in range(n)]), np.int16)
    return Frame({**made, "group": Choices(groups, LEVELS)}, Design(n))


def drawn(rows: list[tuple[int, int, int]], weights: Sequence[float] | None = None) -> Frame:
    quality, price, group = zip(*rows, strict=True)
    frame = frame_of(len(rows), quality=quality, price=price, group=group)
    return frame.with_design(Design(len(rows), weights=weights))
