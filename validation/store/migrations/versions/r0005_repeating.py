"""What repeats: why a wave was made, events of contacts, who was followed up, trends, readers."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

TIMES = ("happened_at", "saved_at")
OLD = sa.table(
    "domain_event",
    *(sa.column(name) for name in ("id", "key", "kind", "about", "payload")),
    *(sa.column(name, TIME) for name in (*TIMES, "handled_at")),
)
NEW = sa.table(
    "domain_event",
    *(sa.column(name) for name in ("id", "key", "name", "contact_key")),
    sa.column("attributes", JSON),
    *(sa.column(name, TIME) for name in (*TIMES, "sent_at")),
)


def upgrade() -> None:
    """Change the schema to this revision."""
    _widen_waves()
    _rebuild_domain_events()
    _create_followups()
    _create_trends()
    _create_recurrences()
    with op.batch_alter_table("link") as link:
        link.add_column(sa.Column("address_sha256", sa.String(), nullable=True))


def downgrade() -> None:
    """Change the schema back to the revision before."""
    op.drop_table("skipped_wave")
    op.drop_table("recurrence")
    with op.batch_alter_table("link") as link:
        link.drop_column("address_sha256")
    op.drop_table("trend")
    op.drop_table("followup")
    _restore_domain_events()
    _narrow_waves()


def _widen_waves() -> None:
    with op.batch_alter_table("wave") as wave:
        wave.add_column(sa.Column("due_at", TIME, nullable=True))
        wave.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="manual"))
        wave.add_column(sa.Column("phase", sa.String(), nullable=True))
        wave.add_column(sa.Column("baseline", sa.String(), nullable=True))
    with op.batch_alter_table("study_version") as version:
        version.add_column(sa.Column("plan_hash", sa.String(), nullable=True))


def _narrow_waves() -> None:
    with op.batch_alter_table("study_version") as version:
        version.drop_column("plan_hash")
    with op.batch_alter_table("wave") as wave:
        for name in ("baseline", "phase", "kind", "due_at"):
            wave.drop_column(name)


def _rebuild_domain_events() -> None:
    # There are few: until now only an import that replaced answers was written down, of a wave.
    kept = _taken(OLD)
    _create_domain_events()
    rows = [
        {
            "id": one["id"],
            "key": one["key"],
            "name": one["kind"],
            "contact_key": None,
            "attributes": {"about": one["about"]} | _texts(one["payload"]),
            "happened_at": one["happened_at"],
            "saved_at": one["saved_at"],
            "sent_at": one["handled_at"] or one["saved_at"],
        }
        for one in kept
    ]
    op.bulk_insert(NEW, rows)
    _count_on(rows)


def _restore_domain_events() -> None:
    kept = _taken(NEW)
    _create_domain_events_of_before()
    rows = [
        {
            "id": one["id"],
            "key": one["key"],
            "kind": one["name"],
            "about": one["contact_key"] or one["attributes"].get("about", ""),
            "payload": json.dumps(one["attributes"]),
            "happened_at": one["happened_at"],
            "saved_at": one["saved_at"],
            "handled_at": one["sent_at"],
        }
        for one in kept
    ]
    op.bulk_insert(OLD, rows)
    _count_on(rows)


def _taken(table: sa.TableClause) -> list[dict[str, Any]]:
    found = op.get_bind().execute(sa.select(table)).mappings().all()
    op.drop_table("domain_event")
    return [dict(one) for one in found]


def _texts(payload: str) -> dict[str, str]:
    try:
        return {str(name): str(value) for name, value in json.loads(payload).items()}
    except (AttributeError, ValueError):
        return {"payload": payload}


def _count_on(rows: list[dict[str, Any]]) -> None:
    # PostgreSQL does not look at the numbers that are there when it gives the next.
    if rows and op.get_bind().dialect.name == "postgresql":
        last = max(one["id"] for one in rows)
        op.execute(f"SELECT setval(pg_get_serial_sequence('domain_event', 'id'), {last})")


def _create_domain_events() -> None:
    op.create_table(
        "domain_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("contact_key", sa.String(), nullable=True),
        sa.Column("attributes", JSON, nullable=False),
        sa.Column("happened_at", TIME, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("sent_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_domain_event"),
        sa.UniqueConstraint("key", name="uq_domain_event_key"),
    )
    op.create_index("ix_domain_event_contact_key", "domain_event", ["contact_key"])
    op.create_index("ix_domain_event_name_happened_at", "domain_event", ["name", "happened_at"])
    op.create_index("ix_domain_event_sent_at_id", "domain_event", ["sent_at", "id"])


def _create_followups() -> None:
    op.create_table(
        "followup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("study", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("decided_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_followup"),
        sa.UniqueConstraint("event_id", "study", "step", name="uq_followup_event_id_study_step"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["domain_event.id"], name="fk_followup_event_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_followup_contact_id"),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_followup_wave_id"),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name="fk_followup_invitation_id"
        ),
    )
    op.create_index("ix_followup_contact_id", "followup", ["contact_id"])
    op.create_index("ix_followup_wave_id", "followup", ["wave_id"])
    op.create_index("ix_followup_invitation_id", "followup", ["invitation_id"])


def _create_trends() -> None:
    op.create_table(
        "trend",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("plan_hash", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trend"),
        sa.UniqueConstraint("wave_id", "plan_hash", name="uq_trend_wave_id_plan_hash"),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name="fk_trend_study_id"),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_trend_wave_id"),
    )
    op.create_index("ix_trend_study_id", "trend", ["study_id"])


def _create_recurrences() -> None:
    op.create_table(
        "recurrence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("frame", sa.String(), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=True),
        sa.Column("invitations", sa.Integer(), nullable=True),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("stopped_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_recurrence"),
        sa.UniqueConstraint("study_id", name="uq_recurrence_study_id"),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name="fk_recurrence_study_id"),
    )
    op.create_table(
        "skipped_wave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("wave", sa.String(), nullable=False),
        sa.Column("skipped_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_skipped_wave"),
        sa.UniqueConstraint("study_id", "wave", name="uq_skipped_wave_study_id_wave"),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name="fk_skipped_wave_study_id"),
    )


def _create_domain_events_of_before() -> None:
    op.create_table(
        "domain_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("happened_at", TIME, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("handled_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_domain_event"),
        sa.UniqueConstraint("key", name="uq_domain_event_key"),
    )
    op.create_index("ix_domain_event_handled_at_id", "domain_event", ["handled_at", "id"])
