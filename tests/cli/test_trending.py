"""`todenna trend` on the real waves of an example."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from validation.cli.trending import SENTENCES, told
from validation.trends import News, NewsKind
from validation.verdicts import Verdict

Run = Callable[..., Any]
Pair = tuple[Path, Path]


@pytest.mark.usefixtures("home")
def test_waves_are_lined_up_up_to_the_newest_or_the_one_named(run: Run, media: Pair) -> None:
    for wave in ("2012", "2014"):
        run("import", media[0], "-r", media[1], "--wave", wave)
        run("report", "media-use", "--wave", wave)
    newest = run("trend", "media-use").out

    assert "2 waves up to 2014." in newest
    assert Path(newest.split()[-1]).name.startswith("trend.")
    first = run("trend", "media-use", "--wave", "2012").out
    assert "1 wave up to 2012." in first
    assert "most-watch-two-hours: answered for the first time" in first
    assert first.rstrip().endswith("A trend needs a second wave; there is no page yet.")


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ({"kind": "change_previous", "estimate": 0.2}, "good: higher than in 2012"),
        ({"kind": "change_baseline", "estimate": -0.2, "segment": "age", "level": "65+"},
         "good (age: 65+): lower than in 2012, the baseline"),
        ({"kind": "slope", "estimate": 0.2}, "good: rising since 2012"),
        ({"kind": "claim", "verdict": Verdict.REFUTED}, "good: refuted, before not judged"),
        ({"kind": "verdict_only", "verdict": Verdict.SUPPORTED,
          "verdict_before": Verdict.INCONCLUSIVE},
         "good: supported, before inconclusive, with no significant change"),
        ({"kind": "broken", "reasons": ("wording", "mode")},
         "good: not comparable with the waves before (wording, mode)"),
    ],
)  # fmt: skip
def test_news_says_what_became_of_what(keys: dict[str, Any], line: str) -> None:
    news = News.model_validate({"hypothesis": "good", "wave": "2014", "since": "2012", **keys})

    assert told(news) == line
    assert set(SENTENCES) == set(get_args(NewsKind))


@pytest.mark.usefixtures("home")
def test_a_study_without_verdicts_is_told_what_to_do(run: Run) -> None:
    done = run("trend", "media-use")

    assert done.code == 1
    assert "todenna report media-use --wave NAME" in " ".join(done.err.split())
