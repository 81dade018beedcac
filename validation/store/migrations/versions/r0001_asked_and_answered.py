"""Studies, questionnaires, plans, waves, responses, exclusions and assessments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Change the schema to this revision."""
    _create_studies()
    _create_instruments()
    _create_waves()
    _create_responses()
    _create_exclusions()
    _create_assessments()


def downgrade() -> None:
    """Change the schema back to the revision before."""
    for table in ("assessment", "exclusion", "response", "wave", "plan"):
        op.drop_table(table)
    op.drop_index("ix_questionnaire_study_id", "questionnaire")
    for table in ("questionnaire", "study_version", "study"):
        op.drop_table(table)


def _create_studies() -> None:
    op.create_table(
        "study",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_study"),
        sa.UniqueConstraint("key", name="uq_study_key"),
    )
    op.create_table(
        "study_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_study_version"),
        sa.UniqueConstraint("study_id", "number", name="uq_study_version_study_id_number"),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name="fk_study_version_study_id"),
    )


def _create_instruments() -> None:
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questionnaire"),
        sa.UniqueConstraint("fingerprint", name="uq_questionnaire_fingerprint"),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name="fk_questionnaire_study_id"),
    )
    op.create_index("ix_questionnaire_study_id", "questionnaire", ["study_id"])
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sa.UniqueConstraint("study_id", "hash", name="uq_plan_study_id_hash"),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name="fk_plan_study_id"),
    )


def _create_waves() -> None:
    op.create_table(
        "wave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("opened_at", TIME, nullable=True),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("first_response_at", TIME, nullable=True),
        sa.Column("imported_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_wave"),
        sa.UniqueConstraint("study_id", "key", name="uq_wave_study_id_key"),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name="fk_wave_study_id"),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name="fk_wave_questionnaire_id"
        ),
    )


def _create_responses() -> None:
    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("weight", sa.Float(), nullable=True),
        sa.Column("stratum", sa.String(), nullable=True),
        sa.Column("clusters", JSON, nullable=True),
        sa.Column("population", JSON, nullable=True),
        sa.Column("imported_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_response"),
        sa.UniqueConstraint("wave_id", "key", name="uq_response_wave_id_key"),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_response_wave_id"),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name="fk_response_questionnaire_id"
        ),
    )


def _create_exclusions() -> None:
    op.create_table(
        "exclusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("respondent", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("imported_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exclusion"),
        sa.UniqueConstraint("wave_id", "source", "row", name="uq_exclusion_wave_id_source_row"),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_exclusion_wave_id"),
    )


def _create_assessments() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        sa.UniqueConstraint("wave_id", "number", name="uq_assessment_wave_id_number"),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_assessment_wave_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_assessment_plan_id"),
    )
