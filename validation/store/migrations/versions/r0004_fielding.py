"""Contacts, invitations, links and drafts; what became of messages."""

import json
import secrets

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
ADDED = ("mail_event", "draft", "link", "suppression", "frame_member", "frame")


def upgrade() -> None:
    """Change the schema to this revision."""
    _create_contacts()
    _create_frames()
    _create_invitations()
    _create_links()
    _create_drafts()
    _create_mail_events()
    _widen_waves()
    _widen_responses()
    _widen_outbox()


def downgrade() -> None:
    """Change the schema back to the revision before."""
    _narrow_outbox()
    _narrow_responses()
    _narrow_waves()
    for table in (*ADDED, "invitation", "contact"):
        op.drop_table(table)  # and its indices


def _create_contacts() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("address_sha256", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("attributes", JSON, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("erased_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sa.UniqueConstraint("key", name="uq_contact_key"),
        sa.UniqueConstraint("address_sha256", name="uq_contact_address_sha256"),
    )
    op.create_table(
        "suppression",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_sha256", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_suppression"),
        sa.UniqueConstraint("address_sha256", "scope", name="uq_suppression_address_sha256_scope"),
    )


def _create_frames() -> None:
    op.create_table(
        "frame",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_frame"),
        sa.UniqueConstraint("key", name="uq_frame_key"),
    )
    op.create_table(
        "frame_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("frame_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_frame_member"),
        sa.UniqueConstraint("frame_id", "contact_id", name="uq_frame_member_frame_id_contact_id"),
        sa.ForeignKeyConstraint(["frame_id"], ["frame.id"], name="fk_frame_member_frame_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_frame_member_contact_id"),
    )
    op.create_index("ix_frame_member_contact_id", "frame_member", ["contact_id"])


def _create_invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("stratum", sa.String(), nullable=True),
        sa.Column("weight", sa.Float(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("send_after", TIME, nullable=True),
        sa.Column("started_at", TIME, nullable=True),
        sa.Column("partial_at", TIME, nullable=True),
        sa.Column("partial_share", sa.Float(), nullable=True),
        sa.Column("answered_at", TIME, nullable=True),
        sa.Column("declined_at", TIME, nullable=True),
        sa.Column("erased_at", TIME, nullable=True),
        sa.Column("dropped", sa.String(), nullable=True),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("code", name="uq_invitation_code"),
        sa.UniqueConstraint("wave_id", "contact_id", name="uq_invitation_wave_id_contact_id"),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_invitation_wave_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_invitation_contact_id"),
    )
    op.create_index("ix_invitation_contact_id", "invitation", ["contact_id"])


def _create_links() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
        sa.UniqueConstraint("sha256", name="uq_link_sha256"),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_link_wave_id"),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name="fk_link_invitation_id"),
    )
    op.create_index("ix_link_wave_id", "link", ["wave_id"])
    op.create_index("ix_link_invitation_id", "link", ["invitation_id"])


def _create_drafts() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("paradata", JSON, nullable=True),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("invitation_id", name="uq_draft_invitation_id"),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_draft_wave_id"),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name="fk_draft_invitation_id"
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name="fk_draft_questionnaire_id"
        ),
    )
    op.create_index("ix_draft_wave_id", "draft", ["wave_id"])


def _create_mail_events() -> None:
    op.create_table(
        "mail_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("fate", sa.String(), nullable=True),
        sa.Column("suppression", sa.String(), nullable=True),
        sa.Column("happened_at", TIME, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("handled_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_mail_event"),
        sa.UniqueConstraint("key", name="uq_mail_event_key"),
    )
    op.create_index("ix_mail_event_reference", "mail_event", ["reference"])
    op.create_index("ix_mail_event_handled_at_id", "mail_event", ["handled_at", "id"])


def _widen_waves() -> None:
    with op.batch_alter_table("wave") as wave:
        wave.add_column(sa.Column("terms", sa.Text(), nullable=True))
        wave.add_column(sa.Column("pilot", sa.Boolean(), nullable=False, server_default=sa.false()))
        wave.add_column(sa.Column("sampled", sa.Text(), nullable=True))
        wave.add_column(sa.Column("opens_at", TIME, nullable=True))
        wave.add_column(sa.Column("closes_at", TIME, nullable=True))


def _narrow_waves() -> None:
    op.execute("UPDATE wave SET state = 'closed' WHERE state = 'cancelled'")
    with op.batch_alter_table("wave") as wave:
        for name in ("closes_at", "opens_at", "sampled", "pilot", "terms"):
            wave.drop_column(name)


def _widen_responses() -> None:
    with op.batch_alter_table("response") as response:
        response.add_column(sa.Column("invitation_id", sa.Integer(), nullable=True))
        response.add_column(
            sa.Column("complete", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        response.add_column(sa.Column("language", sa.String(), nullable=True))
        response.add_column(sa.Column("paradata", JSON, nullable=True))
        response.add_column(sa.Column("submitted_at", TIME, nullable=True))
        response.add_column(sa.Column("consent", sa.String(), nullable=True))
        response.create_unique_constraint("uq_response_invitation_id", ["invitation_id"])
        response.create_foreign_key(
            "fk_response_invitation_id", "invitation", ["invitation_id"], ["id"]
        )


def _narrow_responses() -> None:
    with op.batch_alter_table("response") as response:
        response.drop_constraint("fk_response_invitation_id", type_="foreignkey")
        response.drop_constraint("uq_response_invitation_id", type_="unique")
        for name in ("consent", "submitted_at", "paradata", "language", "complete"):
            response.drop_column(name)
        response.drop_column("invitation_id")


def _widen_outbox() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("reference", sa.String(), nullable=True))
        outbox.add_column(sa.Column("invitation_id", sa.Integer(), nullable=True))
        outbox.add_column(sa.Column("step", sa.String(), nullable=True))
        outbox.add_column(sa.Column("fate", sa.String(), nullable=True))
        outbox.add_column(sa.Column("fate_at", TIME, nullable=True))
    _give_references()
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("reference", existing_type=sa.String(), nullable=False)
        outbox.create_unique_constraint("uq_outbox_reference", ["reference"])
        outbox.create_foreign_key(
            "fk_outbox_invitation_id", "invitation", ["invitation_id"], ["id"]
        )
    op.create_index("ix_outbox_invitation_id", "outbox", ["invitation_id"])


def _give_references() -> None:
    table = sa.table("outbox", sa.column("id"), sa.column("reference"), sa.column("payload"))
    connection = op.get_bind()
    for row in connection.execute(sa.select(table.c.id)).scalars().all():
        payload = connection.execute(sa.select(table.c.payload).where(table.c.id == row)).scalar()
        change = sa.update(table).where(table.c.id == row)
        connection.execute(change.values(reference=_reference(str(payload))))


def _reference(payload: str) -> str:
    # The message itself holds the name under which the sending service knows it.
    try:
        return str(json.loads(payload)["outbox_id"])
    except (KeyError, TypeError, ValueError):
        return secrets.token_hex(16)


def _narrow_outbox() -> None:
    op.execute("DELETE FROM outbox WHERE invitation_id IS NOT NULL")
    op.drop_index("ix_outbox_invitation_id", "outbox")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint("fk_outbox_invitation_id", type_="foreignkey")
        outbox.drop_constraint("uq_outbox_reference", type_="unique")
        for name in ("fate_at", "fate", "step", "invitation_id", "reference"):
            outbox.drop_column(name)
