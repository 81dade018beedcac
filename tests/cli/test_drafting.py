"""What a person says of a claim becomes a claim."""

import pytest

from validation.cli.drafting import KINDS, Draft, number_of, share_of
from validation.errors import StudyError


@pytest.mark.parametrize(
    ("words", "share"),
    [("most", 0.5), ("Most ", 0.5), ("60 %", 0.6), ("60%", 0.6), ("0,3", 0.3), ("75", 0.75)],
)
def test_shares_are_understood(words: str, share: float) -> None:
    assert share_of(words) == pytest.approx(share)


@pytest.mark.parametrize(("words", "number"), [("7.5", 7.5), ("-20 points", -20), ("−3", -3)])
def test_numbers_are_understood(words: str, number: float) -> None:
    assert number_of(words) == number


def test_what_is_no_number_is_told() -> None:
    with pytest.raises(StudyError, match="found no number"):
        number_of("plenty")


def test_claim_that_cannot_be_adds_nothing() -> None:
    draft = Draft({"study": "s", "stages": [{"id": "use", "title": "Use"}]}, {})
    hypothesis = {"id": "h", "stage": "use", "says": "H"}
    with pytest.raises(StudyError):
        draft.add(hypothesis, "share", {"question": "Q?", "yes": "Y", "no": "N", "bound": "900"})
    assert draft.content()["hypotheses"] == []
    claim = draft.add(
        hypothesis, "share", {"question": "Q?", "yes": "Y", "no": "N", "bound": "most"}
    )
    assert claim.region().low == 0.5


def test_every_kind_asks_for_what_it_drafts() -> None:
    for kind in KINDS.values():
        given = {name: default or "Q?" for name, _, default in kind.asks}
        claim, items = kind.draft("h", given)
        assert claim
        assert items


@pytest.mark.parametrize(
    ("kind", "given", "claim"),
    [
        ("change", {"since": "baseline ", "direction": "Down", "by": "0,5"},
         {"item": "h-item", "since": "baseline", "direction": "down", "by": 0.5}),
        ("trend", {"direction": "up", "within": "0.2"}, {"item": "h-item", "direction": "up"}),
        ("trend", {"direction": "Steady", "within": "0.3 points"},
         {"item": "h-item", "direction": "steady", "within": 0.3}),
    ],
)  # fmt: skip
def test_what_several_waves_claim_is_a_rating_that_moves(
    kind: str, given: dict[str, str], claim: dict[str, object]
) -> None:
    drafted, [item] = KINDS[kind].draft("h", {"question": "How good?", **given})
    assert drafted == claim
    assert (item["type"], item["text"]) == ("rating", "How good?")


def test_a_direction_that_is_none_is_told() -> None:
    draft = Draft({"study": "s", "stages": [{"id": "use", "title": "Use"}]}, {})
    hypothesis = {"id": "h", "stage": "use", "says": "H"}
    given = {"question": "Q?", "since": "previous", "direction": "sideways", "by": "0"}
    with pytest.raises(StudyError, match="sideways"):
        draft.add(hypothesis, "change", given)
