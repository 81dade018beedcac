from collections.abc import Callable

import pytest

from validation.claims import Asked, BaseClaim
from validation.claims.difference import DifferenceClaim
from validation.claims.equivalence import EquivalenceClaim

Make = Callable[..., BaseClaim]
AREAS = ("north", "south")
TEN = Asked("rated", "rating", tuple(map(str, range(1, 11))), 1, 10)
ASKED = {"rated": TEN, "area": Asked("area", "single", AREAS)}
USUAL = {"item": "rated", "segment": "area"}


def lead(**given: object) -> DifferenceClaim:
    one = {"kind": "difference", "higher": "north", "lower": "south"}
    return DifferenceClaim.model_validate(USUAL | one | given)


def same(**given: object) -> EquivalenceClaim:
    one = {"kind": "equivalence", "groups": list(AREAS), "within": 0.1}
    return EquivalenceClaim.model_validate(USUAL | one | given)


@pytest.mark.parametrize("claim", [lead(), same()])
def test_a_level_is_compared_if_nothing_is_said(claim: BaseClaim) -> None:
    assert claim.unit() == "scale"
    assert claim.limits(ASKED) == (-9, 9)
    assert [one.item for one in claim.measures()] == ["rated", "area"]


@pytest.mark.parametrize("make", [lead, same])
def test_a_share_or_a_score_may_be_compared(make: Make) -> None:
    share = make(of="share", **{"from": 9})
    assert (share.unit(), share.limits(ASKED)) == ("share", (-1, 1))
    top = make(of="score", score="top_two")
    assert not list(top.problems(ASKED))
    (unnamed,) = make(of="score").problems(ASKED)
    assert unnamed.must == "nps, top_two or ces"


@pytest.mark.parametrize("make", [lead, same])
def test_the_library_fills_item_and_counted_answers(make: Make) -> None:
    open_claim = make(item=None, of="share")
    bound = open_claim.bound_to({"item": "did.use"}, ("yes",))
    assert bound == make(item="did.use", of="share", options=["yes"])


@pytest.mark.parametrize("make", [lead, same])
def test_planning_measures_in_standard_deviations_of_one_answer(make: Make) -> None:
    assert make().yardstick(ASKED) == TEN.spread
    assert make().spread(ASKED) == pytest.approx(2 * TEN.spread)
