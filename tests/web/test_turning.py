from typing import get_args

import pytest

from validation.rendering import Notice, StudyNotice
from validation.web.turning import STATUS, Reason, TurnedAway


def test_every_page_that_tells_something_has_a_status() -> None:
    assert set(STATUS) == {*get_args(Notice), *get_args(StudyNotice)}


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("answered", 200),
        ("not_open", 200),
        ("closed", 410),
        ("expired", 410),
        ("unknown", 404),
        ("too_many", 429),
        ("busy", 503),
    ],
)
def test_an_honest_respondent_is_no_error(reason: Reason, status: int) -> None:
    assert TurnedAway(reason).status == status


def test_who_is_turned_away_hears_when_to_ask_again_where_it_is_known() -> None:
    assert TurnedAway("too_many", seconds=7).headers == {"retry-after": "7"}
    assert TurnedAway("busy").headers == {"retry-after": "5"}
    assert TurnedAway("unknown").headers == {}


def test_what_cannot_be_read_to_its_end_ends_the_connection() -> None:
    assert TurnedAway("too_large", unread=True).headers == {"connection": "close"}
