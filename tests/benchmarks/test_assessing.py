import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.assessing import measure
from benchmarks.beliefs import MARGINS, build_frame, build_study
from benchmarks.files import write_answers, write_study
from tests.unmeasured import unmeasured
from validation.steps import Source, assess_responses, prepare_study

ROOT = Path(__file__).parents[2]


def test_a_hundred_hypotheses_are_assessed_and_measured() -> None:
    found = measure(2_000)
    assert (found["n"], found["hypotheses"]) == (2_000, 100)
    assert found["peak_memory"] >= found["memory_of_answers"] > 0


def test_the_study_has_two_segments_and_is_raked_on_two_margins() -> None:
    study = build_study()
    assert len(study.hypotheses) == 100
    assert (len(study.audience.segments), len(study.audience.margins)) == (2, len(MARGINS))


def test_its_files_are_read_as_the_frame_was_built(tmp_path: Path) -> None:
    write_study(tmp_path / "study.yaml")
    write_answers(tmp_path / "answers.csv", 500)
    prepared = prepare_study(tmp_path / "study.yaml")
    found = assess_responses(prepared, Source(tmp_path / "answers.csv"))
    frame = build_frame(500)
    for item, column in frame.columns.items():
        read = found.responses.frame.column(item)
        assert read.missing.tolist() == column.missing.tolist(), item
        counted, expected = (one.counted(column.levels[:1]) for one in (read, column))
        assert counted.tolist() == pytest.approx(expected.tolist(), nan_ok=True), item


@pytest.mark.slow
def test_a_million_respondents_fit_in_a_gigabyte() -> None:
    # in a process of its own, whose peak is not that of the tests before
    found = [
        json.loads(
            subprocess.run(
                [sys.executable, "-m", "benchmarks.assessing", "--n", str(n)],
                capture_output=True,
                check=True,
                cwd=ROOT,
                env=unmeasured(),
            ).stdout
        )
        for n in (100_000, 1_000_000)
    ]
    assert found[1]["peak_memory"] < 1_000
    # ten times the respondents; the rest is for other work on the machine
    assert found[1]["assess"] < 12 * max(found[0]["assess"], 1.0)
