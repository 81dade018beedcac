"""The flows go their steps in order on a real Prefect server."""

import asyncio
from pathlib import Path

import pytest

pytestmark = [pytest.mark.xdist_group("prefect"), pytest.mark.usefixtures("prefect", "home")]


def test_whole_way_ends_with_a_report_a_language(mobile: dict[str, str], home: Path) -> None:
    from flows.surveys import validate_study

    pages = asyncio.run(validate_study(**mobile))
    assert [page.name for page in pages] == ["report.en.html", "report.fi.html", "report.sv.html"]
    assert all(page.is_relative_to(home) for page in pages)
    assert "250" in pages[0].read_text(encoding="utf-8")


def test_second_run_adds_nothing_and_writes_the_same_report(mobile: dict[str, str]) -> None:
    from flows.surveys import validate_study
    from validation.settings import read_settings
    from validation.steps import read_status

    [first, *_] = asyncio.run(validate_study(**mobile))
    before, written = read_status(read_settings()), first.read_bytes()
    [second, *_] = asyncio.run(validate_study(**mobile))
    assert second.read_bytes() == written
    assert read_status(read_settings()) == before


def test_verdicts_and_links_are_seen_in_prefect(mobile: dict[str, str]) -> None:
    from prefect.client.orchestration import get_client

    from flows.surveys import validate_study

    async def kept() -> dict[str | None, str | None]:
        await validate_study(**mobile)
        async with get_client() as client:
            return {one.key: one.type for one in await client.read_artifacts()}

    kinds = asyncio.run(kept())
    assert kinds["verdicts-mobile-operator-1"] == "table"
    assert "questionnaire-mobile-operator-fi" in kinds
    assert "report-mobile-operator-1-report-en" in kinds


def test_parameters_are_explained_to_a_person() -> None:
    from flows.surveys import validate_wave

    described = validate_wave.parameters.model_dump()["properties"]
    assert described["wave"]["description"].startswith("the name of the wave")
    assert described["study"]["description"] == "the id of the study."


def test_study_that_is_wrong_fails_the_flow_with_its_message(tmp_path: Path) -> None:
    from flows.surveys import generate_survey
    from validation.errors import StudyError

    (tmp_path / "study.yaml").write_text("study: s\nhypotheses: []")
    with pytest.raises(StudyError, match="has a problem"):
        asyncio.run(generate_survey(str(tmp_path / "study.yaml")))
