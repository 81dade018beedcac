"""What Prefect writes of a run that failed: for what a person can mend the message alone."""

import logging

from validation.errors import TodennaError

RUNS = ("prefect.flow_runs", "prefect.task_runs")


class Plain(logging.Filter):
    """Takes the traceback off an error whose message says all that is to be done."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass, without its traceback where it needs none."""
        if record.exc_info and isinstance(record.exc_info[1], TodennaError):
            record.exc_info = record.exc_text = None
        return True


class Once(logging.Filter):
    """Leaves out the errors of runs, where the one who started the run is told by other means."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether the record is anything else."""
        return record.levelno < logging.ERROR or record.name not in RUNS


def tell_plainly() -> None:
    """Have Prefect keep the messages of errors that a person can mend without tracebacks."""
    for name in RUNS:
        if not any(isinstance(one, Plain) for one in logging.getLogger(name).filters):
            logging.getLogger(name).addFilter(Plain())


def tell_once() -> None:
    """Have Prefect write no errors of runs to the console; they are raised, and told then."""
    from prefect.logging.handlers import (  # noqa: PLC0415 (Prefect reads its environment when loaded)
        PrefectConsoleHandler,
    )

    for handler in logging.getLogger().handlers:
        if isinstance(handler, PrefectConsoleHandler):
            handler.addFilter(Once())
