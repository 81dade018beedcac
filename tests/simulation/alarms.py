"""How often studies fielded again and again raise an alarm, and how often they find a change.

The long run is `python -m tests.simulation.alarms`.

The figures stand in docs/statistics/trends.md. The studies have 20 hypotheses, 4 levels of a
segment and 12 waves.
"""

import sys
import time
from collections.abc import Sequence
from math import ceil

import numpy as np
from scipy.special import ndtri

from tests.simulation.repeated import LASTING, SHARES, Setup, study
from validation.trends import ChangePlan

STUDIES = 1_000
HALF = SHARES.index(0.5)  # the hypothesis that changes, a share of one half
AT = 6  # the wave in which it does
STAYING = 0.8
ALARM = ("previous", "baseline", "slope")


def alarms(setup: Setup, studies: int, *, seed: int = 1) -> tuple[float, dict[str, int]]:
    """Return the share of studies that ever called anything significant, and what it was."""
    raised, kinds = (
        0,
        dict.fromkeys((f"{kind}{part}" for kind in ALARM for part in ("", ", level")), 0),
    )
    for number in range(studies):
        any_alarm = False
        for found in study(setup, np.random.default_rng([seed, number])):
            for row, kind in np.argwhere(found.significant).tolist():
                kinds[ALARM[kind] + (", level" if found.lined.part[row] else "")] += 1
                any_alarm = True
        raised += any_alarm
    return raised / studies, kinds


def power(effect: float, studies: int, *, panel: bool = False, seed: int = 2) -> tuple[float, int]:
    """Return how often the planned change of a share is found at once, and the answers a wave."""
    same = 2 / np.pi * np.arcsin(LASTING) if panel else 0.0  # of yes and no, from their latents
    plan = ChangePlan(20, overlap=STAYING if panel else 0.0, correlation=float(same))
    n = plan.required_n(effect, 0.5)
    people = ceil(n / STAYING) if panel else n
    shift = dict.fromkeys(range(AT, 12), float(ndtri(0.5 + effect)))
    setup = Setup(
        n=people,
        waves=AT + 1,
        panel=panel,
        staying=STAYING,
        uneven=False,
        shift=shift,
        shifted=HALF,
    )
    found = [
        bool(wave.significant[HALF, 0])
        for number in range(studies)
        for wave in study(setup, np.random.default_rng([seed, number]))
        if wave.wave == AT
    ]
    return float(np.mean(found)), n


def main(arguments: Sequence[str]) -> None:
    """Print what became of so many studies of each kind, 1,000 by default."""
    studies = int(arguments[0]) if arguments else STUDIES
    for panel in (False, True):
        for n in (600, 200):
            start = time.perf_counter()
            rate, kinds = alarms(Setup(n=n, panel=panel), studies)
            took = time.perf_counter() - start
            sys.stdout.write(f"panel={panel} n={n}: {rate:.3f} alarm, {kinds} ({took:.0f} s)\n")
            sys.stdout.flush()
        rate, answers = power(0.1, studies, panel=panel)
        sys.stdout.write(f"panel={panel}: +10 points found in {rate:.3f}, n={answers}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
