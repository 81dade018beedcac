from typing import Any

from pydantic import TypeAdapter

from validation.questionnaire import DerivedItem, Item, Library
from validation.questionnaire.written import asks_overall, build_written
from validation.study import StudyItem

ITEMS: TypeAdapter[StudyItem] = TypeAdapter(StudyItem)


def built(library: Library, **keys: Any) -> Item:  # noqa: ANN401 (as in a file)
    written = ITEMS.validate_python({"id": "x", "text": "Rate the overall quality", **keys})
    item = build_written(written, library)
    assert isinstance(item, Item)
    return item


def test_a_rating_has_a_choice_for_each_point_named_at_its_ends(library: Library) -> None:
    scale = {"from": 1, "to": 3, "low": "poor", "high": "good"}
    item = built(library, type="rating", scale=scale)
    assert [(one.code, one.label.within("en")) for one in item.choices] == [
        *(("1", "poor"), ("2", "2"), ("3", "good"))
    ]
    assert (item.low, item.high) == (1, 3)


def test_a_shipped_scale_is_used_by_its_name(library: Library) -> None:
    item = built(library, type="rating", scale="nps")
    assert item.asked().levels == tuple(str(point) for point in range(11))


def test_options_keep_their_codes_and_order(library: Library) -> None:
    item = built(library, type="multi", options={"b": "B", "a": "A"}, shuffle=True)
    assert [one.code for one in item.choices] == ["b", "a"]
    assert item.shuffle


def test_a_number_keeps_its_limits_and_unit(library: Library) -> None:
    item = built(library, type="number", min=15, max=110, unit="years", background=True)
    assert (item.low, item.high, item.role) == (15, 110, "background")
    assert item.unit is not None
    assert item.unit.within("en") == "years"


def test_bands_are_derived_and_never_asked(library: Library) -> None:
    bands = {"id": "g", "type": "bands", "of": "x", "bands": {"young": [0, 34], "old": [35, None]}}
    item = build_written(ITEMS.validate_python(bands), library)
    assert isinstance(item, DerivedItem)
    assert item.asked().levels == ("young", "old")
    assert "labels" not in item.model_dump()  # as in instruments that were kept before


def test_bands_keep_what_they_are_called(library: Library) -> None:
    bands = {"id": "g", "type": "bands", "of": "x", "bands": {"a": [0, 1], "b": [2, 3]},
             "labels": {"b": {"en": "Two or three", "fi": "Kaksi tai kolme"}}}  # fmt: skip
    item = build_written(ITEMS.validate_python(bands), library)
    assert isinstance(item, DerivedItem)
    assert item.model_dump()["labels"] == {"b": {"en": "Two or three", "fi": "Kaksi tai kolme"}}


def test_the_word_overall_tells_that_an_item_asks_about_the_whole(library: Library) -> None:
    assert asks_overall(built(library, type="text"), library.words)
    assert asks_overall(built(library, type="text", text={"fi": "Laatu Kokonaisuutena?"}),
                        library.words)  # fmt: skip
    assert not asks_overall(built(library, type="text", text="Rate the network"), library.words)
