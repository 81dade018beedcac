from typing import Any

import pytest

from tests.fieldwork.making import day, invited, message
from validation.fieldwork import (
    CODES,
    InvitationFacts,
    MessageFacts,
    count_dispositions,
    disposition,
)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"answered_at": day(3)}, "1.1"),
        ({"answered_at": day(3), "suppressed": "unsubscribed"}, "1.1"),
        ({"dropped": "erased"}, "2.111"),  # the answers are gone, and when they were given
        ({"answered_at": day(3), "dropped": "erased"}, "1.1"),  # they were cut off before
        ({"partial": True, "dropped": "erased"}, "1.2"),
        ({"started_at": day(3), "partial": True}, "1.2"),
        ({"started_at": day(3), "partial": True, "share": 0.5}, "1.2"),
        ({"started_at": day(3), "partial": True, "share": 0.49}, "2.12"),
        ({"started_at": day(3), "partial": True, "declined_at": day(4)}, "2.111"),
        ({"declined_at": day(3)}, "2.111"),
        ({"suppressed": "unsubscribed"}, "2.111"),
        ({"suppressed": "complained"}, "2.111"),
        ({"started_at": day(3)}, "2.1121"),
        ({}, "3.19"),
        ({"messages": {"invite": MessageFacts("unknown", day())}}, "3.19"),
        ({"messages": {"invite": message(0, "bounced")}, "suppressed": "bounced"}, "3.30"),
        ({"messages": {"invite": message(0, "dropped")}}, "3.30"),
        ({"messages": {}}, "3.11"),
        ({"messages": {}, "suppressed": "unsubscribed"}, "3.11"),  # never asked by us
        ({"messages": {"invite": MessageFacts("failed", day())}}, "3.11"),
        ({"ineligible": True, "answered_at": day(3)}, "4.10"),
    ],
)
def test_each_end_has_the_code_of_the_aapor(facts: dict[str, Any], code: str) -> None:
    assert CODES[disposition(invited(**facts))] == code


def test_everybody_is_counted_once_or_by_the_weight_of_the_draw() -> None:
    people = [
        invited(answered_at=day(1), weight=2.5),
        invited(weight=10.0),
        InvitationFacts("c", weight=2.5),
        InvitationFacts("d"),
    ]

    counts = count_dispositions(people)
    assert {name: n for name, n in counts.items() if n} == {
        "complete": 1,
        "nothing_returned": 1,
        "not_invited": 2,
    }
    weighted = count_dispositions(people, weighted=True)
    assert (weighted["complete"], weighted["nothing_returned"]) == (2.5, 10)
    assert weighted["not_invited"] == 3.5
