"""Where Prefect keeps its own things, and what it may not do; set before Prefect is loaded."""

import os
from pathlib import Path

from validation.files import writing
from validation.settings import read_settings

QUIET = {
    # each of the two stops only half of what Prefect would report home
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    # a machine with much else to do takes a minute or two
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300",
}
ELSEWHERE = (
    "PREFECT_API_URL",
    "PREFECT_API_KEY",
    "PREFECT_PROFILE",
    "PREFECT_API_DATABASE_CONNECTION_URL",
)


def prepare_environment(*, own: bool = False) -> Path:
    """Return Prefect's folder, chosen beside our data unless the operator chose one.

    Args:
        own: use a server of our own, whatever server the person has elsewhere.
    """
    home = read_settings().home / "prefect"
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    if own:
        for name in ELSEWHERE:
            os.environ.pop(name, None)
        os.environ["PREFECT_HOME"] = str(home)
    kept = Path(os.environ.setdefault("PREFECT_HOME", str(home)))
    with writing(kept):
        kept.mkdir(parents=True, exist_ok=True)
    return kept
