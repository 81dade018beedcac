"""How Alembic runs the revisions: on the connection that the store gives it."""

from alembic import context

from validation.store.tables import METADATA


def run_revisions() -> None:
    """Run what Alembic was asked for, inside the caller's transaction."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=METADATA,
        render_as_batch=True,
        compare_type=True,
    )
    context.run_migrations()


# Alembic loads this file under its own name and expects it to run; an import does nothing.
if __name__ == "env_py":
    run_revisions()
