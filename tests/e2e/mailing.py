"""A wave whose mail is sent by processes that are killed: `python -m tests.e2e.mailing FOLDER`.

Its database is SQLite in the folder, or with `--engine postgresql` one of a server's (as tests have
it, but one that waits for the disk).

Contacts get an invitation and two reminders through the stand-in of the mail service, which makes
every trouble that it knows. Heartbeat, sender and settlement are killed by SIGKILL at random
moments, sometimes with a second sender beside them. The service tells the web server what happened,
out of order and a third of it twice. It prints, as JSON, what came of it all.

All processes are forked from one program that has everything loaded, so that the moments fall into
the work and not into the loading.
"""

import argparse
import json
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

import httpx

from tests.e2e.fielding import FORK, MINUTE, Fielded, mail_service, web_server
from tests.servers.postgres import new_database, running_postgres

STEPS = {"invite": timedelta(0), "remind-1": timedelta(days=5), "remind-2": timedelta(days=10)}
DAY = timedelta(days=1)
PATIENCE = 300.0
TROUBLES: tuple[dict[str, Any], ...] = (
    {"kind": "answer", "status": 500},
    {"kind": "answer", "status": 500, "accepts": True},
    {"kind": "slow_down", "seconds": 1},
    {"kind": "spent", "seconds": 0},
    {"kind": "hang"},
    {"kind": "hang", "accepts": True},
    {"kind": "cut"},
    {"kind": "cut", "accepts": True},
    {"kind": "absence", "seconds": 0.2},
)
# So large a part of the killed processes meets trouble, or has a sender beside it.
TROUBLED, BESIDE = 0.5, 0.2
LONGEST = 1.0  # seconds until a kill
WARM = 4  # batches of mail that are sent while nobody is killed
# Of the kills of a step so many fall on each.
SHARES = {"advance": 0.2, "send": 0.5, "settle": 0.2, "again": 0.05}


Step = Callable[[Fielded, datetime], None]


@dataclass(slots=True)
class Report:
    """What was done to the processes, and what came of the mail."""

    contacts: int
    engine: str
    kills: Counter[str] = field(default_factory=Counter)
    troubles: Counter[str] = field(default_factory=Counter)
    left_claimed: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    heard_of: int = 0  # messages sent while somebody listened
    told: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(slots=True)
class Killing:
    """Runs the steps of a wave as processes, and kills them."""

    fielded: Fielded
    service: httpx.Client
    chance: random.Random
    report: Report
    now: datetime
    within: dict[str, tuple[float, float]]
    deaf: bool = False
    heard: set[str] = field(default_factory=set)  # steps of which the service told

    def kill(self, step: Step) -> None:
        """Kill a step at a random moment; where it was quicker, it is started once more."""
        first, last = self.within[step.__name__]
        moment = min(LONGEST, self.chance.uniform(first, last))
        while not self._is_killed(step, moment):
            moment *= 0.8

    def _is_killed(self, step: Step, moment: float) -> bool:
        """Run a step for a while, perhaps in trouble and perhaps with a sender beside it."""
        self.now += MINUTE
        self._make_trouble()
        children = [self._start(step)]
        if self.chance.random() < BESIDE:
            children.append(self._start(Fielded.send))
        children[0].join(moment)
        for child in children:
            child.kill()
            child.join()
            self.report.kills[step.__name__] += child.exitcode == -signal.SIGKILL
        claimed = self.fielded.messages("claimed")
        self.report.left_claimed += any(one.claimed_at == self.now for one in claimed)
        self.service.delete("/faults").raise_for_status()
        return children[0].exitcode == -signal.SIGKILL

    def finish(self, step: Step) -> None:
        """Let a step run to its end."""
        self.now += MINUTE
        child = self._start(step)
        child.join(PATIENCE)
        if child.exitcode != 0:
            child.kill()
            sys.exit(f"{step.__name__} ended with {child.exitcode}, must end with 0")

    def tell(self) -> None:
        """Let the service tell the web server all that happened, if anybody listens."""
        if self.deaf:
            return
        answer = self.service.post("/_local/webhook/post").raise_for_status().json()
        assert answer["waiting"] == 0, answer
        self.report.told += answer["told"]

    def _start(self, step: Step) -> ForkProcess:
        child = FORK.Process(target=step, args=(self.fielded, self.now))
        child.start()
        return child

    def _make_trouble(self) -> None:
        if self.chance.random() < TROUBLED:
            trouble = dict(self.chance.choice(TROUBLES))
            self.report.troubles[str(trouble["kind"])] += 1
            path = "/faults"
            if trouble["kind"] == "absence":
                path = f"/_local/{trouble.pop('kind')}"
            self.service.post(path, json=trouble).raise_for_status()


def field_step(killing: Killing, kills: int) -> None:
    """Let a step of the wave be queued, sent and settled by processes that are killed so often."""
    parts = {step: max(1, round(kills * share)) for step, share in SHARES.items()}
    for _ in range(parts["advance"]):
        killing.kill(Fielded.advance)
    killing.finish(Fielded.advance)
    for _ in range(parts["send"]):
        killing.kill(Fielded.send)
    killing.finish(Fielded.send)
    killing.tell()
    killing.now += 20 * MINUTE
    for _ in range(parts["settle"]):
        killing.kill(Fielded.settle)
    killing.finish(Fielded.settle)
    for _ in range(2):  # what was never heard of is sent again, and that may be broken off too
        killing.now += DAY
        killing.finish(Fielded.settle)
        for _ in range(parts["again"]):
            killing.kill(Fielded.send)
        killing.finish(Fielded.send)
        killing.tell()
        killing.now += 20 * MINUTE
        killing.finish(Fielded.settle)


@contextmanager
def postgres_databases() -> Iterator[Iterator[str]]:
    """Yield addresses of new databases on a PostgreSQL server."""
    with running_postgres(durable=True) as server:
        if server is None:
            sys.exit("PostgreSQL was found nowhere; `apt-get install postgresql` brings it")
        with new_database(server) as one, new_database(server) as other:
            yield iter((one, other))


@contextmanager
def sqlite_databases() -> Iterator[Iterator[None]]:
    """Yield nothing: a database is made where it is not named."""
    yield iter((None, None))


DATABASES: dict[str, Callable[[], AbstractContextManager[Iterator[str | None]]]] = {
    "sqlite": sqlite_databases,
    "postgresql": postgres_databases,
}


def warm_up(fielded: Fielded, now: datetime) -> dict[str, tuple[float, float]]:
    """Do every step in this process, so that all is loaded, and return when each is to be killed.

    A sender that has opened the database is given the time for six batches at the most.
    """
    fielded.launch(WARM * fielded.batch, now)
    later = now + 2 * MINUTE
    steps = (Fielded.advance, Fielded.send, Fielded.settle)
    here = {one.__name__: timed(one, fielded, later) for one in steps}
    idle = {one.__name__: min(timed(apart, one, fielded, later) for _ in "ab") for one in steps}
    batches = 6 * here["send"] / WARM
    within = {name: (0.0, max(here[name], idle[name])) for name in idle}
    return within | {"send": (idle["send"] * 0.8, idle["send"] + batches)}


def apart(step: Step, fielded: Fielded, now: datetime) -> None:
    child = FORK.Process(target=step, args=(fielded, now))
    child.start()
    child.join()


def timed(work: Callable[..., None], *given: object) -> float:
    start = time.perf_counter()
    work(*given)
    return time.perf_counter() - start


def check(killing: Killing, web: str) -> None:
    """Look at each message and each address: one copy, or held; never two, never none."""
    report, service = killing.report, killing.service
    copies = service.get("/_local/copies/outbox_id").json()
    messages = killing.fielded.messages()
    for one in messages:
        n = copies.pop(one.message.reference, 0)
        report.heard_of += one.state == "sent" and one.message.key.split("/")[2] in killing.heard
        good = (one.state == "sent" and n == 1) or (one.state == "held" and n <= 1)
        report.ends[one.state] += 1
        if not good:
            report.wrong.append(f"{one.message.key}: {one.state}, {n} copies, {one.last_error}")
    report.wrong += [f"{one}: {n} copies of nothing" for one, n in copies.items()]
    report.wrong += missing(killing, [one.message.key for one in messages])
    sent = [one for one in messages if one.state == "sent"]
    for one in killing.chance.sample(sent, min(5, len(sent))):
        [mail] = service.get("/_local/mails", params={"outbox_id": one.message.reference}).json()
        [path] = set(re.findall(r"/r/[\w-]{43}", mail["text"]))
        if not httpx.get(web + path, trust_env=False).is_success:
            report.wrong.append(f"{one.message.key}: its link leads nowhere")


def missing(killing: Killing, keys: list[str]) -> list[str]:
    """Return of which step not everybody has a message; who was not invited is not reminded."""
    n = Counter(key.split("/")[2] for key in keys)
    least = killing.report.contacts - killing.report.ends["held"]
    return [
        f"{step}: {n[step]} messages"
        for step in STEPS
        if not least <= n[step] <= killing.report.contacts
    ]


def run(given: argparse.Namespace) -> Report:
    """Field a wave while its processes are killed and return what came of it."""
    folder, contacts, kills = given.folder, given.contacts, given.kills
    start, began = time.perf_counter(), datetime.fromtimestamp(int(time.time()), UTC)
    report = Report(contacts, given.engine)
    # So small that a sender which is killed leaves work for the next.
    batch = max(5, round(contacts / (kills / len(STEPS) * SHARES["send"] * 3)))
    with mail_service() as service, DATABASES[given.engine]() as databases:
        host = str(service.base_url).rstrip("/")
        key = service.get("/_local/key").json()["public_key"]
        within = warm_up(Fielded(folder / "warm", host, key, batch, next(databases)), began)
        for path in ("/inbox", "/_local/webhook"):
            service.delete(path).raise_for_status()
        fielded = Fielded(folder / "wave", host, key, batch, next(databases))
        fielded.launch(contacts, began)
        chance = random.Random(given.seed)  # noqa: S311 (no secret)
        killing = Killing(fielded, service, chance, report, began, within)
        with web_server(fielded.settings) as web:
            target = {"url": f"{web}/hooks/mail", "duplicates": 0.3, "shuffled": True}
            service.post("/_local/webhook", json=target).raise_for_status()
            for step, after in STEPS.items():
                killing.deaf |= step == given.deaf_from
                killing.heard |= set() if killing.deaf else {step}
                killing.now = max(killing.now, began + MINUTE + after)
                field_step(killing, kills // len(STEPS))
            check(killing, web)
    report.seconds = round(time.perf_counter() - start, 1)
    return report


def main() -> None:
    """Do all of it and print the report."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.mailing")
    parser.add_argument("folder", type=Path, help="a new one, for databases")
    parser.add_argument("--contacts", type=int, default=5_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=list(DATABASES), default="sqlite")
    parser.add_argument("--deaf-from", choices=[*STEPS], help="from when on no event is heard")
    given = parser.parse_args()
    report = run(given)
    told = {one.name: getattr(report, one.name) for one in fields(report)}
    sys.stdout.write(json.dumps(told, indent=2) + "\n")
    sys.exit(1 if report.wrong else 0)


if __name__ == "__main__":
    main()
