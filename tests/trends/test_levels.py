import pytest

from tests.trends.making import SHARE, make_study, make_wave
from validation.trends.levels import measured
from validation.trends.model import Key

CHANGE = {"kind": "change", "item": "bought", "of": "share", "options": ["yes"]}
STUDY = make_study(SHARE, CHANGE, audience={"segments": ["region"]})


def test_the_number_that_a_change_is_about_is_measured_everywhere() -> None:
    found = dict(measured(STUDY, make_wave(STUDY, 1, yes=[1] * 40 + [0] * 60)))

    assert {key.level: one.estimate for key, one in found.items()} == {
        None: 0.4, "north": 0.8, "south": 0.0,
    }  # fmt: skip
    whole = found[Key("h2")]
    assert (whole.n, whole.shortages) == (100, ())
    assert whole.se == pytest.approx((0.4 * 0.6 / 99) ** 0.5)


def test_too_few_answers_are_told() -> None:
    found = dict(measured(STUDY, make_wave(STUDY, 1, yes=[0, 1] * 10)))

    assert [one.what for one in found[Key("h2")].shortages] == ["n", "n_effective"]


def test_other_claims_and_waves_without_answers_have_none() -> None:
    assert list(measured(make_study(SHARE), make_wave(make_study(SHARE), 1))) == []


def test_a_change_of_the_segment_itself_is_not_split_by_it() -> None:
    study = make_study(
        {"kind": "change", "item": "region", "of": "share", "options": ["south"]},
        audience={"segments": ["region"]},
    )

    assert [key for key, _ in measured(study, make_wave(study, 1))] == [Key("h1")]
