"""Every name that a study uses is there, and every number can be."""

from collections.abc import Callable

import pytest

from validation.study import Study

Problems = Callable[[str], list[str]]
Parse = Callable[[str], Study]

HEAD = """
study: shop
stages: [{id: use, title: Use}]
items:
  - {id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 10}}
  - {id: channel, text: Where?, type: multi, options: {shop: Shop, web: Web}}
  - {id: sex, text: Sex?, type: single, options: {f: Female, m: Male}}
  - {id: age, text: Age?, type: number, min: 15, max: 110}
  - {id: ages, type: bands, of: age, bands: {young: [15, 34], old: [35, null]}}
hypotheses:
  - {id: good, says: Good, claim: {kind: level, item: q, at_least: 7}}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("personas: [{id: p, title: P, when: {sx: f}}]", "personas.p.when.sx: found 'sx'"),
        ("personas: [{id: p, title: P, when: {sex: x}}]", "found 'x', must be an answer of sex"),
        ("personas: [{id: p, title: P, when: {age: 65}}]", "age, of type number, must be an item"),
        ("audience: {segments: [sexx]}", "found 'sexx', must be the id of an item"),
        ("audience: {segments: [age]}", "found age, of type number, must be an item of type"),
        ("audience: {margins: {sex: {f: 0.5, m: 0.6}}}", "found shares that add up to 1.1"),
        ("audience: {margins: {sex: {f: 1.0}}}", "found no share for 'm'"),
        ("audience: {margins: {ages: {yong: 0.5, old: 0.5}}}", "Did you mean young?"),
        ("audience: {margins: {channel: {shop: 1, web: 0}}}", "whose levels exclude each other"),
        ("data: {columns: {A: qq}}", "data.columns.A: found 'qq'"),
        ("touchpoints: [{id: t, title: T, media: owned, stage: no}]", "must be the id of a stage"),
    ],
)
def test_names_and_margins_are_checked(problems: Problems, text: str, expected: str) -> None:
    [found] = problems(HEAD + text)
    assert expected in found


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("{kind: level, item: nothere, at_least: 7}", "item: found 'nothere', must be the id of"),
        ("{kind: level, item: q, at_least: 70}", "at_least: found 70, must be within what it can"),
        ("{kind: share, item: sex, options: [f], at_least: 60}", "Write 0.6 for 60 per cent."),
        ("{kind: share, item: sex, options: [x], at_least: 0.6}", "found 'x', must be one of f, m"),
        ("{kind: share, item: sex, at_least: 0.6}", "found nothing that says which answers count"),
        ("{kind: share, item: q, from: 11, at_least: 0.6}", "must be on the scale of q"),
        (
            "{kind: score, score: nps, item: q, at_least: 30}",
            "Net Promoter Score of q, rated from 1 to 10, must be an item rated from 0 to 10",
        ),
        ("{kind: level, item: sex, at_least: 1}", "found sex, of type single, must be an item of"),
        ("{kind: comparison, higher: q, lower: q}", "must be another item than `higher`"),
        ("{kind: comparison, higher: q, lower: age}", "must be two items on the same scale"),
        (
            "{kind: difference, item: q, segment: sex, higher: f, lower: x}",
            "found 'x', must be a level of sex: f, m",
        ),
        ("{kind: ranking, item: channel, top: [tv]}", "found 'tv', must be one of shop, web"),
        ("{kind: ranking, item: channel, top: [shop, web]}", "fewer, so that rivals are left"),
        (
            "{kind: distribution, item: sex, shares: {f: 0.5, m: 0.4}, within: 0.1}",
            "found a sum of 0.9, must be 1 over all the answers",
        ),
        ("{kind: association, item: q, with: q, direction: positive}", "another item than `item`"),
        (
            "{kind: ordinal, item: q, segment: sex, higher: f, lower: x}",
            "lower: found 'x', must be a level of sex: f, m",
        ),
        (
            "{kind: equivalence, item: q, segment: sex, groups: [f, f], within: 1}",
            "groups: found f, must be another group than the first",
        ),
        (
            "{kind: drop_off, item: channel, largest_at: web}",
            "funnel: found the steps shop, web, must be three or more",
        ),
    ],
)
def test_claims_are_checked_against_their_items(
    problems: Problems, claim: str, expected: str
) -> None:
    [found] = problems(HEAD.replace("{kind: level, item: q, at_least: 7}", claim))
    assert expected in found
    assert found.startswith("line 11: hypotheses.good.claim.")


def test_id_that_stands_twice_is_told_once(problems: Problems) -> None:
    double = "  - {id: good, says: Better, claim: {kind: level, item: q, at_least: 8}}"
    [found] = problems(HEAD + double)
    assert "hypotheses.good: found the id 'good' 2 times, must be an id of its own" in found


def test_bands_of_an_item_without_numbers_are_refused(problems: Problems) -> None:
    [found] = problems(HEAD.replace("of: age", "of: sex"))
    assert "items.ages.of: found 'sex', must be an item with numbers" in found


def test_unknown_scale_is_told_with_the_shipped_ones(problems: Problems) -> None:
    [found] = problems(HEAD.replace("scale: {from: 1, to: 10}", "scale: satisfactoin"))
    assert "items.q.scale: found 'satisfactoin'" in found
    assert "Did you mean satisfaction?" in found


PRIVACY = """privacy:
  controller: {name: The shop, contact: privacy@example.com}
  purpose: To make the shop better
"""
FUNNEL = """
study: shop
stages: [{id: look, title: Look}, {id: use, title: Use}]
items:
  - {id: saw, text: Saw?, type: single, options: [yes, no]}
  - {id: tried, text: Tried?, type: single, options: [yes, no]}
  - {id: bought, STAGEtext: Bought?, type: single, options: [yes, no]}
hypotheses:
  - {id: lost, says: Most are lost, claim: {kind: drop_off, funnel: [saw, tried, bought],
     options: [yes], largest_at: tried}}
"""
WITH_STAGE = FUNNEL.replace("STAGE", "stage: use, ")
WITHOUT = FUNNEL.replace("STAGE", "")


def test_customers_alone_cannot_tell_where_others_were_lost(problems: Problems) -> None:
    [found] = problems(WITHOUT + "audience: {reaches: [customers, former customers]}")
    assert "claim.kind: found drop off, of customers and former customers alone" in found
    assert "it cannot be answered" in found
    assert found.startswith("line 9")


def test_with_people_who_did_not_buy_or_an_unknown_frame_a_funnel_stands(parse: Parse) -> None:
    for reaches in ("[leads, customers]", "[]"):
        assert parse(f"{WITHOUT}audience: {{reaches: {reaches}}}").hypotheses


def test_the_steps_of_a_funnel_are_asked_of_everybody(problems: Problems, parse: Parse) -> None:
    [found] = problems(f"{WITH_STAGE}fieldwork: {{mode: invite}}\n{PRIVACY}")
    assert "funnel.bought: found bought, asked only of those who reached the stage use" in found
    # answers from a file were asked as they were asked
    assert parse(WITH_STAGE).hypotheses


@pytest.mark.parametrize("mode", ["invite", "open_link"])
def test_who_is_asked_by_us_is_told_by_whom_and_why(
    problems: Problems, parse: Parse, mode: str
) -> None:
    [found] = problems(f"{HEAD}fieldwork: {{mode: {mode}}}")
    assert f"privacy: found nothing, must be given where the mode is {mode}" in found
    assert "Add privacy: {controller: {name: …, contact: …}, purpose: …}." in found
    assert parse(f"{HEAD}fieldwork: {{mode: {mode}}}\n{PRIVACY}").privacy is not None


@pytest.mark.parametrize(
    ("fieldwork", "expected"),
    [
        (
            "{open_for: 9 days, reminders: [4 days, 216 hours]}",
            "reminders: found a reminder 9 days after opening, must be earlier than the closing",
        ),
        ("{attention: {sexx: f}}", "fieldwork.attention.sexx: found 'sexx', must be the id of an"),
        ("{attention: {sex: [f, x]}}", "found 'x', must be an answer of sex"),
    ],
)
def test_fieldwork_that_cannot_be_done_is_told(
    problems: Problems, fieldwork: str, expected: str
) -> None:
    [found] = problems(f"{HEAD}fieldwork: {fieldwork}")
    assert expected in found
