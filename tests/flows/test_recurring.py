"""The turn of a study on a real Prefect server: what is due is done, and its progress is seen."""

import asyncio
from pathlib import Path

import pytest

from validation.settings import read_settings
from validation.steps import Source, assess_wave, import_responses
from validation.store import WaveKey

pytestmark = [pytest.mark.xdist_group("prefect"), pytest.mark.usefixtures("prefect", "home")]

STUDY = """study: turn
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
data: {id: person, wave: wave}
"""


def test_the_verdicts_of_a_study_are_shown_and_nobody_is_told_of_imported_waves(
    home: Path,
) -> None:
    from datetime import UTC, datetime

    from prefect.client.orchestration import get_client
    from prefect.client.schemas.objects import Artifact

    from flows.recurring import field_study, send_digests

    (home / "turn.yaml").write_text(STUDY)
    answers = home / "answers.csv"
    rows = [f"{wave}-{at},{wave},{6 - 2 * wave}" for wave in (1, 2) for at in range(40)]
    answers.write_text("\n".join(["person,wave,q", *rows]))
    now = datetime.now(UTC)  # noqa: TID251 (as the flows do)
    for wave in ("1", "2"):
        import_responses(home / "turn.yaml", Source(answers, wave), read_settings(), now=now)
        assess_wave(WaveKey("turn", wave), read_settings(), now=now)

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
