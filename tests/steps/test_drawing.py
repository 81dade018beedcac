"""What of a trend is shown on pages that are not ours: no number of a few people."""

from pathlib import Path

import pytest

from tests.steps.conftest import MORNING, NOON
from validation.errors import StoreError
from validation.settings import Settings
from validation.steps import Source, assess_wave, draw_trend, import_responses
from validation.store import WaveKey

STUDY = """study: shop
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
audience: {segments: [region]}
data: {id: person, wave: year}
"""
REGION = "items: [{id: region, text: Where?, type: single, options: [a, b], background: true}, "
NEWEST = WaveKey("shop", "2026")


@pytest.fixture
def waves(tmp_path: Path, settings: Settings) -> None:
    """Keep waves of 40, 6 and 40 people."""
    path, file = tmp_path / "shop.yaml", tmp_path / "answers.csv"
    path.write_text(STUDY.replace("items: [", REGION))
    for year, n in (("2024", 40), ("2025", 6), ("2026", 40)):
        rows = [f"{year}-{at},{year},{1 + at % 5},{'ab'[at % 2]}" for at in range(n)]
        file.write_text("\n".join(["person,year,q,region", *rows]) + "\n")
        where = import_responses(path, Source(file, year), settings, now=MORNING).where
        assess_wave(where, settings, now=MORNING)


@pytest.mark.usefixtures("waves")
def test_a_wave_of_few_people_is_in_neither_numbers_nor_pictures(settings: Settings) -> None:
    drawn = draw_trend(NEWEST, settings, now=NOON)

    assert drawn.waves == ("2024", "2025", "2026")
    (whole,) = drawn.series
    assert [one.wave for one in whole.points] == ["2024", "2026"]
    assert {one.before for one in whole.changes} <= {"2024"}
    (chart,) = drawn.charts
    assert chart.title == "H"
    assert chart.says.startswith("2 waves, 2024 to 2026")


def test_without_verdicts_there_is_nothing_to_draw(settings: Settings) -> None:
    with pytest.raises(StoreError, match="shop"):
        draw_trend(NEWEST, settings, now=NOON)
