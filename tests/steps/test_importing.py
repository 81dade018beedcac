"""The answers of a file are kept, all or none, and never twice."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.steps.conftest import MORNING, NOON
from validation.errors import ResponseError
from validation.settings import Settings
from validation.steps import Source, import_responses, read_status

Answers = Callable[..., Source]


def test_same_file_twice_adds_nothing(study: Path, settings: Settings, answers: Answers) -> None:
    source = answers("4", "5", "3")
    assert import_responses(study, source, settings, now=MORNING).new == 3
    assert import_responses(study, source, settings, now=NOON).new == 0


def test_longer_file_adds_what_is_new(study: Path, settings: Settings, answers: Answers) -> None:
    import_responses(study, answers("4", "5"), settings, now=MORNING)
    assert import_responses(study, answers("4", "5", "1"), settings, now=NOON).new == 1
    [kept] = read_status(settings).studies
    assert [wave.responses for wave in kept.waves] == [3]


def test_file_with_a_bad_row_keeps_nothing(
    study: Path, settings: Settings, answers: Answers
) -> None:
    with pytest.raises(ResponseError, match="1 of 3 rows"):
        import_responses(study, answers("4", "9", "3"), settings, now=MORNING)
    assert read_status(settings).studies == ()


def test_addresses_as_ids_are_not_kept_whatever_is_asked_for(
    study: Path, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "mailed.csv").write_text("person,q\n1,4\nanna@example.com,9\n")
    source = Source(tmp_path / "mailed.csv", good_rows_only=True)
    with pytest.raises(ResponseError, match=r"row 3, column person: found an e-mail address"):
        import_responses(study, source, settings, now=MORNING)
    assert read_status(settings).studies == ()


def test_rows_left_out_are_kept_with_their_reason(
    study: Path, settings: Settings, answers: Answers
) -> None:
    source = Source(answers("4", "9", "3").path, good_rows_only=True)
    done = import_responses(study, source, settings, now=MORNING)
    assert (done.new, done.counts.refused) == (2, 1)
    [kept] = read_status(settings).studies
    assert kept.waves[0].exclusions == 1
