"""How far a wave is, as a person reads it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from validation.cli.clock import now
from validation.settings import read_settings
from validation.steps import Fieldwork, show_fieldwork
from validation.steps.keeping import opened
from validation.store import Submission, WaveKey, load_invitations, submit_all

Run = Callable[..., Any]


@pytest.fixture
def answered(run: Run, launched: Path) -> Path:
    """Let five of twenty answer."""
    run("deliver")
    with opened(read_settings()) as store, store.transaction() as connection:
        codes = [one.code for one in load_invitations(connection, WaveKey("shop", "1"))]
        submit_all(connection, [Submission(one, {"q": "4"}, "en", now()) for one in codes[:5]])
    return launched


@pytest.mark.usefixtures("answered")
def test_steps_dispositions_and_rates_are_tables(run: Run) -> None:
    lines = [line.split() for line in run("fieldwork", "shop").out.splitlines() if line.strip()]
    assert ["invite", "0", "20", "0", "0", "0", "0"] in lines
    assert ["complete", "1.1", "5"] in lines
    assert ["nothing", "returned", "3.19", "15"] in lines
    assert ["RR1", "25.0%", "complete", "of", "all"] in lines


@pytest.mark.usefixtures("answered")
def test_who_will_not_be_reminded_and_why_stands_beside_the_step(run: Run) -> None:
    [line] = [one for one in run("fieldwork", "shop").out.splitlines() if "remind-1" in one]
    assert "5 answered" in line
    assert "15 not due" in line


@pytest.mark.usefixtures("home")
def test_open_links_have_a_participation_rate_alone(run: Run, asking: Path) -> None:
    asking.write_text(asking.read_text().replace("mode: invite", "mode: open_link"))
    run("launch", asking)
    out = run("fieldwork", "shop").out
    assert "Participation rate –; open links have no other." in out
    assert "RR1" not in out


@pytest.mark.usefixtures("home")
def test_who_cannot_be_heard_is_said(run: Run, asking: Path, tmp_path: Path) -> None:
    asking.write_text(asking.read_text() + "audience: {reaches: [customers]}\n")
    listed = tmp_path / "people.csv"
    rows = ["a,a@example.com,en", "b,b@example.com,en", "c,c@example.com,de", "d,,en"]
    listed.write_text("\n".join(["id,email,language,region", *(f"{row},north" for row in rows)]))
    run("contacts", "import", listed, "--basis", "consent")
    run("launch", asking)
    out = " ".join(run("fieldwork", "shop").out.split())
    assert "The list holds 4: 3 can be written to, 1 have no address, 0 must not be" in out
    assert "Written to in another language than their own: 1 de." in out
    assert "Not on the list, and not heard: prospects, leads, former customers." in out
    shown = json.loads(run("fieldwork", "shop", "--json").out)
    assert shown["coverage"]["reachable"] == 3


@pytest.mark.usefixtures("launched")
def test_what_does_not_add_up_is_an_error_beside_the_numbers(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubted(*args: Any, **options: Any) -> Fieldwork:  # noqa: ANN401 (as the step)
        return replace(show_fieldwork(*args, **options), doubts=("found 1, must be 2",))

    monkeypatch.setattr("validation.cli.progressing.show_fieldwork", doubted)
    done = run("fieldwork", "shop")
    assert done.code == 1
    assert "Disposition" in done.out
    assert "wave 1 of study shop: found 1, must be 2." in done.err
