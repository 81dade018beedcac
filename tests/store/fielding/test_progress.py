from datetime import datetime, timedelta

from tests.store.fielding.conftest import page, submission
from validation.sampling import Contact
from validation.store import (
    Asked,
    Evidence,
    FieldCounts,
    Store,
    WaveKey,
    claim_mailings,
    decline,
    field_counts,
    queue_mailings,
    save_evidence,
    save_frame,
    save_invitations,
    save_pages,
    settle_evidence,
    submit,
)


def test_a_wave_is_counted(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        save_frame(connection, "t", [Contact("d", None, "fi", "")], sha256="f", now=now)
        deferred = Asked("d", "fi", send_after=now + timedelta(days=1))
        save_invitations(connection, where, [deferred], now=now)
        queue_mailings(connection, where, "invite", [*codes.values()], now=now)
        first, *_ = claim_mailings(connection, 2, now=now)
        save_evidence(connection, [Evidence("1", first.reference, "x", now, "delivered")], now=now)
        settle_evidence(connection, now=now)
        save_pages(connection, [page(codes[name], now, q="4") for name in ("anna", "bertil")])
        submit(connection, submission(codes["anna"], now, q="4"))
        decline(connection, codes["cecilia"], now=now)
        found = field_counts(connection, where)
    assert found == FieldCounts(
        invited=4,
        without_address=1,
        deferred=1,
        started=2,
        answered=1,
        declined=1,
        dropped=0,
        drafts=1,
        complete=1,
        partial=0,
        messages={("invite", "claimed"): 1, ("invite", "queued"): 1, ("invite", "sent"): 1},
        fates={("invite", "delivered"): 1},
    )


def test_a_wave_that_asks_nobody_is_counted_too(kept: Store, where: WaveKey) -> None:
    with kept.reading() as connection:
        assert field_counts(connection, where) == FieldCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {}, {})
