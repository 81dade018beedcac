"""Prefect around the steps of `validation`: order, retries, schedules and events, no thinking."""

__all__: list[str] = []
