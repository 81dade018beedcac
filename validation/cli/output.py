"""Where everything the command says goes: tables for people, JSON for programs."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:  # rich loads only where there is something to show
    from rich.console import Console

LONG_ENOUGH = 5_000_000


def console() -> "Console":
    """Return where tables go; colours only where there is a terminal."""
    from rich.console import Console  # noqa: PLC0415 (see above)

    out = Console(highlight=False, soft_wrap=False)
    return out if out.is_terminal else Console(highlight=False, width=max(out.width, 120))


def say(out: "Console", line: str) -> None:
    """Print a line; a terminal breaks it between words, a file or a program gets it whole."""
    out.print(line, soft_wrap=not out.is_terminal)


def write_text(text: str, path: Path | None = None) -> None:
    """Print a text, or write it to a file.

    Raises:
        FileError: the file cannot be written.
    """
    if path is None:
        typer.echo(text)
        return
    from validation.files import write_text as write_file  # noqa: PLC0415 (--json needs none)

    write_file(path, text)


def write_json(content: Any, path: Path | None = None) -> None:  # noqa: ANN401 (any JSON)
    """Print JSON, or write it to a file; what is not a finite number is null."""
    text = json.dumps(_finite(content), ensure_ascii=False, indent=2, allow_nan=False)
    write_text(text, path)


@contextmanager
def progress(path: Path, task: str) -> Iterator[Any]:
    """Yield what is told how far the reading of a file is; a bar shows it where it is long."""
    size = path.stat().st_size if path.is_file() else 0
    if size < LONG_ENOUGH:
        yield None
        return
    with counting(task, size) as told:
        yield told


@contextmanager
def counting(task: str, total: int) -> Iterator[Any]:
    """Yield what is told how much of the total is done; a bar shows it on a terminal."""
    from rich.console import Console  # noqa: PLC0415 (see above)
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn(task), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        working = bar.add_task(task, total=total)
        yield lambda done: bar.update(working, completed=done)


def _finite(content: Any) -> Any:  # noqa: ANN401 (any JSON)
    if isinstance(content, dict):
        return {key: _finite(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_finite(one) for one in content]
    return None if isinstance(content, float) and not isfinite(content) else content
