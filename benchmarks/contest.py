"""What every contestant in Python does: read the answers, get ready, work several times, report.

It needs numpy alone, so that the packages compared may live in an environment of their own.
"""

import argparse
import gc
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from benchmarks.answers import Answers, Floats, read_answers

Values = dict[str, list[float]]
Work = Callable[[], Callable[[], Values]]  # its result is read after the clock has stopped
Prepare = Callable[[Answers], Work]


@dataclass(frozen=True, slots=True)
class Contestant:
    """A package: its version, what it can do, and how much of a work it is asked for."""

    version: str
    works: Mapping[str, Prepare]
    parts: Mapping[str, float] = field(default_factory=dict)


def run(contestant: Contestant) -> None:
    """Do the work named on the command line and print seconds and results as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=sorted(contestant.works))
    parser.add_argument("folder", type=Path)
    parser.add_argument("times", type=int)
    asked = parser.parse_args()
    work = contestant.works[asked.work](read_answers(asked.folder))
    part = contestant.parts.get(asked.work, 1.0)
    seconds, cpu, values = [], [], Values()
    for _ in range(asked.times):
        gc.collect()
        started = perf_counter(), process_time()
        read = work()
        ended = perf_counter(), process_time()
        seconds.append((ended[0] - started[0]) / part)
        cpu.append((ended[1] - started[1]) / part)
        values = read()
    found = {"seconds": seconds, "cpu": cpu, "values": values, "version": contestant.version}
    sys.stdout.write(json.dumps(found) + "\n")


def reached(answers: Answers, weights: Floats) -> Values:
    """Return the margins that weights give, and their design effect."""
    total = float(weights.sum())
    sums = [np.bincount(codes, weights=weights) / total for codes in answers.margins]
    deff = answers.n * float(weights @ weights) / total**2
    return {"margins": np.concatenate(sums).tolist(), "deff": [deff]}
