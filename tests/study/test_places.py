"""A part of a study is found in its file again."""

import pytest

from validation.study.places import Path, Source

SOURCE = Source(
    {"items": [{"id": "age", "type": "number"}, {"id": "sex", "options": {"f": "Female"}}]},
    {("items",): (1, 1), ("items", 1): (3, 5), ("items", 1, "options", "f"): (4, 9)},
)


@pytest.mark.parametrize(
    ("path", "resolved"),
    [
        (("items", 1, "single", "options"), ("items", 1, "options")),
        (("items", "sex", "options", "f"), ("items", 1, "options", "f")),
        (("items", 7), ("items",)),
        (("nothing",), ()),
    ],
)
def test_ids_become_positions_and_what_is_not_there_is_left_out(path: Path, resolved: Path) -> None:
    assert SOURCE.resolved(path) == resolved


def test_place_of_what_is_missing_is_that_of_the_part_around_it() -> None:
    assert SOURCE.place(("items", "sex", "text")) == (3, 5)


def test_nothing_has_no_place() -> None:
    assert Source({}).place(("study",)) == (None, None)


def test_people_read_ids_and_the_key_that_is_missing() -> None:
    assert SOURCE.named(("items", 1, "single", "text")) == "items.sex.text"
