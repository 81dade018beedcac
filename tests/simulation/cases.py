"""Every kind of claim, on its bound in the invented audience."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from pydantic import TypeAdapter

from tests.simulation.audience import OPTIONS, Audience
from validation.claims import Claim

Keys = Callable[[float], Mapping[str, Any]]
CLAIMS: TypeAdapter[Claim] = TypeAdapter(Claim)
Side = Literal["supported", "refuted"]
EVEN = 0.5
BOTH: tuple[Side, ...] = ("supported", "refuted")


@dataclass(frozen=True, slots=True)
class Case:
    """A claim on its bound: its keys at a bound, the true bound, and a small step from it.

    On the bound both verdicts in `wrong` are wrong. A claim of sameness is tested at α on each
    side, so that only one of them can be wrong at a time: `sameness`. The interval of the claim
    should contain the truth as often as `covers` says. Without a step the bound cannot be moved.
    """

    name: str
    keys: Keys
    truth: float
    step: float = 0.0
    sameness: bool = False
    covers: float = 0.95
    wrong: tuple[Side, ...] = BOTH

    def claim(self, steps: int = 0) -> Claim:
        """Return the claim with its bound some steps above the true one."""
        return CLAIMS.validate_python(dict(self.keys(self.truth + steps * self.step)))


def build_cases(audience: Audience) -> list[Case]:
    """Return claims of every kind, all on their bounds or next to them."""
    return [
        *_numbers(audience),
        *_gaps(audience),
        *_orders(audience),
        *_distributions(audience),
        *_dependence(audience),
        *_groups(audience),
        *_losses(),
    ]


def _least(kind: str, **keys: object) -> Keys:
    return lambda bound: {"kind": kind, **keys, "at_least": bound}


def _most(kind: str, **keys: object) -> Keys:
    return lambda bound: {"kind": kind, **keys, "at_most": bound}


def _fixed(**keys: object) -> Keys:
    return lambda _: {"kind": "ranking", **keys}


def _numbers(audience: Audience) -> Iterator[Case]:
    half, rare = (audience.mean(audience.ticked(option)) for option in (0, 3))
    yield Case("share, 45 %", _least("share", item="met", options="a"), half, 0.01)
    yield Case("share, 4 %", _least("share", item="met", options="d"), rare, 0.005)
    level = {item: audience.mean(audience.rated(item)) for item in ("quality", "delight")}
    yield Case("level, mid-scale", _least("level", item="quality"), level["quality"], 0.05)
    yield Case("level, near an end", _most("level", item="delight"), level["delight"], 0.05)
    promoted = _least("score", score="nps", item="recommend")
    yield Case("score, nps", promoted, audience.nps(), 2)
    top = audience.mean((audience.rated("quality") >= 9).astype(np.float64))
    yield Case("score, top_two", _least("score", score="top_two", item="quality"), top, 0.01)
    effort = audience.mean(audience.rated("effort"))
    yield Case("score, ces", _most("score", score="ces", item="effort"), effort, 0.05)


def _gaps(audience: Audience) -> Iterator[Case]:
    level = audience.gap(audience.rated("quality"))
    yield _gap("difference, level", level, 0.05, item="quality", of="level")
    nps = audience.gap(audience.promoted())
    yield _gap("difference, nps", nps, 2, item="recommend", of="score", score="nps")
    for name, option, at in (("45 %", "a", 0), ("4 %", "d", 3)):
        keys = {"item": "met", "of": "share", "options": option}
        yield _gap(f"difference, share {name}", audience.gap(audience.ticked(at)), 0.01, **keys)
    paired = audience.mean(audience.rated("expected") - audience.rated("quality"))
    keys = {"kind": "comparison", "higher": "expected", "lower": "quality"}
    yield Case("comparison", lambda bound: keys | {"by": bound}, paired, 0.05)


def _gap(name: str, truth: float, step: float, **keys: object) -> Case:
    """Return a difference of two groups, so named that it is positive."""
    higher, lower = ("x", "y") if truth >= 0 else ("y", "x")
    groups = {"kind": "difference", "segment": "group", "higher": higher, "lower": lower}
    return Case(name, lambda bound: keys | groups | {"by": max(0.0, bound)}, abs(truth), step)


def _orders(audience: Audience) -> Iterator[Case]:
    yield Case("ranking, two tied", _fixed(item="channel", top="a"), 0.0)
    shares = dict(zip(OPTIONS, audience.shares("region"), strict=True))
    first, second, *_, last = sorted(OPTIONS, key=lambda option: -shares[option])
    sides: dict[str, tuple[str, float, Side]] = {
        "just ahead of three": (first, shares[first] - shares[second], "refuted"),
        "just behind of three": (last, shares[last] - shares[first], "supported"),
    }
    for name, (option, lead, wrong) in sides.items():
        yield Case(f"ranking, {name}", _fixed(item="region", top=option), lead, wrong=(wrong,))


def _distributions(audience: Audience) -> Iterator[Case]:
    found = dict(zip(OPTIONS, audience.shares("channel"), strict=True))
    shifts: dict[str, dict[str, float]] = {
        "two shares off": {"a": 0.05, "d": -0.05},
        "all shares off": {"a": 0.05, "b": 0.05, "c": -0.05, "d": -0.05},
    }
    for name, off in shifts.items():
        claimed = {option: share + off.get(option, 0.0) for option, share in found.items()}
        keys = _within(item="channel", shares=claimed)
        yield Case(f"distribution, {name}", keys, 0.05, 0.005, sameness=True)


def _within(**keys: object) -> Keys:
    return lambda bound: {"kind": "distribution", **keys, "within": bound}


def _dependence(audience: Audience) -> Iterator[Case]:
    rho = audience.rank_correlation("quality", "recommend")
    ranked = {"item": "quality", "with": "recommend", "direction": "positive"}
    yield Case("association, rank correlation", _least("association", **ranked), rho, 0.02)
    weak = {"item": "group", "with": "quality"}
    v = audience.cramers_v("group", "quality")
    yield Case("association, V 3 by 10 at least", _least("association", **weak), v, 0.01)
    denied = _most("association", **weak)
    yield Case("association, V 3 by 10 at most", denied, v, 0.01, sameness=True, covers=0.9)
    for name, pair in {"4 by 4": ("habit", "plan"), "10 by 10": ("expected", "quality")}.items():
        keys = _least("association", item=pair[0], **{"with": pair[1]})
        yield Case(f"association, V {name} at least", keys, audience.cramers_v(*pair), 0.01)
    none = {"kind": "association", "item": "channel", "with": "region"}
    yield Case("association, any at all", lambda _: none, 0.0, wrong=("supported",))


def _groups(audience: Audience) -> Iterator[Case]:
    """Yield claims about two groups by order, and that two groups are the same."""
    higher, lower = ("x", "z")
    truth = audience.superiority("quality", 0, 2)
    if truth < EVEN:
        higher, lower, truth = lower, higher, 1 - truth
    keys = _least("ordinal", item="quality", segment="group", higher=higher, lower=lower)
    yield Case("ordinal", keys, truth, 0.01)
    level = audience.gap(audience.rated("quality"))
    yield _same("level", level, 0.05, item="quality", of="level")
    share = audience.gap(audience.ticked(0))
    yield _same("share 45 %", share, 0.01, item="met", of="share", options="a")


def _same(name: str, gap: float, step: float, **keys: object) -> Case:
    """Return that two groups are the same, so named that their difference is positive."""
    groups = [["x"], ["y"]] if gap >= 0 else [["y"], ["x"]]
    pair = {"kind": "equivalence", "segment": "group", "groups": groups}
    return Case(
        f"equivalence, {name}",
        lambda bound: pair | keys | {"within": bound},
        abs(gap),
        step,
        sameness=True,
        covers=0.9,
    )


def _losses() -> Iterator[Case]:
    funnel = {"kind": "drop_off", "item": "steps", "funnel": ["s1", "s2", "s3", "s4"]}
    yield Case("drop_off, all tied", lambda _: funnel | {"largest_at": "s2"}, 0.0)
    two = funnel | {"funnel": ["s1", "s2", "s3"], "largest_at": "s3"}
    yield Case("drop_off, two tied", lambda _: two, 0.0)
