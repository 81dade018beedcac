"""Scales on which t intervals are taken."""

import math
from collections.abc import Callable
from dataclasses import dataclass

_LARGEST = 700.0  # whose exponential is still a number


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale on which t intervals are taken: there, back, and the slope there."""

    forward: Callable[[float], float]
    back: Callable[[float], float]
    slope: Callable[[float], float]


def _logit(share: float) -> float:
    if share <= 0 or share >= 1:
        return -math.inf if share <= 0 else math.inf
    return math.log(share / (1 - share))


def _expit(value: float) -> float:
    return 1 / (1 + math.exp(-value)) if value > 0 else 1 - 1 / (1 + math.exp(value))


def _angle(share: float) -> float:
    return math.asin(math.sqrt(share))


def _angle_back(value: float) -> float:
    return math.sin(min(max(value, 0.0), math.pi / 2)) ** 2


def _fisher(value: float) -> float:
    return math.copysign(math.inf, value) if abs(value) >= 1 else math.atanh(value)


def _log(value: float) -> float:
    return -math.inf if value <= 0 else math.log(value)


def _exp(value: float) -> float:
    return math.exp(value) if value < _LARGEST else math.inf


SCALES = {
    "mean": Scale(lambda value: value, lambda value: value, lambda _: 1.0),
    "bounded": Scale(lambda value: value, lambda value: value, lambda _: 1.0),
    "logit": Scale(_logit, _expit, lambda share: 1 / (share * (1 - share))),
    "arcsine": Scale(_angle, _angle_back, lambda share: 0.5 / math.sqrt(share * (1 - share))),
    "log": Scale(_log, _exp, lambda value: 1 / value),
    "fisher": Scale(_fisher, math.tanh, lambda value: 1 / (1 - value * value)),
}
