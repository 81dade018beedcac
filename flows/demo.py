"""The whole way on both examples, and one of them fielded: to reports and what Prefect ran."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterStartTime
from pydantic import SecretStr

from flows.fielding_demo import KEY, field_example
from flows.surveys import import_waves, validate_study
from validation.files import write_text
from validation.mail import SendGridAccount, SendGridGateway, run_standin
from validation.settings import Settings, read_settings
from validation.steps import read_mail

EXAMPLES = {"mobile_operator": None, "media_use": "2014"}
EARLIER = {"media_use": ["2000", "2002", "2004", "2006", "2008", "2010", "2012"]}


async def show_examples(folder: Path) -> int:
    """Run both examples and print where their reports are and what Prefect ran.

    Returns:
        the exit code: 0 where every run completed.
    """
    started = datetime.now(UTC)  # noqa: TID251 (a flow reads the clock)
    for name, wave in EXAMPLES.items():
        _say(f"Running {name} …")
        study, answers = folder / name / "study.yaml", folder / name / "responses.csv"
        if name in EARLIER:
            await import_waves(str(study), str(answers), EARLIER[name])
        for page in await validate_study(str(study), str(answers), wave):
            _say(f"  report: {page}")
    settings = read_settings()
    for message in sorted(settings.outbox.glob("**/*.html")):
        _say(f"  digest: {message}")
    _say(f"  what SendGrid would be sent for it: {_show_request(settings)}")
    _say("Fielding mobile_operator with invented respondents, over HTTP on this machine …")
    await field_example(folder / "mobile_operator", settings.home)
    runs = await _runs_since(started)
    _say(f"\nWhat Prefect ran (its own server, kept in {read_settings().home / 'prefect'}):")
    for flow, state in runs:
        _say(f"  {flow:<18} {state}")
    return 0 if all(state == "Completed" for _, state in runs) else 1


def _show_request(settings: Settings) -> Path:
    """Send the digests that are kept to the stand-in of SendGrid, and keep what it was sent."""
    path = settings.home / "sendgrid-requests.json"
    with run_standin(key=KEY) as url:
        account = SendGridAccount(key=SecretStr(KEY), sender="todenna@example.com", host=url)
        SendGridGateway(account).deliver(read_mail(settings))
        write_text(path, httpx.get(f"{url}/requests.json", trust_env=False).text)
    return path


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
