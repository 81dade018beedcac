from collections import Counter

from validation.language import LocalizedText
from validation.questionnaire import Item, Section, arranged, shuffled

SEED = 20260912


def choices(*codes: str, shuffle: bool = True) -> Item:
    made = [{"code": code, "label": code} for code in codes]
    return Item.model_validate(
        {"id": "x", "type": "multi", "text": "?", "choices": made, "shuffle": shuffle}
    )


def test_a_respondent_always_sees_the_same_order() -> None:
    item = choices("a", "b", "c", "d", "e")
    assert shuffled(item, SEED, "r1") == shuffled(item, SEED, "r1")
    assert sorted(shuffled(item, SEED, "r1")) == ["a", "b", "c", "d", "e"]


def test_seed_respondent_and_item_each_change_the_order() -> None:
    item = choices(*"abcdefghij")
    orders = {
        shuffled(item, SEED, "r1"),
        shuffled(item, SEED + 1, "r1"),
        shuffled(item, SEED, "r2"),
        shuffled(item.model_copy(update={"id": "y"}), SEED, "r1"),
    }
    assert len(orders) == 4


def test_every_order_is_equally_frequent() -> None:
    item = choices("a", "b", "c")
    counts = Counter(shuffled(item, SEED, str(respondent)) for respondent in range(6000))
    # Six orders of 1000 each: chi-square with 5 degrees of freedom, 20.5 at 0.1 %.
    assert len(counts) == 6
    assert sum((count - 1000) ** 2 / 1000 for count in counts.values()) < 20.5


def test_an_item_that_does_not_say_so_keeps_its_order() -> None:
    assert shuffled(choices("c", "a", "b", shuffle=False), SEED, "r1") == ("c", "a", "b")


def test_other_and_none_stay_last() -> None:
    item = choices("other", "a", "b", "none", "c")
    assert {shuffled(item, SEED, str(respondent))[-2:] for respondent in range(50)} == {
        ("other", "none")
    }


def test_only_the_items_of_a_battery_change_places() -> None:
    items = [choices("a", "b").model_copy(update={"id": name}) for name in "wabcdz"]
    battery = [
        item.model_copy(update={"battery": "s.2"}) if item.id in "abcd" else item for item in items
    ]
    section = Section(id="s", title=LocalizedText.model_validate("s"), items=tuple(battery))
    orders = {
        "".join(item.id for item in arranged(section, SEED, str(respondent)))
        for respondent in range(400)
    }
    assert {(order[0], order[-1]) for order in orders} == {("w", "z")}
    assert len(orders) == 24
