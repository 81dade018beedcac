"""Who was on the list, who was asked, and who answered, as the report says it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from validation.reporting.fielded import fielded_facts, fielded_tables
from validation.reporting.heard import build_heard
from validation.reporting.setting import Setting
from validation.sampling import Listed
from validation.study import Study
from validation.verdicts import FieldedStratum, Fielding

STRATA = (
    FieldedStratum(name="north", frame=3000, invited=300, responses=80),
    FieldedStratum(name="south", frame=6900, invited=690, responses=150),
    FieldedStratum(name="abroad", frame=100, invited=10, responses=3),
)
FIELDING = Fielding(
    frame=10_000, invited=1000, complete=210, partial=23, response_rate=0.233, strata=STRATA
)
Make = Callable[..., Setting]


def told(setting: Setting) -> dict[str, str]:
    return {one.label: one.value.replace("\xa0", " ") for one in fielded_facts(setting)}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", {"Contacts that could be reached": "10,000", "Invited": "1,000"}),
        ("fi", {"Kutsuttuja": "1 000", "Osittain täytettyjä vastauksia": "23"}),
    ],
)
def test_who_was_asked_and_who_answered_in_part_is_told(
    setting_of: Make, language: str, expected: dict[str, str]
) -> None:
    found = told(setting_of(language=language, hearing={"fielding": FIELDING}))
    assert expected.items() <= found.items()


def test_few_respondents_of_a_stratum_are_hidden_with_another_so_that_none_follows(
    setting_of: Make,
) -> None:
    [table] = fielded_tables(setting_of(hearing={"fielding": FIELDING}))
    assert table.columns == ("Stratum", "Contacts that could be reached", "Invited", "Responses")
    assert table.rows == (
        ("north", "3,000", "300", "hidden"),
        ("south", "6,900", "690", "150"),
        ("abroad", "100", "10", "hidden"),
    )


def test_who_of_the_list_could_not_be_heard_is_told(setting_of: Make) -> None:
    listed = Listed(
        contacts=10_400,
        reachable=10_000,
        without_address=310,
        suppressed=90,
        languages_not_offered={"ru": 120, "so": 4},
    )
    fielding = FIELDING.model_copy(update={"listed": listed})
    expected = {
        "Contacts on the list": "10,400",
        "On the list without an address": "310",
        "On the list, wanting no mail": "90",
        "Not in a language of their own (ru)": "120",
        "Not in a language of their own (so)": "hidden",
        "Contacts that could be reached": "10,000",
    }
    found = told(setting_of(hearing={"fielding": fielding}))
    assert expected.items() <= found.items()
    assert "Share of the audience that could be reached" not in found


@pytest.mark.parametrize(
    ("without", "unwilling", "expected"),
    [
        (0, 4, {"Contacts on the list": "hidden", "On the list, wanting no mail": "hidden"}),
        (50, 4, {"Contacts on the list": "10,054", "On the list without an address": "hidden",
                 "On the list, wanting no mail": "hidden"}),
        (0, 0, {"Contacts on the list": "10,000"}),
    ],
)  # fmt: skip
def test_few_people_of_the_list_are_hidden_and_follow_from_nothing(
    setting_of: Make, without: int, unwilling: int, expected: dict[str, str]
) -> None:
    listed = Listed(
        contacts=10_000 + without + unwilling,
        reachable=10_000,
        without_address=without,
        suppressed=unwilling,
    )
    fielding = FIELDING.model_copy(update={"listed": listed})
    found = told(setting_of(hearing={"fielding": fielding}))
    assert {name: value for name, value in found.items() if "the list" in name} == expected


def test_how_much_of_the_audience_could_be_reached_is_told_where_its_size_is_known(
    study: Study, setting_of: Make
) -> None:
    listed = Listed(contacts=10_000, reachable=10_000, without_address=0, suppressed=0)
    audience = study.audience.model_copy(update={"size": 40_000})
    setting = setting_of(
        hearing={"fielding": FIELDING.model_copy(update={"listed": listed})}, language="sv"
    )
    sized = replace(setting.material, study=study.model_copy(update={"audience": audience}))
    found = told(Setting(sized, setting.words))
    assert found["Andel av målgruppen som kunde nås"] == "25,0 %"


def test_open_links_have_no_list_and_tell_who_opened_the_questionnaire(setting_of: Make) -> None:
    setting = setting_of(hearing={"fielding": Fielding(invited=90, complete=40, partial=5)})
    assert told(setting) == {"Started the questionnaire": "90", "Partial responses": "5"}
    assert list(fielded_tables(setting)) == []


def test_imported_answers_say_nothing_of_it(setting_of: Make) -> None:
    assert list(fielded_facts(setting_of())) == []
    assert "Invited" not in {one.label for one in build_heard(setting_of()).facts}


def test_it_stands_among_those_who_were_heard(setting_of: Make) -> None:
    heard = build_heard(setting_of(hearing={"fielding": FIELDING}))
    assert ("Invited", "1,000") in {(one.label, one.value) for one in heard.facts}
    assert heard.tables[0].caption == "Respondents against the list of contacts"
