"""The whole way on both examples: kept, assessed, reported, and what Prefect ran for it."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterStartTime

from flows.surveys import validate_study
from validation.settings import read_settings

EXAMPLES = {"mobile_operator": None, "media_use": "2010"}


async def show_examples(folder: Path) -> int:
    """Run both examples and print where their reports are and what Prefect ran.

    Returns:
        the exit code: 0 where every run completed.
    """
    started = datetime.now(UTC)  # noqa: TID251 (a flow reads the clock)
    for name, wave in EXAMPLES.items():
        _say(f"Running {name} …")
        study, answers = folder / name / "study.yaml", folder / name / "responses.csv"
        for page in await validate_study(str(study), str(answers), wave):
            _say(f"  report: {page}")
    for message in sorted(read_settings().outbox.glob("**/*.html")):
        _say(f"  digest: {message}")
    runs = await _runs_since(started)
    _say(f"\nWhat Prefect ran (its own server, kept in {read_settings().home / 'prefect'}):")
    for flow, state in runs:
        _say(f"  {flow:<18} {state}")
    return 0 if all(state == "Completed" for _, state in runs) else 1


async def _runs_since(started: datetime) -> list[tuple[str, str]]:
    since = FlowRunFilter(start_time=FlowRunFilterStartTime(after_=started))
    async with get_client() as client:
        runs = await client.read_flow_runs(flow_run_filter=since)
        flows = {run.flow_id: (await client.read_flow(run.flow_id)).name for run in runs}
    in_order = sorted(runs, key=lambda run: run.start_time or started)
    return [(flows[run.flow_id], str(run.state_name)) for run in in_order]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
