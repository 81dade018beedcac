"""Plans with the time when each was made: before the first answer, or after."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from validation.errors import StoreError
from validation.store.studies import HINT, id_of_study
from validation.store.tables import plans, studies
from validation.store.writing import add_new
from validation.verdicts import Plan


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan, and when it was first kept."""

    plan: Plan
    made_at: datetime


def save_plan(connection: Connection, plan: Plan, *, made_at: datetime) -> bool:
    """Keep a plan of a kept study; say whether it was new.

    A plan that is kept already keeps the time when it was first made.

    Raises:
        StoreError: its study is not kept.
    """
    row = {
        "study_id": id_of_study(connection, plan.study),
        "hash": plan.hash,
        "document": plan.model_dump_json(by_alias=True),
        "made_at": made_at,
    }
    return add_new(connection, plans, [row]) == 1


def load_plans(
    connection: Connection, study: str, *, step: str | None = None
) -> tuple[KeptPlan, ...]:
    """Return the plans of a study in the order in which they were first made.

    Those of the steps after an event stand apart: they are returned for their step alone.
    """
    query = (
        select(plans.c.document, plans.c.made_at)
        .join(studies)
        .where(studies.c.key == study)
        .order_by(plans.c.made_at, plans.c.id)
    )
    found = (
        KeptPlan(Plan.model_validate_json(document), made_at)
        for document, made_at in connection.execute(query)
    )
    return tuple(one for one in found if one.plan.step == step)


def load_plan(connection: Connection, study: str, plan_hash: str | None = None) -> KeptPlan:
    """Return the plan with this hash, else the one that was made last.

    Raises:
        StoreError: it is not kept.
    """
    kept = load_plans(connection, study)
    found = [one for one in kept if plan_hash in (None, one.plan.hash)]
    if not found:
        which = "" if plan_hash is None else f" {plan_hash[:12]}"
        raise StoreError(f"plan{which} of study {study}: found nothing kept. {HINT}")
    return found[-1]


def id_of_plan(connection: Connection, study: str, plan_hash: str) -> int:
    """Return the row of a plan.

    Raises:
        StoreError: it is not kept.
    """
    query = (
        select(plans.c.id).join(studies).where(studies.c.key == study, plans.c.hash == plan_hash)
    )
    found = connection.execute(query).scalar()
    if found is None:
        raise StoreError(f"plan {plan_hash[:12]} of study {study}: found nothing kept. {HINT}")
    return int(found)
