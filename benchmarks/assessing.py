"""`python -m benchmarks.assessing`: seconds and peak memory of one assessment, in one process."""

import argparse
import json
import resource
import sys
from time import perf_counter

from benchmarks.beliefs import build_frame, build_study
from validation.files import read_library
from validation.questionnaire import bind_claims, build_questionnaire
from validation.verdicts import Planned, assess, build_plan
from validation.weighting import weigh

MEGABYTE = 1024 if sys.platform == "linux" else 1024 * 1024


def measure(n: int) -> dict[str, float]:
    """Return what weighting and assessing a hundred hypotheses of n respondents take."""
    study = build_study()
    questionnaire = build_questionnaire(study, read_library())
    bound = bind_claims(study, questionnaire)
    planned = Planned(bound, build_plan(bound, questionnaire), questionnaire.asked())
    frame = build_frame(n)
    before = peak_memory()
    started = perf_counter()
    weighted, weighting = weigh(frame, study.audience.margins)
    raked = perf_counter()
    assessment = assess(planned, weighted, weighting)
    ended = perf_counter()
    return {
        "n": n,
        "hypotheses": len(assessment.hypotheses),
        "weigh": round(raked - started, 3),
        "assess": round(ended - raked, 3),
        "memory_of_answers": before,
        "peak_memory": peak_memory(),
    }


def peak_memory() -> float:
    """Return the most memory that this process has held so far, in megabytes."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE, 1)


def main() -> None:
    """Print the measurement as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=1_000_000)
    sys.stdout.write(json.dumps(measure(parser.parse_args().n)) + "\n")


if __name__ == "__main__":
    main()
