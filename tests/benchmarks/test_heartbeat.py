"""The benchmark of the heartbeat measures what it says."""

from pathlib import Path

import pytest

from benchmarks.heartbeat import OPENING, Size, measure
from validation.settings import read_settings
from validation.steps import list_due, read_status


@pytest.mark.slow
def test_beats_are_timed_over_waves_that_are_open(tmp_path: Path) -> None:
    settings = read_settings({"TODENNA_HOME": str(tmp_path)})
    lines = [*measure(settings, Size(studies=2, invitations=20))]

    assert [line.partition(":")[0] for line in lines] == [
        "2 waves made",
        "2 waves opened, 20 invitations put into the outbox",
        "beat 1 with nothing due, 20 open invitations",
        "beat 2 with nothing due, 20 open invitations",
        "outbox with nothing to send",
    ]
    kept = read_status(settings)
    assert [(one.study, [wave.state for wave in one.waves]) for one in kept.studies] == [
        ("study-000", ["open"]),
        ("study-001", ["open"]),
    ]
    assert kept.outbox == {"sent": 20}
    assert list_due(settings, now=OPENING) == ()
