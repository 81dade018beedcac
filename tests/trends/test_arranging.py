import numpy as np
import pytest

from tests.trends.making import SHARE, make_study, make_wave
from validation import stats
from validation.trends.arranging import arrange, likeness_of
from validation.trends.lined import Fresh
from validation.trends.lining import Lining
from validation.trends.overlapping import Panel

DIFFERENCE = {
    "kind": "difference", "item": "quality", "segment": "region",
    "higher": "south", "lower": "north",
}  # fmt: skip
STUDY = make_study(SHARE, DIFFERENCE, audience={"segments": ["region"]})
PEOPLE = tuple(range(100))


def test_numbers_stand_where_their_series_and_wave_are() -> None:
    lined = arrange(
        Lining(STUDY, [make_wave(STUDY, 1), make_wave(STUDY, 7, yes=[0, 1, 1, 1] * 25)])
    )

    assert lined.hypothesis.tolist() == [0, 0, 0, 1]
    assert lined.part.tolist() == [0, 1, 2, 0]
    assert lined.shares.tolist() == [True, True, True, False]
    assert lined.estimate[0].tolist() == [0.5, 0.75]
    assert lined.times.tolist() == [0, 181 / 365.25]


def test_nobody_is_shared_by_nameless_or_by_fresh_waves() -> None:
    nameless = Lining(STUDY, [make_wave(STUDY, 1), make_wave(STUDY, 2, people=PEOPLE)])
    fresh = [make_wave(STUDY, 1, people=PEOPLE)]
    fresh.append(make_wave(STUDY, 2, people=tuple(range(200, 300))))

    assert isinstance(likeness_of(nameless), Fresh)
    assert isinstance(likeness_of(Lining(STUDY, fresh)), Fresh)


def test_estimates_of_the_same_people_are_as_alike_as_their_stack_says() -> None:
    random = np.random.default_rng(3)
    weights = random.uniform(0.5, 2, 100).tolist()
    waves = [
        make_wave(
            STUDY, month, weights=weights, people=PEOPLE,
            yes=random.integers(0, 2, 100).tolist(), rated=random.integers(1, 11, 100).tolist(),
        )
        for month in (1, 2)
    ]  # fmt: skip
    likeness = likeness_of(Lining(STUDY, waves))
    assert isinstance(likeness, Panel)

    for row, claim in enumerate(one.claim for one in STUDY.hypotheses):
        everybody = np.ones(100, dtype=bool)
        samples = [
            (wave.frame.design, claim.outcome(wave.frame, everybody, 0.95).estimate)
            for wave in waves
            if wave.frame is not None
        ]
        covariance = stats.stack(samples, units=[np.array(PEOPLE)] * 2).covariance
        expected = covariance[0, 1] / (covariance[0, 0] * covariance[1, 1]) ** 0.5
        assert likeness.correlation(0, 1)[[0, 3][row]] == pytest.approx(expected)


def test_a_level_counts_its_own_people() -> None:
    def wave(month: int, south: list[int]) -> Lining:
        return Lining(
            STUDY,
            [
                make_wave(STUDY, 1, people=PEOPLE),
                make_wave(STUDY, month, yes=[0, 1] * 25 + south, people=PEOPLE),
            ],
        )

    found = likeness_of(wave(2, [1, 0] * 25)).correlation(0, 1)

    assert found[:3] == pytest.approx([0, 1, -1])
