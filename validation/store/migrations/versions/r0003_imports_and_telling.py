"""What was remarked at each import, and which verdicts a message tells of."""

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
# Until now the key of a digest ended with the first sixteen letters of the assessment's SHA-256
# and the reader; who was told by such a message is not told the same once more.
FIND_TOLD = """
UPDATE outbox SET assessment_id = (
    SELECT max(assessment.id) FROM assessment
    WHERE outbox.key LIKE '%/digest-' || substr(assessment.sha256, 1, 16) || '/%'
) WHERE kind = 'digest'
"""


def upgrade() -> None:
    """Change the schema to this revision."""
    op.create_table(
        "import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("imported_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import"),
        sa.UniqueConstraint("wave_id", "source", name="uq_import_wave_id_source"),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_import_wave_id"),
    )
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("assessment_id", sa.Integer(), nullable=True))
        outbox.create_foreign_key(
            "fk_outbox_assessment_id", "assessment", ["assessment_id"], ["id"]
        )
    op.execute(FIND_TOLD)


def downgrade() -> None:
    """Change the schema back to the revision before."""
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint("fk_outbox_assessment_id", type_="foreignkey")
        outbox.drop_column("assessment_id")
    op.drop_table("import")
