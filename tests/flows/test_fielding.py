"""The flows of fielding on a real Prefect server: launch, heartbeat, outbox, retention."""

import asyncio
from pathlib import Path

import pytest

from validation.settings import read_settings
from validation.steps import ContactSource, import_contacts, list_unsettled

pytestmark = [pytest.mark.xdist_group("prefect"), pytest.mark.usefixtures("prefect", "home")]

STUDY = """study: shop
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
fieldwork: {mode: invite}
privacy: {controller: {name: Shop, contact: privacy@example.com}, purpose: to do better}
"""


@pytest.fixture
def asking(home: Path) -> str:
    """Return a study that asks people itself, with thirty contacts kept."""
    from datetime import UTC, datetime

    people = home / "people.csv"
    people.write_text("email\n" + "".join(f"c{at}@example.com\n" for at in range(30)))
    kept = datetime(2026, 11, 23, tzinfo=UTC)
    import_contacts(ContactSource(people, basis="consent"), read_settings(), now=kept)
    (home / "study.yaml").write_text(STUDY)
    return str(home / "study.yaml")


def test_a_wave_is_launched_its_mail_sent_and_its_progress_seen(asking: str, home: Path) -> None:
    from prefect.client.orchestration import get_client

    from flows.fielding import advance_waves, deliver_mail, launch_wave

    async def field() -> tuple[int, int, int, dict[str | None, str | None]]:
        await launch_wave(asking, "1", None, 20)
        beats = [await advance_waves(), await advance_waves()]
        sent = await deliver_mail()
        async with get_client() as client:
            kept = await client.read_artifacts()
        return beats[0], beats[1], sent, {one.key: one.description for one in kept}

    first, second, sent, shown = asyncio.run(field())
    # what is due at once was queued by the launch itself
    assert (first, second, sent) == (0, 0, 20)
    assert len(list((home / "outbox").glob("*/message.html"))) == 20
    assert str(shown["fieldwork-shop-1"]).startswith("open: 20 drawn, 0 began, 0 answered")


def test_a_beat_goes_through_all_that_is_due_and_names_what_is_held(
    asking: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from datetime import UTC, datetime, timedelta

    from flows import fielding_tasks
    from flows.fielding import advance_waves, launch_wave

    asyncio.run(launch_wave(asking, "1", None, 20))
    later = datetime.now(UTC) + timedelta(days=10)  # noqa: TID251 (as the flows do)
    monkeypatch.setattr(fielding_tasks, "_now", lambda: later)
    assert asyncio.run(advance_waves()) == 0
    assert "remind-1 of wave 1 of study shop, due" in caplog.text
    monkeypatch.setattr(fielding_tasks, "_now", lambda: later + timedelta(days=10))
    assert asyncio.run(advance_waves()) == 2  # closed, and nothing to assess
    assert list_unsettled(read_settings()) == ()


def test_a_beat_makes_the_wave_that_a_cadence_wants_and_names_the_one_that_is_too_late(
    asking: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from datetime import UTC, datetime

    from flows import fielding_tasks
    from flows.fielding import advance_waves
    from validation.steps import Recurring, start_recurring

    study = Path(asking)
    cadence = "cadence: {rrule: FREQ=MONTHLY, start: 2027-03-01, zone: UTC}\n"
    study.write_text(study.read_text() + cadence)
    kept = datetime(2027, 2, 1, tzinfo=UTC)
    start_recurring(study, Recurring(invitations=20), read_settings(), now=kept)
    monkeypatch.setattr(fielding_tasks, "_now", lambda: datetime(2027, 3, 1, 9, 5, tzinfo=UTC))
    assert asyncio.run(advance_waves()) == 2  # opened and invited to
    monkeypatch.setattr(fielding_tasks, "_now", lambda: datetime(2027, 4, 9, tzinfo=UTC))
    asyncio.run(advance_waves())
    assert "wave 2027-04-01 of study shop, due 2027-04-01 09:00:00+00:00, is held" in caplog.text


def test_retention_says_what_it_would_do_unless_it_is_told_to(asking: str) -> None:
    from flows.fielding import launch_wave, purge

    asyncio.run(launch_wave(asking, "1", None, 20))
    assert asyncio.run(purge()) == {}
    assert asyncio.run(purge(dry_run=False)) == {}
