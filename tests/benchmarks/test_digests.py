from pathlib import Path

import pytest

from benchmarks.digests import build_study, build_waves, measure


def test_every_reader_has_a_mail_and_every_level_a_series(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = measure(waves=3, hypotheses=2, segments=1, n=60, readers=4)

    assert (found["waves"], found["series"], found["mails"]) == (3, 2 * (1 + 3), 4)


def test_waves_come_one_after_the_other() -> None:
    first, second = build_waves(build_study(1, 1), 2, 60)

    assert first.at < second.at
    assert first.frame is not None
    assert first.frame.n == 60
