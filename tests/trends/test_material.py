from collections.abc import Sequence

import pytest

from tests.trends.making import make_study, make_wave
from validation.errors import ResponseError
from validation.trends.material import WaveMaterial, check_material

STUDY = make_study()


@pytest.mark.parametrize(
    ("material", "told"),
    [
        ([], "waves: found none, must be one at least."),
        (
            [make_wave(STUDY, 1, wave="a"), make_wave(STUDY, 2, wave="a")],
            "waves: found a 2 times, must be each wave once.",
        ),
        (
            [make_wave(STUDY, 2, wave="b"), make_wave(STUDY, 1, wave="a")],
            "waves.a: found 2026-01-01, must be no earlier than 2026-02-01, the day of b.",
        ),
        (
            [make_wave(STUDY, 1, wave="a", people=(7, 8))],
            "waves.a.people: found 2 keys, must be one for each of its 100 responses.",
        ),
    ],
)
def test_waves_that_cannot_be_lined_up_are_told(
    material: Sequence[WaveMaterial], told: str
) -> None:
    with pytest.raises(ResponseError) as caught:
        check_material(material)

    assert told in str(caught.value)


def test_waves_in_order_are_taken() -> None:
    check_material([make_wave(STUDY, 1), make_wave(STUDY, 2, people=tuple(range(100)))])
