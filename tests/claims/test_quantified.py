import pytest

from validation.claims import Asked, ChangeClaim
from validation.claims.quantified import QuantifiedClaim

RATED = {"quality": Asked("quality", "rating", tuple(map(str, range(11))), 0, 10)}


def claim(**keys: object) -> QuantifiedClaim:
    return ChangeClaim.model_validate({"kind": "change", "item": "quality"} | keys)


@pytest.mark.parametrize(
    ("keys", "unit", "spread"),
    [
        ({}, "scale", 10**0.5),
        ({"of": "share", "from": 9}, "share", 0.5),
        ({"of": "score", "score": "top_two"}, "share", 0.5),
        (
            {"of": "score", "score": "nps"},
            "points",
            pytest.approx((90_000 / 11 - (500 / 11) ** 2) ** 0.5),
        ),
    ],
)
def test_it_is_about_what_it_names(keys: dict[str, object], unit: str, spread: float) -> None:
    made = claim(**keys)

    assert made.unit() == unit
    assert made.yardstick(RATED) == spread


def test_a_score_must_be_named() -> None:
    [problem] = claim(of="score").details(RATED)

    assert str(problem) == "score: found no score, must be nps, top_two or ces."


def test_an_answer_that_is_not_there_is_told() -> None:
    [problem] = claim(of="share", options=["11"]).details(RATED)

    assert problem.found == "'11'"
