"""The turn of a study on a real Prefect server: what is due is done, and its progress is seen."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from validation.errors import TodennaError
from validation.settings import read_settings
from validation.steps import Source, assess_wave, import_responses
from validation.store import WaveKey, load_messages, open_store

pytestmark = [pytest.mark.xdist_group("prefect"), pytest.mark.usefixtures("prefect", "home")]

STUDY = """study: turn
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
data: {id: person, wave: wave}
digest: {to: [a@example.com]}
"""


def test_the_verdicts_of_a_study_are_shown_and_nobody_is_told_of_imported_waves(
    home: Path,
) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.objects import Artifact

    from flows.recurring import field_study, send_digests

    for wave in (1, 2):
        keep_wave(home, "turn", wave, people=40)

    async def turn() -> tuple[int, int, dict[str | None, Artifact]]:
        shown, told = await field_study("turn"), await send_digests()
        async with get_client() as client:
            kept = await client.read_artifacts()
        return shown, told, {one.key: one for one in kept}

    shown, told, artifacts = asyncio.run(turn())
    assert (shown, told) == (2, 0)
    assert str(artifacts["verdicts-turn-1"].description).startswith("40 responses")
    numbers, pictures = artifacts["trend-turn"], artifacts["trend-turn-pictures"]
    assert str(numbers.description).startswith("2 waves, 1 to 2; ")
    assert (pictures.type, pictures.description) == ("markdown", numbers.description)
    assert str(pictures.data).startswith("## H\n\n![2 waves, 1 to 2: from 4.00 to 2.00")
    assert "](data:image/png;base64,iVBORw0KGgo" in str(pictures.data)


def test_a_study_that_cannot_be_told_of_holds_up_no_other(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import recurring, recurring_tasks

    waves = ("stale", "told")
    for one in waves:
        keep_wave(home, one, 1, people=40)
    keep_wave(home, "stale", 1, people=50, assess=False)
    seen = (recurring_tasks.SeenWave(one, "1", fielded=True, assessed=True) for one in waves)
    monkeypatch.setattr(recurring_tasks, "list_waves", lambda: tuple(seen))

    with pytest.raises(TodennaError) as raised:
        asyncio.run(recurring.send_digests())
    head, listed = str(raised.value).splitlines()
    assert head.startswith("digests: found 1 of 2 studies of which nobody could be told, must be")
    assert listed.startswith(
        "  - assessment of wave 1 of study stale: found answers that came after"
    )
    with open_store(read_settings().database) as store, store.reading() as connection:
        assert [one.message.recipient for one in load_messages(connection)] == ["a@example.com"]


def keep_wave(home: Path, study: str, wave: int, *, people: int, assess: bool = True) -> None:
    """Import a wave of so many people, each wave two points lower, and perhaps assess it."""
    path, answers = home / f"{study}.yaml", home / "answers.csv"
    path.write_text(STUDY.replace("study: turn", f"study: {study}"))
    rows = [f"{wave}-{at},{wave},{6 - 2 * wave}" for at in range(people)]
    answers.write_text("\n".join(["person,wave,q", *rows]))
    now = datetime.now(UTC)  # noqa: TID251 (as the flows do)
    import_responses(path, Source(answers, str(wave)), read_settings(), now=now)
    if assess:
        assess_wave(WaveKey(study, str(wave)), read_settings(), now=now)
