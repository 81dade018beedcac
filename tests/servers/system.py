"""Todenna on several machines, set up by the commands of docs/operations.md."""

import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from tests.servers.asking import PrefectApi
from tests.servers.commands import PageCommands, run
from tests.servers.machines import Machine, running_machine
from tests.servers.prefect import PrefectServer, running_prefect
from tests.unmeasured import unmeasured
from validation.settings import Settings, read_settings
from validation.steps import ContactSource, import_contacts

PAGE = Path(__file__).parents[2] / "docs" / "operations.md"
SECTIONS = (
    "Backup and restore",
    "Upgrade",
    "Prefect on one machine",
    "Several machines",
    "Mail that is held",
)
DATABASES = ("todenna", "prefect", "restored")
OWN = ("PREFECT_API_DATABASE_CONNECTION_URL", "PREFECT_API_URL", "TODENNA_DATABASE", "TODENNA_HOME")
NOW = datetime.now(UTC)  # noqa: TID251 (a server has its own clock)
# Of three signs of life the first that is missing; a late run is told of when others have begun.
SOONER = ("--lost-after", "40", "--late-after", "30")
MISSED = 3
STUDY = """study: shop
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
fieldwork: {mode: invite, invitations: 20}
privacy: {controller: {name: Shop, contact: privacy@example.com}, purpose: to do better}
"""


@dataclass(frozen=True)
class System:
    """All that runs: the server, what it says, two workers, and the commands that set it up.

    `missed` are beats that were due before there was a worker; `seconds` is how long deploying
    took.
    """

    page: PageCommands
    server: PrefectServer
    api: PrefectApi
    workers: tuple[Machine, ...]
    missed: tuple[str, ...]
    seconds: float

    @property
    def settings(self) -> Settings:
        """Those of Todenna."""
        own = self.server.environment.items()
        return read_settings({name: one for name, one in own if name.startswith("TODENNA_")})

    def run(self, beginning: str, *more: str) -> str:
        """Run the command of the page that begins so, and return what it says."""
        return run([*self.page.take(beginning), *more], self.server.environment, self.server.folder)


@contextmanager
def running_system(postgres: str, folder: Path) -> Iterator[System]:
    """Yield everything as soon as it was started.

    Args:
        postgres: the address of a server on which databases may be made.
        folder: for all that is kept.
    """
    names = {name: f"{name}_{secrets.token_hex(8)}" for name in DATABASES}
    page = PageCommands(PAGE, SECTIONS, names)
    with ExitStack() as stack:
        stack.enter_context(_dropped(postgres, tuple(names.values())))
        client = {**unmeasured(), **_client(postgres)}
        for command in ("createdb todenna", "createdb prefect", "psql --dbname=prefect"):
            run(page.take(command), client, folder)
        todenna, prefect = (_named(postgres, names[one]) for one in ("todenna", "prefect"))
        told = {name: one for name, one in page.exported().items() if name not in OWN}
        start = page.take("prefect server start --host")
        server = stack.enter_context(
            running_prefect(
                folder,
                start=start,
                prefect=prefect,
                todenna=todenna,
                more={**told, **_client(postgres)},
            )
        )
        yield _begun(stack, page, server)


def _begun(stack: ExitStack, page: PageCommands, server: PrefectServer) -> System:
    api = PrefectApi(server.address)
    begun = time.monotonic()
    system = System(page, server, api, (), (), 0.0)
    _prepare(server.folder, system.settings)
    system.run("python -m flows deploy", *SOONER)
    seconds = time.monotonic() - begun
    missed = tuple(
        api.start("advance-waves/by-clock", {}, due=NOW - timedelta(minutes=5 * number))
        for number in range(1, MISSED + 1)
    )
    machines = [
        stack.enter_context(running_machine(name, server.environment, server.folder))
        for name in ("first", "second", "relay")
    ]
    first, second, relay = machines
    command = page.take("prefect worker start")
    first.start(command, "first.log")
    second.start([*command[:-1], "second"], "second.log")
    relay.start(page.take("python -m flows relay"), "relay.log")
    return System(page, server, api, (first, second), missed, seconds)


def _prepare(folder: Path, settings: Settings) -> None:
    """Write a study, and keep whom to ask."""
    (folder / "studies").mkdir()
    (folder / "studies" / "shop.yaml").write_text(STUDY)
    people = folder / "people.csv"
    people.write_text("email\n" + "".join(f"c{at}@example.com\n" for at in range(60)))
    import_contacts(ContactSource(people, basis="consent"), settings, now=NOW)


@contextmanager
def _dropped(postgres: str, names: tuple[str, ...]) -> Iterator[None]:
    """Drop databases afterwards."""
    try:
        yield
    finally:
        with psycopg.connect(postgres, autocommit=True) as connection:
            for name in names:
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())


def _named(postgres: str, name: str) -> str:
    return make_url(postgres).set(database=name).render_as_string(hide_password=False)


def _client(postgres: str) -> dict[str, str]:
    """Return what tells PostgreSQL's own programs where the server is."""
    url = make_url(postgres)
    told = {"PGHOST": url.host, "PGUSER": url.username, "PGPASSWORD": url.password}
    return {**{name: str(one) for name, one in told.items()}, "PGPORT": str(url.port or 5432)}
