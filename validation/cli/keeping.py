"""`todenna import`, `report` and `status`: what is kept, and what it says."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from validation.cli.output import console, progress, write_json
from validation.settings import read_settings
from validation.steps import (
    Source,
    assess_wave,
    check_delivered,
    deliver_mail,
    export_kept,
    generate_survey,
    import_responses,
    queue_digest,
    read_status,
    write_report,
)
from validation.store import StudySummary, Summary, WaveKey


def keep_answers(study: Path, source: Source) -> None:
    """Keep the answers of a file, and print how many were new."""
    settings = read_settings()
    with progress(source.path, "Reading answers") as told:
        kept = import_responses(study, source, settings, now=_now(), progress=told)
    out = console()
    if kept.replaced:
        out.print(f"{kept.replaced} responses that the wave held make room for the file.")
    out.print(f"{kept.new} new responses in wave {kept.where}.")
    same = kept.counts.kept - kept.new - kept.differing
    if same:
        out.print(f"{same} were kept already, and stay as they are.")
    if kept.counts.refused or kept.counts.excluded:
        out.print(f"{kept.counts.refused} refused, {kept.counts.excluded} excluded.")
    for note in kept.notes:
        out.print(escape(note), style="dim", soft_wrap=True)
    if kept.differing:
        out.print("To put the file in place of all that the wave holds: --replace.")


def write_pages(study: str, wave: str) -> None:
    """Assess a kept wave, write its report, and print where."""
    settings, where = read_settings(), WaveKey(study, wave)
    assess_wave(where, settings, now=_now())
    for page in write_report(where, settings, now=_now()):
        console().print(str(page), soft_wrap=True)


def send_digest(study: str, wave: str) -> None:
    """Put the digest of an assessed wave into the outbox, empty it, and print what became of it.

    Raises:
        TodennaError: nothing can be sent, or some of it was not.
    """
    settings = read_settings()
    queued = queue_digest(WaveKey(study, wave), settings, now=_now())
    if not queued.readers:
        console().print(f"Study {study} names no readers: add digest: {{to: [address]}} to it.")
        return
    if not queued.due:
        console().print("No new digest: no verdict changed since the last one.")
    result = deliver_mail(settings, now=_now(), wait=Event().wait)
    out = console()
    out.print(
        f"{queued.new} new messages; {result.accepted} sent, {result.refused} refused, "
        f"{result.later} wait, {result.unknown} unknown."
    )
    if settings.sendgrid_key is None:
        out.print(f"No SendGrid key is set: mail is written to {settings.outbox}.", soft_wrap=True)
    check_delivered(result)


def write_files(study: str, wave: str, folder: Path) -> None:
    """Assess a kept wave, write its answers and verdicts as files, and print where."""
    for path in export_kept(WaveKey(study, wave), folder, read_settings(), now=_now()):
        console().print(str(path), soft_wrap=True)


def plan_study(study: Path) -> None:
    """Keep a study and freeze its plan, and print where its questionnaire is."""
    generated = generate_survey(study, read_settings(), now=_now())
    out = console()
    out.print(f"{generated.study}, version {generated.version}, plan {generated.plan_hash[:12]}")
    for page in generated.pages:
        out.print(str(page), soft_wrap=True)


def show_status(*, as_json: bool) -> None:
    """Print what is kept."""
    settings = read_settings()
    kept = read_status(settings)
    if as_json:
        write_json(_as_object(kept))
        return
    out = console()
    for study in kept.studies:
        _print_study(study)
    if not kept.studies:
        out.print("Nothing is kept yet: `todenna import` keeps answers.")
    waiting = ", ".join(f"{n} {state}" for state, n in kept.outbox.items())
    out.print(f"Outbox: {waiting or 'empty'}. Events of contacts: {kept.events}.", style="dim")
    out.print(f"Kept in {settings.home}.", style="dim", soft_wrap=True)


def _print_study(study: StudySummary) -> None:
    out = console()
    plan = "no plan" if study.plan_hash is None else f"plan {study.plan_hash[:12]}"
    out.print(f"[bold]{escape(study.study)}[/] · version {study.versions} · {plan}")
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("Wave", "State", "Responses", "Exclusions", "Imported", "Assessed"):
        table.add_column(name)
    for wave in study.waves:
        times = (_shown(wave.imported_at), _shown(wave.assessed_at))
        numbers = (str(wave.responses), str(wave.exclusions))
        table.add_row(escape(wave.wave), wave.state, *numbers, *times)
    out.print(table)


def _as_object(kept: Summary) -> object:
    return json.loads(json.dumps(asdict(kept), default=str))


def _shown(moment: datetime | None) -> str:
    return "–" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 (the command reads the clock, the steps do not)
