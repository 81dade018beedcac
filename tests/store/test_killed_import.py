"""An import that is killed anywhere and started again ends in the same state."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, true

from validation.store import open_store
from validation.store.tables import TABLES

ROOT = Path(__file__).parents[2]
# Its arguments: a study file, answers, a database, and how often to kill (with which seed).
# It runs the import in a child; the child is killed after a random part of the time that the
# whole import takes, and started anew, until in the end it is left in peace.
SCRIPT = """
import os, random, signal, sys, time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import alembic.command

from validation import store
from validation.responses import records_of
from validation.steps import Source, assess_responses, prepare_study

study, answers, address, times, seed = sys.argv[1:]
prepared = prepare_study(Path(study))
done = assess_responses(prepared, Source(Path(answers), good_rows_only=True))
now = datetime(2027, 3, 1, tzinfo=UTC)
where = store.WaveKey(prepared.study.study, "2027")
fingerprint = prepared.questionnaire.fingerprint


def import_all(address):
    with store.open_store(address) as opened:
        with opened.transaction() as one:
            store.save_study(one, prepared.study, now=now)
            store.save_questionnaire(one, prepared.questionnaire, now=now)
            store.save_plan(one, prepared.plan, made_at=now)
            store.save_wave(one, where, fingerprint, state="closed", now=now)
        records = records_of(done.responses, prepared.questionnaire)
        while part := list(islice(records, 100)):
            with opened.transaction() as one:
                store.save_responses(one, where, part, questionnaire=fingerprint, now=now)
        with opened.transaction() as one:
            responses = done.responses
            left_out = responses.exclusions
            store.save_exclusions(one, where, left_out, source=responses.source, now=now)
            store.save_assessment(one, where, done.assessment, made_at=now)
            store.queue_message(
                one, store.OutboxMessage("s:2027", "digest", "a@b.fi", "S", "{}"), now=now
            )


def run(address, patience):
    child = os.fork()
    if child == 0:
        import_all(address)
        os._exit(0)
    if signal.sigtimedwait([signal.SIGCHLD], max(patience, 0.0)) is None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    signal.sigtimedwait([signal.SIGCHLD], 0)  # the news of this child is not that of the next
    return os.WIFSIGNALED(status)


signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
start = time.perf_counter()
assert not run("sqlite:///" + answers + ".undisturbed.db", 60)
whole = time.perf_counter() - start
chance = random.Random(int(seed))
killed = 0
while killed < int(times):
    # a run that ended first is no kill: the next moment is drawn from a shorter time
    if run(address, chance.uniform(0, whole)):
        killed += 1
    else:
        whole *= 0.7
print(killed)
assert not run(address, 60)
"""


@pytest.mark.parametrize("seed", [1, 2])
def test_an_import_that_is_killed_and_started_again_ends_in_the_same_state(
    seed: int, address: str, tmp_path: Path
) -> None:
    study, answers = tmp_path / "study.yaml", tmp_path / "answers.csv"
    study.write_text(STUDY)
    rows = [f"{n},{1 + n % 5},{n % 90},word {n}\n" for n in range(3_000)]
    answers.write_text("person,q,age,missed\n" + "".join(rows) + "x,9,1,\nz,,,\n")
    command = [sys.executable, "-c", SCRIPT, str(study), str(answers), address, "5", str(seed)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert int(done.stdout) == 5
    undisturbed = content(f"sqlite:///{answers}.undisturbed.db")
    assert content(address) == undisturbed
    assert [len(undisturbed[name]) for name in ("response", "exclusion")] == [3_000, 2]


def content(address: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, in order, without what is given at random."""
    with open_store(address) as store, store.reading() as connection:
        return {
            name: [
                tuple(row)
                for row in connection.execute(
                    select(true(), *(one for one in table.c if is_content(one.name)))
                    .select_from(table)
                    .order_by(table.c.id)
                )
            ]
            for name, table in TABLES.items()
        }


def is_content(column: str) -> bool:
    return column not in ("id", "reference") and not column.endswith("_id")


STUDY = """study: s
items:
  - {id: q, text: Q?, type: rating, scale: {from: 1, to: 5}}
  - {id: age, text: Age?, type: number, min: 0, max: 120, background: true}
  - {id: missed, text: What did we miss?, type: text}
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 2.5}}]
data: {id: person}
"""
