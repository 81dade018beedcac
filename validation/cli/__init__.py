"""The researcher's command, `todenna`."""

from validation.cli.app import main

__all__ = ["main"]
