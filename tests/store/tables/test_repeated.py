from sqlalchemy import Table, UniqueConstraint

from validation.store.tables import repeated


def test_what_repeats_has_its_tables() -> None:
    found = {one.name for one in vars(repeated).values() if isinstance(one, Table)}
    assert found == {"domain_event", "followup", "recurrence", "skipped_wave", "trend"}


def test_a_step_after_an_event_has_one_end_in_a_study() -> None:
    unique = [
        {column.name for column in one.columns}
        for one in repeated.followups.constraints
        if isinstance(one, UniqueConstraint)
    ]
    assert unique == [{"event_id", "study", "step"}]


def test_an_event_need_not_be_of_somebody_whom_a_list_has() -> None:
    assert not [*repeated.domain_events.c.contact_key.foreign_keys]
