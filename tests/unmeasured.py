"""Processes of which the coverage is not measured: it slows, and unevenly."""

import os


def unmeasured(*left_out: str) -> dict[str, str]:
    """Return the environment without what starts the measuring, and without names that begin so."""
    gone = ("COVERAGE_", *left_out)
    return {name: value for name, value in os.environ.items() if not name.startswith(gone)}
