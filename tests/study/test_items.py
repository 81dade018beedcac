"""Items as a study file writes them."""

import pytest
from pydantic import TypeAdapter, ValidationError

from validation.study.items import BandsItem, RatingItem, Scale, SingleItem, StudyItem

ITEM: TypeAdapter[StudyItem] = TypeAdapter(StudyItem)


def test_options_may_be_a_list_of_labels() -> None:
    item = ITEM.validate_python({"id": "q", "text": "Q?", "type": "single", "options": ["a", "b"]})
    assert isinstance(item, SingleItem)
    assert [label.within("en") for label in item.options.values()] == ["a", "b"]


def test_number_codes_of_options_are_texts() -> None:
    options = {1: "Yes", 2: "No"}
    item = ITEM.validate_python({"id": "q", "text": "Q?", "type": "single", "options": options})
    assert isinstance(item, SingleItem)
    assert list(item.options) == ["1", "2"]


def test_scale_is_a_name_or_written_out() -> None:
    named = ITEM.validate_python({"id": "q", "text": "Q?", "type": "rating", "scale": "ease"})
    scale = {"from": 1, "to": 7, "low": "hard"}
    written = ITEM.validate_python({"id": "q", "text": "Q?", "type": "rating", "scale": scale})
    assert isinstance(named, RatingItem)
    assert named.scale == "ease"
    assert isinstance(written, RatingItem)
    assert isinstance(written.scale, Scale)
    assert (written.scale.start, written.scale.end) == (1, 7)


def test_open_bands_may_stand_in_any_order() -> None:
    bands = {"old": [65, None], "young": [None, 34], "middle": [35, 64]}
    item = ITEM.validate_python({"id": "b", "type": "bands", "of": "age", "bands": bands})
    assert isinstance(item, BandsItem)
    assert item.bands["old"] == (65, None)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"type": "rating", "text": "Q?", "scale": {"from": 5, "to": 1}}, "it must rise"),
        ({"type": "number", "text": "Q?", "min": 5, "max": 5}, "min 5 must lie below max 5"),
        ({"type": "single", "text": "Q?", "options": ["a"]}, "at least 2 items"),
        ({"type": "single", "text": "Q?", "options": {"a": "A", "b": ""}}, "at least 1 character"),
        ({"type": "bands", "of": "x", "bands": {"a": [1, 5], "b": [5, 9]}}, "overlap at 5"),
        ({"type": "bands", "of": "x", "bands": {"a": [5, 1], "b": [6, 9]}}, "it must rise"),
        (
            {"type": "bands", "of": "x", "bands": {"a": [1, 5], "b": [6, 9]}, "labels": {"c": "C"}},
            "labels name 'c', which is none of the bands: a, b",
        ),
        ({"type": "text", "text": "Q?", "id": "no spaces"}, "is no id"),
    ],
)
def test_items_that_cannot_be_asked_are_refused(item: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        ITEM.validate_python({"id": "q", **item})
