from collections.abc import Callable
from dataclasses import replace

import pytest

from validation.reporting.digest_rows import Row, Stretch, build_rows, cut, ordered
from validation.reporting.readings import Reading
from validation.reporting.setting import Setting
from validation.verdicts import HypothesisVerdict, Verdict

Verdicts = Callable[..., HypothesisVerdict]
Settings = Callable[..., Setting]


def rows(setting: Setting) -> tuple[Row, ...]:
    return build_rows(ordered(setting.lines), setting)


def test_what_is_refuted_comes_first_and_what_cannot_be_said_last(
    verdict_of: Verdicts, setting_of: Settings, unheard_of: HypothesisVerdict
) -> None:
    setting = setting_of(
        verdict_of("good", verdict=Verdict.INCONCLUSIVE),
        unheard_of,
        verdict_of("better", verdict=Verdict.SUPPORTED),
        verdict_of("shops", verdict=Verdict.REFUTED),
    )
    told = [(row.number, row.sign, row.word) for row in rows(setting)]
    assert told == [
        ("4", "✕", "refuted"),
        ("3", "●", "supported"),
        ("1", "□", "open"),
        ("2", "–", "too few answers"),
    ]


def test_a_row_has_its_numbers_in_the_language_of_the_reader(
    verdict_of: Verdicts, setting_of: Settings
) -> None:
    (row,) = rows(setting_of(verdict_of("good"), language="fi"))
    assert row.says == "Useimmat"
    assert row.estimate == "70,4\u00a0%"
    assert row.interval == "64,4–75,8\u00a0%"
    assert row.claimed == "vähintään 50\u00a0%"
    assert row.n == "250"


def test_too_few_answers_show_why_and_no_numbers(
    setting_of: Settings, unheard_of: HypothesisVerdict
) -> None:
    (row,) = rows(setting_of(unheard_of))
    assert (row.estimate, row.interval, row.strip) == ("–", "–", None)
    assert row.notes == (
        "This cannot be said yet: nobody has answered it.",
        "About the persona “Web buyer” only.",
    )


def test_numbers_of_a_few_people_are_hidden(verdict_of: Verdicts, setting_of: Settings) -> None:
    (row,) = rows(setting_of(verdict_of("good", n=9)))
    assert (row.estimate, row.interval, row.n, row.strip) == ("–", "–", "hidden", None)


def test_a_caveat_stands_beside_its_row(verdict_of: Verdicts, setting_of: Settings) -> None:
    (row,) = rows(setting_of(verdict_of("good", caveat={"en": "Recalled.", "fi": "Muisteltu."})))
    assert row.notes == ("Recalled.",)


def test_the_bars_of_a_share_lie_between_none_and_all(
    verdict_of: Verdicts, setting_of: Settings
) -> None:
    (row,) = rows(setting_of(verdict_of("good", ci_low=0.2, ci_high=0.35, low=None, high=0.4)))
    assert row.strip is not None
    assert row.strip.claimed == Stretch(before=0, inside=40, after=60)
    assert row.strip.answered == Stretch(before=20, inside=15, after=65)


def test_bars_of_one_kind_share_an_axis(verdict_of: Verdicts, setting_of: Settings) -> None:
    first, second = rows(
        setting_of(
            verdict_of("better", ci_low=0.0, ci_high=1.0, low=1.0),
            verdict_of("shops", ci_low=1.0, ci_high=2.0, low=1.0),
        )
    )
    assert first.strip is not None
    assert second.strip is not None
    assert first.strip.claimed == second.strip.claimed
    end_of_first = first.strip.answered.before + first.strip.answered.inside
    assert end_of_first == second.strip.answered.before == first.strip.claimed.before


@pytest.mark.parametrize("ends", [(0.3, 0.3), (1.0, 1.0), (None, 0.0), (-4.0, 9.0), (None, None)])
def test_every_stretch_is_seen_and_fills_the_axis(ends: tuple[float | None, float | None]) -> None:
    stretch = Stretch.of(ends, (0.0, 1.0))
    assert stretch.inside >= 1
    assert min(stretch.before, stretch.after) >= 0
    assert stretch.before + stretch.inside + stretch.after == 100


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("short", "short"),
        ("exactly 10", "exactly 10"),
        ("eleven chars", "eleven ch…"),
        ("a\nb\tc", "a b c"),
        ("po\u00adlku", "polku"),
        ("63\u00a0%", "63\u00a0%"),
    ],
)
def test_a_text_is_one_line_that_is_not_too_long(text: str, told: str) -> None:
    assert cut(text, 10) == told


def test_the_bars_of_a_year_have_an_axis_of_their_own(
    verdict_of: Verdicts, setting_of: Settings
) -> None:
    setting = setting_of(
        verdict_of("better", ci_low=-9.0, ci_high=9.0, low=-9.0, high=9.0),
        verdict_of("shops", ci_low=-0.1, ci_high=0.1, low=-0.1, high=0.1),
    )
    gap, yearly = setting.lines
    setting.lines = (gap, replace(yearly, reading=Reading("scale_gap", "slope")))

    wide, narrow = rows(setting)
    assert wide.strip == narrow.strip
