from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.questionnaire import Questionnaire, compare_questionnaires

Parts = dict[str, Any]
YES, NO = {"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}
POINTS = [{"code": str(at), "label": label} for at, label in enumerate(("poor", "fair", "good"), 1)]
USED: Parts = {"id": "used", "type": "single", "text": "Did you use it?", "choices": [YES, NO]}
RATED: Parts = {"id": "rated", "type": "rating", "text": "How good was it?", "choices": POINTS,
         "when": {"used": ["yes"]}}  # fmt: skip
HOURS: Parts = {"id": "hours", "type": "number", "text": "How many hours?", "low": 0, "high": 24,
         "unit": "hours"}  # fmt: skip
ITEMS: list[Parts] = [USED, RATED, HOURS]
BANDS: Parts = {"id": "group", "of": "hours", "bands": {"few": [0, 2], "many": [3, None]}}


def asked(*items: Parts, derived: Parts = BANDS, **more: Any) -> Questionnaire:  # noqa: ANN401 (any field)
    section = {"id": "use", "title": "Use", "items": items or ITEMS, **more.pop("section", {})}
    parts: Parts = {"study": "s", "title": "S", "languages": ["en"], "sections": [section],
                    "derived": [derived], "seed": 1, "minutes": 1}  # fmt: skip
    return Questionnaire.model_validate(parts | more)


def changed(name: str, **fields: Any) -> Questionnaire:  # noqa: ANN401 (any field of an item)
    return asked(*[item | (fields if item["id"] == name else {}) for item in ITEMS])


@pytest.mark.parametrize(
    ("item", "fields", "reasons"),
    [
        ("used", {"text": "Did you ever use it?"}, ("wording",)),
        ("used", {"choices": [NO, YES]}, ("order",)),
        ("used", {"choices": [YES, {"code": "no", "label": "Never"}]}, ("options",)),
        ("used", {"choices": [YES, NO, {"code": "maybe", "label": "Maybe"}]}, ("options",)),
        ("used", {"offers": ["dont_know"]}, ("options",)),
        ("used", {"shuffle": True}, ("order",)),
        ("used", {"type": "multi"}, ("type",)),
        ("rated", {"choices": [*POINTS, {"code": "4", "label": "4"}]}, ("scale",)),
        ("rated", {"choices": [POINTS[0] | {"label": "bad"}, *POINTS[1:]]}, ("scale",)),
        ("rated", {"when": {}}, ("routing",)),
        ("rated", {"battery": "qualities"}, ("order",)),
        ("rated", {"required": True}, ("required",)),
        ("hours", {"high": 12}, ("scale",)),
        ("hours", {"unit": "minutes"}, ("scale",)),
    ],
)
def test_what_breaks_an_item(item: str, fields: Parts, reasons: tuple[str, ...]) -> None:
    comparison = compare_questionnaires(asked(), changed(item, **fields))

    assert comparison.of(item).reasons == reasons


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        ("used", {"text": "did you use it"}),
        ("used", {"help": "Even once."}),
        ("used", {"choices": [YES | {"label": "yes!"}, NO]}),
        ("hours", {"unit": "Hours"}),
    ],
)
def test_what_is_cosmetic(item: str, fields: Parts) -> None:
    comparison = compare_questionnaires(asked(), changed(item, **fields))

    assert comparison.of(item).sameness == "cosmetic"
    assert comparison.broken == ()


@pytest.mark.parametrize(
    "fields", [{"role": "screener"}, {"hypotheses": ["h"]}, {"touchpoint": "shop"}]
)
def test_what_no_respondent_sees_is_the_same(fields: Parts) -> None:
    assert compare_questionnaires(asked(), changed("used", **fields)).of("used").sameness == "same"


def test_options_that_are_shuffled_have_no_order() -> None:
    one = changed("used", shuffle=True)
    other = changed("used", shuffle=True, choices=[NO, YES])

    assert compare_questionnaires(one, other).of("used").sameness == "same"


def test_who_is_asked_by_the_answer_to_a_broken_item_is_somebody_else() -> None:
    comparison = compare_questionnaires(asked(), changed("used", text="Did you ever use it?"))

    assert comparison.of("rated").reasons == ("routing",)
    assert comparison.of("hours").sameness == "same"


def test_bands_break_with_their_limits_and_with_their_source() -> None:
    moved = asked(derived=BANDS | {"bands": {"few": [0, 3], "many": [4, None]}})
    named = asked(derived=BANDS | {"labels": {"few": "A few"}})

    assert compare_questionnaires(asked(), moved).of("group").reasons == ("scale",)
    assert compare_questionnaires(asked(), named).of("group").sameness == "same"
    other = changed("hours", text="How many hours a week?")
    assert compare_questionnaires(asked(), other).of("group").reasons == ("source",)


def test_what_is_asked_after_something_else_stands_in_another_light() -> None:
    comparison = compare_questionnaires(asked(), asked(HOURS, USED, RATED))

    assert {name: comparison.of(name).reasons for name in ("used", "rated", "hours")} == {
        "used": ("order",),
        "rated": ("order",),
        "hours": ("order",),
    }


def test_a_battery_has_no_order_within() -> None:
    one, two = ({"id": name, "type": "rating", "text": name, "choices": POINTS, "battery": "b"}
                for name in ("speed", "price"))  # fmt: skip

    assert compare_questionnaires(asked(one, two, HOURS), asked(two, one, HOURS)).broken == ()


def test_a_new_item_breaks_itself_and_is_told_of_those_behind_it() -> None:
    new = {"id": "new", "type": "text", "text": "What else?"}
    comparison = compare_questionnaires(asked(), asked(USED, new, RATED, HOURS))

    assert comparison.of("new").reasons == ("added",)
    assert comparison.of("used").sameness == "same"
    assert comparison.of("hours").sameness == "cosmetic"
    gone = compare_questionnaires(asked(USED, new, RATED, HOURS), asked())
    assert gone.of("new").reasons == ("removed",)


def test_another_section_or_another_introduction_breaks_and_another_heading_does_not() -> None:
    plain = asked()

    renamed = asked(section={"title": "Using it"})
    introduced = asked(section={"text": "Think of the last month."})
    moved = asked(section={"id": "other"})
    assert compare_questionnaires(plain, renamed).of("used").sameness == "cosmetic"
    assert compare_questionnaires(plain, introduced).of("used").reasons == ("section",)
    assert compare_questionnaires(plain, moved).of("used").reasons == ("section",)


def test_a_language_more_is_told_and_none_in_common_breaks() -> None:
    both = compare_questionnaires(asked(), asked(languages=["en", "fi"]))

    assert both.of("used").sameness == "cosmetic"
    none = compare_questionnaires(asked(), asked(languages=["fi"]))
    assert none.of("used").reasons == ("wording",)


items = st.sampled_from(
    [
        USED, RATED, HOURS,
        USED | {"text": "Did you ever use it?"}, USED | {"choices": [NO, YES]},
        RATED | {"when": {}}, RATED | {"battery": "b"}, HOURS | {"unit": "minutes"},
        HOURS | {"help": "Roughly."}, {"id": "new", "type": "text", "text": "What else?"},
    ]
)  # fmt: skip
versions = st.lists(items, min_size=1, max_size=5, unique_by=lambda item: item["id"]).map(
    lambda listed: asked(*listed)
)


@given(versions)
def test_a_version_is_the_same_as_itself(version: Questionnaire) -> None:
    copy = version.model_copy(update={"seed": 2})

    found = compare_questionnaires(version, copy)
    assert {one.sameness for one in found.items.values()} == {"same"}
    assert found.items.keys() == version.asked().keys()


@given(versions, versions)
def test_breaking_is_the_same_in_both_directions(one: Questionnaire, other: Questionnaire) -> None:
    forth, back = compare_questionnaires(one, other), compare_questionnaires(other, one)

    assert {name: found.sameness for name, found in forth.items.items()} == {
        name: found.sameness for name, found in back.items.items()
    }
    assert set(forth.broken) == set(back.broken)
