"""An error that a person can mend is its message; any other one keeps its traceback."""

import logging
import sys

import pytest

from flows.logs import Once, Plain
from validation.errors import StoreError


def failed(error: Exception, name: str = "prefect.flow_runs") -> logging.LogRecord:
    """Return what is written of an error."""
    try:
        raise error
    except type(error):
        where = ("x.py", 1, "Failed: %s", (error,), sys.exc_info())
        return logging.LogRecord(name, logging.ERROR, *where)


@pytest.mark.parametrize(("error", "traced"), [(StoreError("locked"), False), (KeyError(1), True)])
def test_message_that_says_what_to_do_has_no_traceback(error: Exception, *, traced: bool) -> None:
    record = failed(error)
    assert Plain().filter(record)
    assert ("Traceback" in logging.Formatter().format(record)) is traced
    assert str(error) in record.getMessage()


def test_error_of_a_run_is_not_written_twice_and_everything_else_is() -> None:
    assert not Once().filter(failed(StoreError("locked")))
    assert Once().filter(failed(StoreError("locked"), "prefect.server"))
    warning = logging.LogRecord("prefect.flow_runs", logging.WARNING, "x.py", 1, "m", (), None)
    assert Once().filter(warning)
