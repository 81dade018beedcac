"""The waves of a study are lined up, decided once, reported and told."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.steps.conftest import MORNING, NOON
from validation.errors import StoreError
from validation.fieldwork import Terms
from validation.mail import Message
from validation.settings import Settings
from validation.steps import (
    Queued,
    Source,
    assess_wave,
    build_trend_of,
    export_kept,
    import_responses,
    newest_assessed,
    queue_digest,
    recall_verdicts,
    write_report,
    write_trend_report,
)
from validation.steps.keeping import opened
from validation.steps.trending import line_up, wave_day
from validation.store import KeptWave, Occasion, WaveKey, load_messages, load_trend
from validation.verdicts import Verdict

Wave = Callable[[str, float], WaveKey]
SEVERAL = """study: shop
languages: [en]
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses:
  - {id: h, says: H, claim: {kind: level, item: q, at_least: 3}}
  - {id: up, says: UP, claim: {kind: change, item: q}, forecast: {sales: 2}}
data: {id: person, wave: year}
digest: {to: [{address: a@example.com, language: fi}, b@example.com], send: SEND}
"""


@pytest.fixture
def send() -> str:
    return "when_changed"


@pytest.fixture
def wave(tmp_path: Path, settings: Settings, send: str) -> Wave:
    """Import and assess a wave of a hundred people, so large a part of whom rate 5, and else 4."""
    path, file = tmp_path / "several.yaml", tmp_path / "answers.csv"
    path.write_text(SEVERAL.replace("SEND", send))

    def keep(year: str, best: float) -> WaveKey:
        rows = [f"{year}-{at},{year},{5 if at < 100 * best else 4}" for at in range(100)]
        file.write_text("\n".join(["person,year,q", *rows]) + "\n")
        where = import_responses(path, Source(file, year), settings, now=MORNING).where
        assess_wave(where, settings, now=MORNING)
        return where

    return keep


def told(settings: Settings) -> list[Message]:
    with opened(settings) as store, store.reading() as connection:
        payloads = [one.message.payload for one in load_messages(connection)]
    return [Message.model_validate_json(one) for one in payloads]


def test_waves_are_lined_up_by_their_days_however_they_came(wave: Wave, settings: Settings) -> None:
    wave("2026", 0.9)
    wave("2024", 0.2)
    newest = newest_assessed("shop", settings)

    trend = build_trend_of(newest, settings, now=NOON)
    assert [(one.wave, one.at) for one in trend.waves] == [
        ("2024", date(2024, 1, 1)),
        ("2026", date(2026, 1, 1)),
    ]
    assert "change_previous" in [one.kind for one in trend.news]
    earlier = build_trend_of(WaveKey("shop", "2024"), settings, now=NOON)
    assert [one.wave for one in earlier.waves] == ["2024"]


def test_a_trend_is_kept_and_comes_out_the_same_again(wave: Wave, settings: Settings) -> None:
    wave("2024", 0.2)
    where = wave("2026", 0.9)
    first = build_trend_of(where, settings, now=NOON)

    assert build_trend_of(where, settings, now=NOON) == first
    with opened(settings) as store, store.reading() as connection:
        assert load_trend(connection, where) == first


def test_pages_are_written_for_readers_too_and_none_for_one_wave(
    wave: Wave, settings: Settings
) -> None:
    assert write_trend_report(wave("2024", 0.2), settings, now=NOON) == ()
    pages = write_trend_report(wave("2026", 0.9), settings, now=NOON)

    assert [one.name for one in pages] == ["trend.en.html", "trend.fi.html"]
    assert "Higher than in wave 2024" in pages[0].read_text("utf-8")


def test_a_change_is_told_once_in_the_language_of_each_reader(
    wave: Wave, settings: Settings
) -> None:
    queue_digest(wave("2024", 0.2), settings, now=NOON)
    second = wave("2026", 0.9)

    assert queue_digest(second, settings, now=NOON) == Queued(2, 2, 2)
    assert queue_digest(second, settings, now=NOON) == Queued(2, 0, 0)
    finnish, english = told(settings)[2:]
    assert "Korkeampi kuin kierroksella 2024" in finnish.text
    assert "Higher than in wave 2024" in english.text
    assert "trend.fi.html" in finnish.text


def test_what_several_waves_claim_is_judged_in_the_report_of_the_wave(
    wave: Wave, settings: Settings
) -> None:
    first, second = wave("2024", 0.2), wave("2026", 0.9)
    [page] = write_report(first, settings, now=NOON)[:1]
    assert "it takes 2 waves that can be compared" in page.read_text("utf-8")

    page = next(one for one in write_report(second, settings, now=NOON) if "report.en" in one.name)
    assert "it takes 2 waves" not in page.read_text("utf-8")
    assert "Judged in the trend report" in page.read_text("utf-8")
    judged = recall_verdicts(second, settings).hypotheses[1]
    assert judged.verdict is Verdict.SUPPORTED
    assert judged.estimate == pytest.approx(0.7)
    assert judged.gaps[0].gap == pytest.approx(1.3)


def test_an_export_has_verdicts_of_several_waves_whether_they_were_reported_or_not(
    wave: Wave, settings: Settings, tmp_path: Path
) -> None:
    wave("2024", 0.2)
    written = export_kept(wave("2026", 0.9), tmp_path / "out", settings, now=NOON)

    [document] = [one for one in written if one.suffix == ".json"]
    found = {one["id"]: one["verdict"] for one in json.loads(document.read_text())["hypotheses"]}
    assert found == {"h": "supported", "up": "supported"}


def test_the_digest_counts_what_several_waves_claim(wave: Wave, settings: Settings) -> None:
    queue_digest(wave("2024", 0.2), settings, now=NOON)
    queue_digest(wave("2026", 0.9), settings, now=NOON)

    assert "supported 2, refuted 0, open 0, too few answers 0" in told(settings)[-1].text


def test_where_nothing_changed_nobody_is_told(wave: Wave, settings: Settings) -> None:
    queue_digest(wave("2024", 0.5), settings, now=NOON)

    assert queue_digest(wave("2026", 0.51), settings, now=NOON) == Queued(2, 0, 0)


@pytest.mark.parametrize("send", ["always"])
def test_who_wants_every_wave_is_told_that_nothing_changed(wave: Wave, settings: Settings) -> None:
    queue_digest(wave("2024", 0.5), settings, now=NOON)

    assert queue_digest(wave("2026", 0.51), settings, now=NOON) == Queued(2, 2, 2)
    assert "Nothing changed since wave 2024" in told(settings)[-1].text


def test_a_wave_without_verdicts_has_no_trend(wave: Wave, settings: Settings) -> None:
    wave("2024", 0.5)
    with pytest.raises(StoreError, match="found nothing kept"):
        build_trend_of(WaveKey("shop", "1999"), settings, now=NOON)
    with pytest.raises(StoreError, match="found no wave that was assessed"):
        newest_assessed("other", settings)


def kept(name: str, *, due: datetime | None = None, pilot: bool = False) -> KeptWave:
    """Return a wave that was fielded, opened on the first of its month."""
    opens = datetime(int(name[:4]), int(name[5:7]), 1, 22, 30, tzinfo=UTC)
    zone, closes = "Europe/Helsinki", opens.replace(day=20)
    terms = Terms(opens_at=opens, closes_at=closes, zone=zone, pilot=pilot)
    return KeptWave(
        WaveKey("s", name), "reported", "f", None, None, None, None, terms, Occasion(due_at=due)
    )


def test_a_pilot_and_other_steps_after_an_event_are_in_no_line() -> None:
    waves = [kept(one) for one in ("2027-01-day-14", "2027-01-day-90", "2027-02-day-14")]
    pilot = kept("2026-12-day-14", pilot=True)
    assessed = {one.where.wave for one in [*waves, pilot]}

    lined = line_up([pilot, *waves], waves[2], assessed)
    assert [one.where.wave for one in lined] == ["2027-01-day-14", "2027-02-day-14"]


def test_a_wave_was_on_the_day_in_its_own_zone_when_it_was_due() -> None:
    assert wave_day(kept("2027-01-01")) == date(2027, 1, 2)
    due = datetime(2026, 12, 31, 22, tzinfo=UTC)
    assert wave_day(kept("2027-01-01", due=due)) == date(2027, 1, 1)
