from collections.abc import Callable

from validation.reporting.setting import Setting
from validation.reporting.topline import build_parts
from validation.verdicts import Topline

Toplines = Callable[..., Topline]


def test_an_item_has_its_wording_its_base_and_its_answers(
    topline_of: Toplines, setting_of: Callable[..., Setting]
) -> None:
    topline = topline_of("channel", {"shop": 60, "web": 30, "phone": 10}, dont_know=12)
    [part] = build_parts(setting_of(toplines=(topline,), language="fi"))
    [item] = part.items
    assert (item.text, item.base) == ("Where?", "Vastauksia: 100")
    assert item.notes == ("Ei osaa sanoa: 12.",)
    assert item.table is not None
    assert item.table.columns == ("Vastaus", "Vastauksia", "Osuus")
    assert item.table.rows[0] == ("Myymälä", "60", "60,0\xa0%")


def test_joined_points_are_named_by_their_ends(
    topline_of: Toplines, setting_of: Callable[..., Setting]
) -> None:
    topline = topline_of("quality", {"1": 2, "2": 3, "3": 9, "4": 50, "5": 38})
    [part] = build_parts(setting_of(toplines=(topline,)))
    assert part.items[0].table is not None
    assert [row[0] for row in part.items[0].table.rows] == ["1 – poor to 3", "4", "5 – good"]


def test_weighted_shares_are_shown_where_they_differ(
    topline_of: Toplines, setting_of: Callable[..., Setting]
) -> None:
    topline = topline_of("channel", {"shop": 60, "web": 40})
    lines = tuple(line.model_copy(update={"weighted": 0.5}) for line in topline.lines)
    weighted = topline.model_copy(update={"lines": lines, "missing": {"refused": 1}})
    [part] = build_parts(setting_of(toplines=(weighted,)))
    [item] = part.items
    assert item.table is not None
    assert item.table.rows[0] == ("Shop", "60", "60.0%", "50.0%")
    assert item.notes == ("Without an answer: 1.",)


def test_few_answers_are_not_shown(
    topline_of: Toplines, setting_of: Callable[..., Setting]
) -> None:
    [part] = build_parts(setting_of(toplines=(topline_of("channel", {"shop": 4, "web": 3}),)))
    [item] = part.items
    assert item.table is None
    assert item.base == "Fewer than 10 answers; numbers are hidden"


def test_an_item_without_answers_to_choose_has_its_mean(
    topline_of: Toplines, setting_of: Callable[..., Setting]
) -> None:
    topline = topline_of("quality", {"1": 50, "5": 50})
    mean = topline.model_copy(update={"weighted_mean": 2.5, "lines": ()})
    [part] = build_parts(setting_of(toplines=(mean,)))
    assert part.items[0].notes == ("Mean: 2.50.",)
    assert part.items[0].table is None
