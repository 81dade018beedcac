from collections.abc import Sequence

from validation.language import LocalizedText
from validation.questionnaire import DerivedItem, Item, Library, Section
from validation.questionnaire.sections import Placed, build_sections, check_order
from validation.study import Study


def item(name: str, **keys: object) -> Item:
    return Item.model_validate({"id": name, "type": "text", "text": name, **keys})


def rating(name: str, **keys: object) -> Item:
    choices = [{"code": code, "label": code} for code in ("1", "2")]
    return item(name, type="rating", stage="use", choices=choices, **keys)


def sections(items: Sequence[Placed], library: Library) -> tuple[Section, ...]:
    stages = [{"id": "start", "title": "Start"}, {"id": "use", "title": "Use"}]
    content = {"study": "s", "stages": stages, "hypotheses": []}
    return build_sections(items, Study.model_validate(content), library.words)


def order(items: Sequence[Placed], library: Library) -> list[str]:
    return [one.id for section in sections(items, library) for one in section.items]


def test_sections_follow_the_journey_with_background_last(library: Library) -> None:
    placed = [
        Placed(item("age", role="background")),
        Placed(item("late", stage="use")),
        Placed(item("early", stage="start")),
        Placed(item("any")),
        Placed(item("reached", role="screener")),
    ]
    assert [section.id for section in sections(placed, library)] == [
        *("screener", "general", "stage.start", "stage.use", "background")
    ]


def test_general_comes_before_specific_and_the_open_question_last(library: Library) -> None:
    placed = [
        Placed(item("open", stage="use", role="open")),
        Placed(item("part", stage="use")),
        Placed(item("whole", stage="use"), general=True),
        Placed(item("made", stage="use", template="did")),
    ]
    assert order(placed, library) == ["whole", "part", "made", "open"]


def test_items_of_one_template_stand_together(library: Library) -> None:
    names = ("ease", "did", "ease", "did")
    placed = [
        Placed(item(f"{name}{place}", stage="use", template=name))
        for place, name in enumerate(names)
    ]
    assert order(placed, library) == ["ease0", "ease2", "did1", "did3"]


def batteries(items: Sequence[Placed], library: Library) -> list[str | None]:
    return [one.battery for section in sections(items, library) for one in section.items]


def test_ratings_on_one_scale_that_follow_each_other_are_a_battery(library: Library) -> None:
    placed = [Placed(rating("a")), Placed(rating("b")), Placed(item("c", stage="use"))]
    assert batteries(placed, library) == ["stage.use.1", "stage.use.1", None]


def test_a_rating_of_the_whole_is_no_part_of_a_battery(library: Library) -> None:
    placed = [Placed(rating("whole"), general=True), Placed(rating("a")), Placed(rating("b"))]
    assert batteries(placed, library) == [None, "stage.use.2", "stage.use.2"]


def test_ratings_with_other_conditions_are_no_battery(library: Library) -> None:
    placed = [Placed(rating("a")), Placed(rating("b", when={"x": ["1"]}))]
    assert batteries(placed, library) == [None, None]


def section(*items: Item) -> Section:
    return Section(id="s", title=LocalizedText.model_validate("s"), items=items)


def test_a_condition_on_a_later_item_is_a_problem() -> None:
    asked = section(item("first", when={"second": ["1"]}), item("second"))
    problems = list(check_order([asked], []))
    assert [(one.where, one.found) for one in problems] == [
        ("items.first.when", "second, which is asked later")
    ]


def test_a_condition_on_bands_holds_once_their_number_is_asked() -> None:
    bands = {"id": "group", "of": "age", "bands": {"y": [0, 34], "o": [35, None]}}
    derived = [DerivedItem.model_validate(bands)]
    asked = section(item("age"), item("why", when={"group": ["y"]}))
    assert not list(check_order([asked], derived))
