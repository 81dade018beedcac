from typing import get_args

from validation.web.turning import STATUS, Reason, TurnedAway


def test_every_reason_has_a_status_of_its_own_kind() -> None:
    assert set(STATUS) == set(get_args(Reason))
    assert all(status >= 400 for status in STATUS.values())


def test_who_is_turned_away_hears_when_to_ask_again_where_it_is_known() -> None:
    assert TurnedAway("slow_down", seconds=7).headers == {"retry-after": "7"}
    assert TurnedAway("unknown").headers == {}


def test_what_cannot_be_read_to_its_end_ends_the_connection() -> None:
    assert TurnedAway("too_large").headers == {"connection": "close"}
