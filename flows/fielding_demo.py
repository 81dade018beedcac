"""The mobile operator's study fielded on this machine: invited, reminded, answered, assessed.

Everything happens over HTTP as in earnest; only the clock is set forward, by a fortnight in all.
"""

import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import httpx
from pydantic import SecretStr

from flows.crowds import answer_links
from flows.inventing import invent_answers
from flows.respondents import Manner, Written, write_answers
from validation.fieldwork import Progress
from validation.files import write_text
from validation.mail import run_standin
from validation.settings import Settings
from validation.steps import (
    ContactSource,
    Launch,
    Source,
    advance_waves,
    assess_wave,
    deliver_mail,
    import_contacts,
    import_responses,
    launch_wave,
    prepare_study,
    show_fieldwork,
)
from validation.store import WaveKey
from validation.verdicts import HypothesisVerdict
from validation.web import Clocks, build_app, listen, serving

LOOPBACK = "127.0.0.1"
KEY = "stand-in-key"
WAVE, REAL = "fielded", "1"
LINK = re.compile(r"http://127\.0\.0\.1:\d+/r/[\w-]{43}")
SOON, AFTER = 0.35, 0.4  # how many answer the invitation, and of the others the reminder
PROMPT = Manner(back=0.05, twice=0.05, leave=0.005)
AT_ONCE = 10
SEED = 1
FORTNIGHT = timedelta(days=15)
REMINDED = timedelta(days=5)
CLOSED = timedelta(days=14)


@dataclass(slots=True)
class Calendar:
    """A clock that is set forward by hand."""

    time: datetime

    def now(self) -> datetime:
        """Return the time that it shows."""
        return self.time


@dataclass(frozen=True, slots=True)
class Trial:
    """A wave on its way: where it is kept, what time it is, its mail, and what people think."""

    settings: Settings
    calendar: Calendar
    inbox: str
    minds: Iterator[Written]


async def field_example(folder: Path, home: Path) -> None:
    """Field the example of a folder, and print what comes of it and where to look at it.

    Args:
        folder: of the example, with study.yaml, contacts.csv and responses.csv.
        home: where results are kept; what an earlier demo left there is taken away.
    """
    kept = home / "fielding"
    shutil.rmtree(kept, ignore_errors=True)
    with run_standin(key=KEY) as inbox, _served(kept, inbox) as (settings, calendar):
        where = _launch(folder, settings, calendar)
        opened = calendar.now()
        trial = Trial(settings, calendar, inbox, _minds(folder))
        await _round(trial, "invitations", SOON)
        calendar.time = opened + REMINDED
        await _round(trial, "reminders", AFTER)
        calendar.time = opened + CLOSED
        _beat(trial, "closing")
        _tell_progress(show_fieldwork(where, settings, now=calendar.now()).progress)
        _tell_verdicts(where, settings, calendar.now())
    for page in sorted(kept.glob(f"studies/**/{WAVE}/*.html")):
        _say(f"  report: {page}")
    _say(f"  the pages, to be tried: todenna serve --preview {folder / 'study.yaml'}")


@contextmanager
def _served(home: Path, inbox: str) -> Iterator[tuple[Settings, Calendar]]:
    """Give settings of our own, while respondents' pages are served under their address."""
    # the wave has ended when the demo has: now
    calendar = Calendar(datetime.now(UTC) - FORTNIGHT)  # noqa: TID251 (a demo reads the clock)
    with listen(LOOPBACK, 0) as listener:
        settings = Settings(
            home=home,
            database=f"sqlite:///{home / 'todenna.db'}",
            outbox=home / "outbox",
            sender="research@example.com",
            sendgrid_key=SecretStr(KEY),
            sendgrid_host=inbox,
            address=f"http://{LOOPBACK}:{listener.getsockname()[1]}",
        )
        with serving(build_app(settings, clocks=Clocks(now=calendar.now)), listener):
            yield settings, calendar


def _launch(folder: Path, settings: Settings, calendar: Calendar) -> WaveKey:
    """Keep the list, the real answers and a wave of the example."""
    now = calendar.now()
    study = folder / "study.yaml"
    import_responses(study, Source(folder / "responses.csv"), settings, now=now)
    source = ContactSource(folder / "contacts.csv", good_rows_only=True)
    people = import_contacts(source, settings, now=now)
    launched = launch_wave(study, Launch(WAVE, seed=SEED), settings, now=now)
    left = f"{people.refused} rows refused, {people.duplicates} twice"
    _say(f"  contacts: {people.kept.contacts} of {people.rows} rows kept ({left})")
    if launched.drawn is not None:
        strata = ", ".join(
            f"{one.drawn} of {one.population} in {one.name}" for one in launched.drawn.strata
        )
        _say(f"  sample: {launched.drawn.drawn} drawn ({strata})")
    return launched.where


def _minds(folder: Path) -> Iterator[Written]:
    """Yield what one person after the other has in mind to answer."""
    prepared = prepare_study(folder / "study.yaml")
    people = invent_answers(prepared, prepared.study.fieldwork.invitations or 1, seed=SEED)
    return (write_answers(prepared.questionnaire, one) for one in people)


async def _round(trial: Trial, what: str, share: float) -> None:
    """Send what is due, and let a share of those who got mail answer."""
    before = len(_mails(trial.inbox))
    _beat(trial, what)
    links = {mail["to"]: _link(mail) for mail in _mails(trial.inbox)[before:]}
    trial.calendar.time += timedelta(days=1)
    random = Random(f"{SEED} {what}")  # noqa: S311 (no secret)
    willing = random.sample(sorted(links), round(share * len(links)))
    answering = {links[to]: next(trial.minds) for to in willing}
    crowd = await answer_links(answering, PROMPT, at_once=AT_ONCE, seed=SEED)
    halfway = len(willing) - crowd.finished
    _say(f"    {crowd.finished} of {len(links)} answered, {halfway} left halfway")
    for problem in sorted(set(crowd.problems.values())):
        _say(f"    could not answer: {problem}")


def _beat(trial: Trial, what: str) -> None:
    advance_waves(trial.settings, now=trial.calendar.now())
    sent = deliver_mail(trial.settings, now=trial.calendar.now())
    _say(
        f"  {trial.calendar.now():%d %B}: {sent.accepted} mails ({what}) taken by the mail service"
    )
    _keep_inbox(trial, what)


def _mails(inbox: str) -> list[dict[str, str]]:
    mails: list[dict[str, str]] = httpx.get(f"{inbox}/inbox.json", trust_env=False).json()
    return mails


def _link(mail: Mapping[str, str]) -> str:
    found = LINK.search(mail["text"])
    return found[0] if found else ""


def _tell_progress(found: Progress) -> None:
    _say(
        f"  fieldwork: {found.invited} invited, {found.answered} answered, {found.partial} in part"
    )


def _tell_verdicts(where: WaveKey, settings: Settings, now: datetime) -> None:
    """Print the verdicts of the real answers and of the fielded ones side by side."""
    waves = [WaveKey(where.study, REAL), where]
    real, fielded = (assess_wave(one, settings, now=now) for one in waves)
    _say(f"  {'hypothesis':<24}{'real answers':>26}{'fielded (invented)':>26}")
    for one, other in zip(real.hypotheses, fielded.hypotheses, strict=True):
        _say(f"  {one.id:<24}{_verdict(one):>26}{_verdict(other):>26}")


def _verdict(found: HypothesisVerdict) -> str:
    number = "" if found.estimate is None else f" {found.estimate:.2f}"
    return f"{found.verdict.value}{number}"


def _keep_inbox(trial: Trial, what: str) -> None:
    """Keep the latest mail that was taken as a page to be opened."""
    path = trial.settings.home / f"inbox-{what}.html"
    write_text(path, httpx.get(f"{trial.inbox}/inbox", trust_env=False).text)
    _say(f"    inbox: {path}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
