from tests.trends.making import make_study, make_wave
from validation.trends.attrition import build_attrition

STUDY = make_study()


def test_of_a_panel_it_is_told_how_many_answered_again() -> None:
    waves = [
        make_wave(STUDY, 1, people=tuple(range(100))),
        make_wave(STUDY, 2, people=tuple(range(20, 120))),
        make_wave(STUDY, 3, yes=[0, 1] * 45, people=tuple(range(30, 120))),
    ]

    found = list(build_attrition(waves))

    assert [(one.wave, one.of, one.again) for one in found] == [
        ("wave-2", 100, 80),
        ("wave-3", 100, 90),
    ]
    assert found[0].share == 0.8


def test_fresh_samples_lose_nobody() -> None:
    waves = [
        make_wave(STUDY, 1, people=tuple(range(100))),
        make_wave(STUDY, 2, people=tuple(range(200, 300))),
        make_wave(STUDY, 3),
    ]

    assert list(build_attrition(waves)) == []
