"""A wave is reported with the waves before it, once there are any."""

from pathlib import Path

from tests.steps.conftest import MORNING, NOON
from validation.settings import Settings
from validation.steps import Source, assess_wave, import_responses, write_report
from validation.steps.keeping import opened
from validation.store import load_waves


def reported(study: Path, settings: Settings, source: Source) -> list[str]:
    where = import_responses(study, source, settings, now=MORNING).where
    assess_wave(where, settings, now=MORNING)
    return [one.name for one in write_report(where, settings, now=NOON)]


def test_what_changed_is_written_from_the_second_wave_on(
    study: Path, settings: Settings, tmp_path: Path
) -> None:
    study.write_text(study.read_text().replace("{id: person}", "{id: person, wave: year}"))
    path = tmp_path / "waves.csv"
    rows = [f"{at},{year},{4 + at % 2}" for year in (2026, 2027) for at in range(40)]
    path.write_text("\n".join(["person,year,q", *rows]) + "\n")

    assert reported(study, settings, Source(path, "2026")) == ["report.en.html", "report.fi.html"]
    assert reported(study, settings, Source(path, "2027")) == [
        "report.en.html", "report.fi.html", "trend.en.html", "trend.fi.html",
    ]  # fmt: skip
    with opened(settings) as store, store.reading() as connection:
        assert {one.state for one in load_waves(connection, "shop")} == {"reported"}
