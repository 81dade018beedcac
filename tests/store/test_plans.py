from datetime import UTC, datetime, timedelta, timezone

import pytest

from validation.errors import StoreError
from validation.store import KeptPlan, Store, load_plan, load_plans, save_plan
from validation.store.plans import id_of_plan
from validation.study import Decision
from validation.verdicts import Plan


def test_a_plan_keeps_the_time_when_it_was_first_made(
    kept: Store, plan: Plan, now: datetime
) -> None:
    with kept.transaction() as connection:
        again = save_plan(connection, plan, made_at=now + timedelta(days=1))
        found = load_plan(connection, "s")
    assert not again
    assert found == KeptPlan(plan, now)
    assert found.plan.hash == plan.hash


def test_times_are_kept_in_utc_whatever_their_zone(kept: Store, plan: Plan) -> None:
    stricter = plan.model_copy(update={"decision": Decision(confidence=0.99)})
    summer_in_helsinki = timezone(timedelta(hours=3))
    made_at = datetime(2027, 7, 1, 12, 30, tzinfo=summer_in_helsinki)
    with kept.transaction() as connection:
        save_plan(connection, stricter, made_at=made_at)
    with kept.reading() as connection:
        found = load_plan(connection, "s", stricter.hash).made_at
    assert found == datetime(2027, 7, 1, 9, 30, tzinfo=UTC)
    assert found.utcoffset() == timedelta(0)


def test_plans_come_in_the_order_in_which_they_were_made(
    kept: Store, plan: Plan, now: datetime
) -> None:
    later, earlier = (
        plan.model_copy(update={"decision": Decision(confidence=one)}) for one in (0.9, 0.99)
    )
    with kept.transaction() as connection:
        save_plan(connection, later, made_at=now + timedelta(hours=1))
        save_plan(connection, earlier, made_at=now - timedelta(hours=1))
        found = load_plans(connection, "s")
        assert [one.plan for one in found] == [earlier, plan, later]
        assert load_plan(connection, "s").plan == later
        assert load_plan(connection, "s", plan.hash).plan == plan


def test_a_plan_that_is_not_kept_is_named(kept: Store, plan: Plan) -> None:
    with kept.reading() as connection:
        for look_up in (load_plan, id_of_plan):
            with pytest.raises(StoreError, match="plan abc of study s: found nothing kept"):
                look_up(connection, "s", "abc")
        with pytest.raises(StoreError, match="plan of study other: found nothing"):
            load_plan(connection, "other")
        assert id_of_plan(connection, "s", plan.hash) > 0
