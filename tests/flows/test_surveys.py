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


def test_trouble_is_one_message_and_the_state_of_the_run(
    home: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    from flows.__main__ import main

    (home / "study.yaml").write_text("study: s\nhypotheses: []")
    for name, given in {
        "generate-survey": [f"study_file={home / 'study.yaml'}"],
        "validate-wave": ["study=nothing", "wave=1"],
    }.items():
        assert main(["run", name, *given]) == 1
        message = capsys.readouterr().err.strip()
        assert ": found " in message or "has a problem" in message
        state, said = asyncio.run(last_run(name))
        assert state == "Failed"
        assert message in said
    errors = [one for one in caplog.records if one.name == "prefect.flow_runs"]
    assert errors
    assert not any(one.exc_info for one in errors)


async def last_run(flow: str) -> tuple[str | None, str]:
    """Return the state of the last run of a flow, and what it says."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowFilter, FlowFilterName
    from prefect.client.schemas.sorting import FlowRunSort

    named = FlowFilter(name=FlowFilterName(any_=[flow]))
    async with get_client() as client:
        [run] = await client.read_flow_runs(
            flow_filter=named, sort=FlowRunSort.START_TIME_DESC, limit=1
        )
    return run.state_name, str(run.state and run.state.message)


def test_answers_that_differ_are_told_and_replaced_when_asked_for(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from flows.__main__ import main
    from validation.settings import read_settings
    from validation.steps import read_status

    study, answers = home / "study.yaml", home / "answers.csv"
    study.write_text(
        "study: s\nitems: [{id: q, text: Q?, type: rating, scale: {from: 1, to: 5}}]\n"
        "hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]\n"
        "data: {id: person}"
    )
    run = ["run", "import-responses", f"study_file={study}", f"answers_file={answers}"]
    for rows, more in (("1,4\n2,4\n", []), ("1,4\n2,5\n", []), ("1,4\n", ["replace=true"])):
        answers.write_text(f"person,q\n{rows}")
        assert main([*run, *more]) == 0
    [told] = [one.getMessage() for one in caplog.records if "kept already" in one.getMessage()]
    assert told == (
        "1 response is kept already with other answers; it stays as it was. "
        "To put the file in place of all: replace=true."
    )
    assert read_status(read_settings()).studies[0].waves[0].responses == 1


def test_study_that_is_wrong_fails_the_flow_with_its_message(tmp_path: Path) -> None:
    from flows.surveys import generate_survey
    from validation.errors import StudyError

    (tmp_path / "study.yaml").write_text("study: s\nhypotheses: []")
    with pytest.raises(StudyError, match="has a problem"):
        asyncio.run(generate_survey(str(tmp_path / "study.yaml")))
