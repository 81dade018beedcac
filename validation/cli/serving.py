"""`todenna serve`: the pages of respondents, or a preview of a study file, until it is stopped."""

from pathlib import Path

import typer

from validation.errors import SettingsError
from validation.settings import read_settings
from validation.steps import prepare_study
from validation.store import open_store
from validation.web import build_app, build_preview, run_server, take_turns

ON_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}


def serve_pages(host: str, port: int) -> None:
    """Serve the waves of the database that the settings name.

    Raises:
        TodennaError: the settings or the database cannot be used, or the port cannot be had.
    """
    settings = read_settings()
    # What is wrong with it is told before anything is served.
    with open_store(settings.database) as store:
        take_turns(store.turn)

    def tell(address: str) -> None:
        typer.echo(f"Respondents' pages at {address}, in mails as {settings.address}.")
        typer.echo("Stop with Ctrl-C: what is being saved is saved first.")

    run_server(build_app(settings), host, port, told=tell, proxies=settings.proxies)


def serve_preview(path: Path, host: str, port: int) -> None:
    """Serve the pages of a study file to who wrote it; nothing is kept.

    Raises:
        TodennaError: something is wrong with the file, or others could see it.
    """
    if host not in ON_THIS_MACHINE:
        raise SettingsError(
            f"--host: found {host} with --preview, must be this machine alone. Leave it out."
        )
    prepared = prepare_study(path)
    app = build_preview(prepared.study, prepared.questionnaire, f"http://{host}:{port}")

    def tell(address: str) -> None:
        typer.echo(f"Preview of {prepared.study.study} at {address}/preview; nothing is kept.")
        typer.echo("Stop with Ctrl-C.")

    run_server(app, host, port, told=tell)
