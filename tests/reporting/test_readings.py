import pytest
from pydantic import TypeAdapter

from validation.claims import Claim
from validation.reporting.readings import Reading, reading_of

ADAPTER: TypeAdapter[Claim] = TypeAdapter(Claim)
NPS = {"kind": "score", "score": "nps", "item": "q", "at_least": 30}
DIFFERENCE = {"kind": "difference", "item": "q", "segment": "s", "higher": "a", "lower": "b"}
SAME = {"kind": "equivalence", "item": "q", "segment": "s", "groups": ["a", "b"], "within": 1}
ASSOCIATION = {"kind": "association", "item": "q", "with": "r"}


@pytest.mark.parametrize(
    ("claim", "reading"),
    [
        ({"kind": "share", "item": "q", "options": "a", "at_least": 0.5}, ("share", "share")),
        ({"kind": "level", "item": "q", "at_least": 3}, ("scale", "mean")),
        (NPS, ("points", "score")),
        (NPS | {"score": "top_two", "at_least": 0.4}, ("share", "share")),
        (DIFFERENCE, ("scale_gap", "difference")),
        (DIFFERENCE | {"of": "share", "options": "x"}, ("share_gap", "difference")),
        (DIFFERENCE | {"of": "score", "score": "nps"}, ("points_gap", "difference")),
        ({"kind": "comparison", "higher": "q", "lower": "r"}, ("scale_gap", "difference")),
        ({"kind": "ranking", "item": "q", "top": "a"}, ("share_gap", "lead")),
        (
            {"kind": "distribution", "item": "q", "shares": {"a": 0.5}, "within": 0.1},
            ("share_gap", "deviation"),
        ),
        (
            {"kind": "ordinal", "item": "q", "segment": "s", "higher": "a", "lower": "b"},
            ("share", "superiority"),
        ),
        (SAME, ("scale_gap", "difference")),
        (SAME | {"of": "share", "options": "x", "within": 0.1}, ("share_gap", "difference")),
        ({"kind": "drop_off", "item": "q", "largest_at": "b"}, ("share_gap", "loss")),
        (ASSOCIATION | {"direction": "positive"}, ("correlation", "correlation")),
        (ASSOCIATION, ("correlation", "dependence")),
    ],
)
def test_every_kind_of_claim_is_told_by_its_own_word(
    claim: dict[str, object], reading: tuple[str, str]
) -> None:
    found = reading_of(ADAPTER.validate_python(claim))
    assert (found.kind, found.told) == reading
    assert isinstance(found, Reading)
