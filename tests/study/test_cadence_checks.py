"""What cadences name is there, and whom they ask again can be asked."""

from collections.abc import Callable

import pytest

from validation.study import Study

Problems = Callable[[str], list[str]]
Parse = Callable[[str], Study]

HEAD = """study: shop
items: [{id: region, text: Where?, type: single, options: {south: South, north: North}}]
hypotheses:
  - {id: south, says: South, claim: {kind: share, item: region, options: [south], at_least: 0.5}}
"""
LINK = """fieldwork: {mode: open_link}
privacy: {controller: {name: Shop, contact: a@example.com}, purpose: to do better}
"""
INVITE = LINK.replace("open_link", "invite")
SPRING = "cadence: {measure: spring, on: 2027-03-01, after: 7 days, "
BOUGHT = "cadence: {event: bought, "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            BOUGHT + "steps: [{after: 14 days, ask: [sout]}]}",
            "cadence.steps.0.ask: found 'sout', must be the id of a hypothesis. Did you mean south",
        ),
        (
            BOUGHT + "after: 14 days, while: {region: [west]}}",
            "cadence.while.region: found 'west', must be an answer of region",
        ),
        (
            SPRING + "compared_with: {segment: regio, level: north}}",
            "compared_with.segment: found 'regio', must be the id of an item",
        ),
        (
            SPRING + "compared_with: {segment: region, level: west}}",
            "compared_with.level: found 'west', must be an answer of region",
        ),
        (
            LINK + SPRING + "respondents: panel}",
            "cadence.respondents: found mode open_link, must be invite",
        ),
        (
            INVITE + BOUGHT + "after: 1 day, window: 14 days}",
            "cadence.window: found 14 days, must be shorter than fieldwork.open_for, which is 14",
        ),
        (LINK + BOUGHT + "after: 1 day}", "cadence: found mode open_link, must be invite"),
        (
            "cadence: [{event: bought, after: 1 day}, {event: bought, after: 9 days}]",
            "cadence: found the event 'bought' 2 times, must be once in a study",
        ),
        (
            "cadence: [{cron: 0 9 1 * *}, {event: bought, steps: [{after: 1 day, ask: no}]}]",
            "cadence.1.steps.0.ask: found 'no'",
        ),
        (BOUGHT + "afer: 1 day, after: 2 days}", "unknown key 'afer'"),
    ],
)
def test_what_is_wrong_with_a_cadence_is_told_at_its_place(
    problems: Problems, text: str, expected: str
) -> None:
    [found] = problems(HEAD + text)
    assert expected in found


def test_attributes_of_contacts_need_not_be_items(parse: Parse) -> None:
    study = parse(HEAD + BOUGHT + "after: 14 days, while: {status: [customer], region: [north]}}")
    assert len(study.cadences) == 1
