"""`todenna new` asks step by step and writes a study that passes `check`."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import typer

from validation.cli.asking import ask_for_study
from validation.errors import FileError
from validation.files import read_study

START = ["Customers of our web shop", "shop", "", "en", "2", "3"]


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[str]], None]:
    """Answer the questions to come with these texts; an empty one takes the default."""

    def answer(texts: Sequence[str]) -> None:
        coming = iter(texts)

        def prompt(_: str, default: str | None = None) -> str:
            return next(coming) or (default or "")

        def confirm(_: str, **__: Any) -> bool:  # noqa: ANN401 (whatever options there are)
            return next(coming) == "y"

        monkeypatch.setattr(typer, "prompt", prompt)
        monkeypatch.setattr(typer, "confirm", confirm)

    return answer


def test_most_is_above_one_half_and_what_refutes_it_is_told(
    answered: Callable[[Sequence[str]], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    says = "Most customers compare prices before they buy"
    share = ["1", "1", "Did you compare prices before you bought?", "", "", "most", "n"]
    answered([*START, says, *share])
    ask_for_study(tmp_path / "study.yaml")
    [hypothesis] = read_study(tmp_path / "study.yaml").hypotheses
    assert hypothesis.says.within("en") == says
    assert hypothesis.claim.region().low == 0.5
    assert "Refuted by an interval wholly below 50.0 %" in capsys.readouterr().out


def test_every_kind_that_is_offered_makes_a_study(
    answered: Callable[[Sequence[str]], None], tmp_path: Path
) -> None:
    level = ["Rated high", "1", "level", "How good?", "8", "y"]
    score = ["Recommended", "2", "score", "Would you recommend us?", "20", "y"]
    comparison = ["A over B", "2", "comparison", "How is A?", "How is B?", "0.5", "y"]
    groups = ["How good?", "Do you have children?", "Yes", "No"]
    ordinal = ["Parents rate higher", "1", "ordinal", *groups, "y"]
    same = ["Parents rate the same", "1", "equivalence", *groups, "0.4", "y"]
    together = ["A goes with B", "1", "association", "How is A?", "How is B?", "down", "y"]
    steps = ["Which did you do?", "Looked, Compared, Bought", "3"]
    lost = ["Lost when buying", "1", "drop_off", *steps, "y"]
    better = ["Better than last time", "1", "change", "How good?", "", "", "0.3", "y"]
    rising = ["Ever better", "1", "trend", "How good?", "", "", "n"]
    asked = [*level, *score, *comparison, *ordinal, *same, *together, *lost]
    answered([*START, *asked, *better, *rising])
    ask_for_study(tmp_path / "study.yaml")
    kinds = [one.claim.kind for one in read_study(tmp_path / "study.yaml").hypotheses]
    new = ["ordinal", "equivalence", "association", "drop_off", "change", "trend"]
    assert kinds == ["level", "score", "comparison", *new]


def test_threshold_off_the_scale_is_asked_again_and_nothing_is_lost(
    answered: Callable[[Sequence[str]], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(
        [*START, "Rated high", "1", "2", "How good?", "15", "How good?", "nine", "Q?", "9", ""]
    )
    ask_for_study(tmp_path / "study.yaml")
    told = capsys.readouterr().err
    assert "found 15, must be within what it can be, 1 to 10" in told
    assert "'nine': found no number" in told
    assert read_study(tmp_path / "study.yaml").hypotheses[0].claim.region().low == 9


def test_wrong_choice_is_asked_again(
    answered: Callable[[Sequence[str]], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answered([*START, "Rated high", "9", "1", "level", "How good?", "8", "n"])
    ask_for_study(tmp_path / "study.yaml")
    assert "Found '9', must be a number from 1 to 4." in capsys.readouterr().err


def test_same_statement_twice_gets_an_id_of_its_own(
    answered: Callable[[Sequence[str]], None], tmp_path: Path
) -> None:
    level = ["Rated high", "1", "level", "How good?", "8"]
    answered([*START, *level, "y", *level, "n"])
    ask_for_study(tmp_path / "study.yaml")
    ids = [one.id for one in read_study(tmp_path / "study.yaml").hypotheses]
    assert ids == ["rated-high", "rated-high-2"]


def test_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text("mine")
    with pytest.raises(FileError, match="found a file already"):
        ask_for_study(path)
    assert path.read_text() == "mine"
