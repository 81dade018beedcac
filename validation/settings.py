"""Settings: what the environment says, read once and in one place."""

import base64
import binascii
import os
import re
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from validation.errors import Problem, SettingsError

PREFIX = "TODENNA_"
FOR_TESTS = "TODENNA_TEST_"
SENDGRID_HOST = "https://api.sendgrid.com"
ADDRESS = "http://127.0.0.1:8700"
ENCRYPTED = r"(https://[^\s/?#@]+|http://(127\.0\.0\.1|localhost)(:\d+)?)/?"

PUBLISHED = ENCRYPTED + r"([^\s/?#@]+/?)*"


class Settings(BaseModel):
    """Where data is kept, how mail leaves and where respondents find their pages.

    `sendgrid_key` is None where mail is written into the folder `outbox`. A key is never shown, nor
    is the database, whose address may hold a password.
    `webhook_key` is the public key of SendGrid's event webhook; without it no event is believed.
    `event_keys` are the SHA-256 of the keys with which other software tells what happened.
    What a request says of where it comes from is believed only of one that comes from `proxies`.
    `reports` is where the company's own web server shows the folder of studies.
    `operator` is told by e-mail what runs no longer as it should.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path
    database: str = Field(repr=False)
    outbox: Path
    sender: str | None = None
    sendgrid_key: SecretStr | None = None
    sendgrid_host: str = SENDGRID_HOST
    address: str = ADDRESS
    webhook_key: str | None = None
    proxies: tuple[str, ...] = ()
    operator: str | None = None
    event_keys: tuple[str, ...] = ()
    reports: str | None = None


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of an environment, by default that of this program.

    TODENNA_HOME is the folder for data (todenna-data in the current folder), TODENNA_DATABASE the
    address of the database (a SQLite file in that folder), TODENNA_OUTBOX the folder for mail
    that is not sent, SENDGRID_API_KEY the key with which mail is sent, TODENNA_SENDER the address
    it comes from, TODENNA_SENDGRID_HOST where it is handed in, TODENNA_ADDRESS the public address
    of the respondents' pages, TODENNA_WEBHOOK_KEY the public key of the mail service's events,
    TODENNA_PROXIES the proxies whose word is taken for who asks, TODENNA_OPERATOR the address that
    is told what runs no longer as it should, TODENNA_EVENT_KEYS the SHA-256 of the keys with which
    events are told, with commas between, TODENNA_REPORTS the address at which a web server shows
    the folder `studies` of that folder, so that digests lead there. An empty variable is not set.

    Raises:
        SettingsError: some of them cannot be; it carries every problem.
    """
    given = {
        name: value.strip()
        for name, value in (os.environ if environment is None else environment).items()
        if value.strip()
    }
    problems = [*_check_names(given), *_check_database(given), *_check_mail(given)]
    problems += _check_web(given)
    if problems:
        raise SettingsError("The settings in the environment cannot be used.", problems)
    home = Path(given.get("TODENNA_HOME", "todenna-data")).expanduser().absolute()
    key = given.get("SENDGRID_API_KEY")
    return Settings(
        home=home,
        database=given.get("TODENNA_DATABASE", f"sqlite:///{home / 'todenna.db'}"),
        outbox=Path(given.get("TODENNA_OUTBOX", home / "outbox")).expanduser().absolute(),
        sender=given.get("TODENNA_SENDER"),
        sendgrid_key=None if key is None else SecretStr(key),
        sendgrid_host=given.get("TODENNA_SENDGRID_HOST", SENDGRID_HOST).rstrip("/"),
        address=given.get("TODENNA_ADDRESS", ADDRESS).rstrip("/"),
        webhook_key=given.get("TODENNA_WEBHOOK_KEY"),
        proxies=_listed(given, "TODENNA_PROXIES"),
        operator=given.get("TODENNA_OPERATOR"),
        event_keys=_listed(given, "TODENNA_EVENT_KEYS"),
        reports=given["TODENNA_REPORTS"].rstrip("/") if "TODENNA_REPORTS" in given else None,
    )


def _check_names(given: Mapping[str, str]) -> list[Problem]:
    known = ", ".join(sorted(KNOWN))
    return [
        Problem(name, "a name that is not known", f"one of {known}", "Is it misspelt?")
        for name in given
        if name.startswith(PREFIX) and name not in KNOWN and not name.startswith(FOR_TESTS)
    ]


def _check_database(given: Mapping[str, str]) -> list[Problem]:
    address = given.get("TODENNA_DATABASE", "")
    if not address or address.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        return []
    must = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE"
    # The address may hold a password, so only its kind is shown.
    found = repr(address.partition(":")[0])
    hint = "Leave it out for a SQLite file in TODENNA_HOME."
    return [Problem("TODENNA_DATABASE", found, must, hint)]


def _check_mail(given: Mapping[str, str]) -> list[Problem]:
    problems = []
    host = given.get("TODENNA_SENDGRID_HOST", SENDGRID_HOST)
    if re.match(r"https://\S|http://(127\.0\.0\.1|localhost)(:|/|$)", host) is None:
        must = "an address that begins with https:// (http:// on this machine alone)"
        problems.append(Problem("TODENNA_SENDGRID_HOST", repr(host), must))
    if "SENDGRID_API_KEY" in given and "TODENNA_SENDER" not in given:
        must = "the address that mail comes from, known to SendGrid as yours"
        problems.append(Problem("TODENNA_SENDER", "nothing beside a key", must))
    if re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", given.get("TODENNA_OPERATOR", "a@b")) is None:
        must = "one e-mail address, such as operator@example.com"
        problems.append(Problem("TODENNA_OPERATOR", repr(given["TODENNA_OPERATOR"]), must))
    key = given.get("SENDGRID_API_KEY", "x")
    if not (key.isascii() and key.isprintable() and " " not in key):
        must = "the key alone, without blanks or quotes"
        problems.append(Problem("SENDGRID_API_KEY", f"{len(key)} characters", must))
    return problems


def _check_web(given: Mapping[str, str]) -> list[Problem]:
    problems = []
    address = given.get("TODENNA_ADDRESS", ADDRESS)
    if re.fullmatch(ENCRYPTED, address) is None:
        must = "https:// and a host alone (http:// on this machine alone)"
        hint = "It is what links in mail begin with."
        problems.append(Problem("TODENNA_ADDRESS", repr(address), must, hint))
    reports = given.get("TODENNA_REPORTS", ADDRESS)
    if re.fullmatch(PUBLISHED, reports) is None:
        must = "https:// and a host, with a path if there is one (http:// on this machine alone)"
        hint = "It is what the links to reports begin with, for all who read digests."
        problems.append(Problem("TODENNA_REPORTS", repr(reports), must, hint))
    if not _is_base64(given.get("TODENNA_WEBHOOK_KEY", "")):
        must = "the verification key of the event webhook, in base64 as SendGrid shows it"
        found = f"{len(given['TODENNA_WEBHOOK_KEY'])} characters that are no base64"
        problems.append(Problem("TODENNA_WEBHOOK_KEY", found, must))
    for key in _listed(given, "TODENNA_EVENT_KEYS"):
        if re.fullmatch("[0-9a-f]{64}", key) is None:
            must = "SHA-256 in 64 hexadecimal digits, with commas between"
            hint = "todenna event-key makes a key and shows it; never put the key itself here."
            problems.append(
                Problem("TODENNA_EVENT_KEYS", f"{len(key)} other characters", must, hint)
            )
    for proxy in _listed(given, "TODENNA_PROXIES"):
        if not _is_network(proxy):
            must = "addresses or networks of proxies, such as 10.0.0.5, with commas between"
            problems.append(Problem("TODENNA_PROXIES", repr(proxy), must))
    return problems


def _listed(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(text for one in given.get(name, "").split(",") if (text := one.strip()))


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


KNOWN = frozenset(
    {
        "TODENNA_ADDRESS",
        "TODENNA_DATABASE",
        "TODENNA_EVENT_KEYS",
        "TODENNA_HOME",
        "TODENNA_OPERATOR",
        "TODENNA_OUTBOX",
        "TODENNA_PROXIES",
        "TODENNA_REPORTS",
        "TODENNA_SENDER",
        "TODENNA_SENDGRID_HOST",
        "TODENNA_WEBHOOK_KEY",
    }
)
