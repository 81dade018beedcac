"""A study's cadences as schedules of Prefect's: by its own server's reckoning, at wall time."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

from validation.fieldwork import next_waves
from validation.study import Study

STUDY = """study: shop
title: {en: The shop, fi: Kauppa}
languages: [en, fi]
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
"""
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def study(cadence: str) -> Study:
    return Study.model_validate(YAML(typ="safe", pure=True).load(f"{STUDY}cadence: {cadence}"))


def times(cadence: str, count: int = 6) -> list[str]:
    """Return when Prefect's server would start a study, by the clocks of its zone."""
    from prefect.server.schemas.schedules import CronSchedule, RRuleSchedule

    from flows.schedules import build_schedules

    (schedule,) = build_schedules(study(cadence))
    kept: CronSchedule | RRuleSchedule
    if schedule.cron is not None:
        kept = CronSchedule(cron=schedule.cron, timezone=schedule.timezone)
    else:
        kept = RRuleSchedule(rrule=str(schedule.rrule), timezone=schedule.timezone)
    found = asyncio.run(kept.get_dates(count, start=NOW))
    zone = ZoneInfo(str(schedule.timezone))
    return [f"{one.astimezone(zone):%Y-%m-%d %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [
        (
            "{rrule: FREQ=MONTHLY;INTERVAL=3, start: 2026-11-30T09:00, zone: Europe/Helsinki}",
            ["2026-11-30 09:00", "2027-02-28 09:00", "2027-05-30 09:00", "2027-08-30 09:00"],
        ),
        (
            "{rrule: FREQ=MONTHLY, start: 2027-12-31T09:00, zone: America/New_York}",
            ["2027-12-31 09:00", "2028-01-31 09:00", "2028-02-29 09:00", "2028-03-31 09:00"],
        ),
        (
            (
                "{rrule: FREQ=WEEKLY, start: 2027-03-21T09:00, zone: Europe/Helsinki,"
                " skip: [2027-04-04]}"
            ),
            ["2027-03-21 09:00", "2027-03-28 09:00", "2027-04-11 09:00", "2027-04-18 09:00"],
        ),
        (
            "{rrule: FREQ=YEARLY, start: 2027-03-01T09:00, until: 2028-03-01}",
            ["2027-03-01 09:00", "2028-03-01 09:00"],
        ),
        (
            "{cron: 0 9 1 */3 *, zone: Europe/Helsinki}",
            ["2027-01-01 09:00", "2027-04-01 09:00", "2027-07-01 09:00", "2027-10-01 09:00"],
        ),
        (
            (
                "{measure: prices, on: 2027-03-28, before: [7 days], after: [7 days, 90 days],"
                " zone: Europe/Helsinki}"
            ),
            ["2027-03-21 09:00", "2027-04-04 09:00", "2027-06-26 09:00"],
        ),
    ],
    ids=["quarterly from the 30th", "monthly from the 31st", "skipped", "ends", "cron", "measure"],
)
def test_a_cadence_is_started_at_wall_time(cadence: str, expected: list[str]) -> None:
    assert times(cadence, 4) == expected


@pytest.mark.parametrize(
    "cadence",
    [
        "{rrule: FREQ=MONTHLY;INTERVAL=3, start: 2026-11-30T09:00, zone: Europe/Helsinki}",
        "{rrule: FREQ=MONTHLY, start: 2026-12-31T09:00, zone: America/New_York}",
        "{rrule: FREQ=MONTHLY;BYDAY=-1FR, start: 2026-12-01T09:00}",
        "{rrule: FREQ=YEARLY, start: 2028-02-29T09:00, zone: Europe/Helsinki}",
        "{cron: 0 9 L * *, zone: Europe/Helsinki}",
    ],
)
def test_what_prefect_starts_is_what_our_tables_say_is_due(cadence: str) -> None:
    there = study(cadence)
    zone = ZoneInfo(there.cadences[0].zone)
    due = [f"{one.due_at.astimezone(zone):%Y-%m-%d %H:%M}" for one in next_waves(there, NOW, 8)]
    assert times(cadence, 8) == due


def test_an_event_has_no_schedule_and_all_cadences_are_told() -> None:
    from flows.schedules import Recurring, build_schedules

    both = study(
        "[{event: order.paid, after: [14 days]}, {cron: 0 9 1 * *, zone: Europe/Helsinki}]"
    )
    assert [one.slug for one in build_schedules(both)] == ["cadence-2"]
    seen = Recurring(Path("shop.yaml"), both)
    assert (seen.study, seen.title) == ("shop", "The shop")
    assert "after each `order.paid`: day-14" in seen.rhythm
    assert "a wave by `0 9 1 * *` (Europe/Helsinki)" in seen.rhythm


def test_a_study_without_cadences_is_fielded_by_hand() -> None:
    from flows.schedules import Recurring, build_schedules

    alone = study("null")
    assert build_schedules(alone) == ()
    assert Recurring(Path("shop.yaml"), alone).rhythm == "fielded by hand"
