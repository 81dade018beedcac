"""Who was on the list, who was asked, and who answered, as the report says it."""

from collections.abc import Callable

import pytest

from validation.reporting.fielded import fielded_facts, fielded_tables
from validation.reporting.heard import build_heard
from validation.reporting.setting import Setting
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


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", {"Contacts that could be reached": "10,000", "Invited": "1,000"}),
        ("fi", {"Kutsuttuja": "1 000", "Osittain täytettyjä vastauksia": "23"}),
    ],
)
def test_who_was_asked_and_who_answered_in_part_is_told(
    setting_of: Make, language: str, told: dict[str, str]
) -> None:
    facts = fielded_facts(setting_of(language=language, hearing={"fielding": FIELDING}))
    assert told.items() <= {one.label: one.value.replace("\xa0", " ") for one in facts}.items()


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


def test_open_links_have_no_list_and_tell_who_opened_the_questionnaire(setting_of: Make) -> None:
    setting = setting_of(hearing={"fielding": Fielding(invited=90, complete=40, partial=5)})
    told = {one.label: one.value for one in fielded_facts(setting)}
    assert told == {"Started the questionnaire": "90", "Partial responses": "5"}
    assert list(fielded_tables(setting)) == []


def test_imported_answers_say_nothing_of_it(setting_of: Make) -> None:
    assert list(fielded_facts(setting_of())) == []
    assert "Invited" not in {one.label for one in build_heard(setting_of()).facts}


def test_it_stands_among_those_who_were_heard(setting_of: Make) -> None:
    heard = build_heard(setting_of(hearing={"fielding": FIELDING}))
    assert ("Invited", "1,000") in {(one.label, one.value) for one in heard.facts}
    assert heard.tables[0].caption == "Respondents against the list of contacts"
