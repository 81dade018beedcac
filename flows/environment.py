"""Where Prefect keeps its own things, and what it may not do; set before Prefect is loaded."""

import os
import tempfile
from pathlib import Path

from validation.errors import SettingsError
from validation.files import writing
from validation.settings import Settings, read_settings

QUIET = {
    # each of the two stops only half of what Prefect would report home
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    # a machine with much else to do takes a minute or two
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300",
}
RUN = "PREFECT__FLOW_RUN_ID"
PASSING = "prefect"  # how the folders end that Prefect makes for one run
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


def settings_of_run() -> Settings:
    """Return the settings of a flow's run.

    Raises:
        SettingsError: they cannot be used, or a worker was started without them: what a run of it
            keeps in its own folder is thrown away with that folder.
    """
    settings = read_settings()
    if RUN in os.environ and settings.home.is_relative_to(Path.cwd()) and _is_passing(Path.cwd()):
        found = "nothing" if "TODENNA_HOME" not in os.environ else repr(os.environ["TODENNA_HOME"])
        message = f"TODENNA_HOME: found {found}, must be a folder that stays, named in full."
        raise SettingsError(f"{message} Set it where the worker is started.")
    return settings


def _is_passing(folder: Path) -> bool:
    return folder.is_relative_to(Path(tempfile.gettempdir())) and folder.name.endswith(PASSING)
