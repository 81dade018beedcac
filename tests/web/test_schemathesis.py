"""Schemathesis at every route that the application describes: no input is an error of ours."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.web.conftest import serving
from tests.web.fielded import NOW, Fielded, fielding
from tests.web.test_anything import LIMITS, PAGES
from validation.settings import read_settings
from validation.web import Clocks, build_app
from validation.web.guests import CONSENT
from validation.web.tokens import form_key

# Of the development tools; where CI is set it must be there.
schemathesis: Any = (import_module if os.environ.get("CI") else pytest.importorskip)("schemathesis")
EXAMPLES = 7
EVENT_KEY = "a-key-of-the-crm"


@dataclass(frozen=True)
class Described:
    """A wave in the field, the address of its server, and what that says of its routes."""

    wave: Fielded
    url: str
    schema: Any


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Described]:
    address = f"sqlite:///{tmp_path_factory.mktemp('schema') / 'todenna.db'}"
    with fielding(address, people=5) as wave:
        known = {"TODENNA_EVENT_KEYS": hashlib.sha256(EVENT_KEY.encode()).hexdigest()}
        settings = read_settings({"TODENNA_DATABASE": address} | known)
        app = build_app(settings, limits=LIMITS, clocks=Clocks(now=lambda: NOW))
        with serving(app) as url:
            yield Described(wave, url, schemathesis.openapi.from_dict(app.openapi()))


@pytest.fixture(scope="module")
def schema(described: Described) -> Any:  # noqa: ANN401 (Schemathesis' own)
    return described.schema


routes = schemathesis.pytest.from_fixture("schema")


@routes.parametrize()  # type: ignore[untyped-decorator]  # Schemathesis is loaded where it is
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_no_input_is_an_error_of_ours(case: Any, described: Described) -> None:  # noqa: ANN401 (the same)
    guessed = case.call(base_url=described.url)
    assert guessed.status_code < 500, guessed.text[:300]

    let_in(case, described.wave)
    answer = case.call(base_url=described.url)
    assert answer.status_code < 500, answer.text[:300]


def let_in(case: Any, wave: Fielded) -> None:  # noqa: ANN401 (the same)
    """Give a request the link of a person, and what the forms of that link carry."""
    door, last = case.path.split("/")[1], case.path.rpartition("}")[2].strip("/")
    if case.path == "/hooks/events":
        case.headers["authorization"] = f"Bearer {EVENT_KEY}"
    token = {"r": wave.token, "u": wave.stop[0], "o": wave.open}.get(door)
    if token is None:
        return
    case.path_parameters["token"] = token
    page = PAGES.get(door) or last or str(case.path_parameters.get("number", CONSENT))
    if isinstance(case.body, dict):
        case.body |= {"page": page, "csrf": form_key(token, page)}
