"""The flows that field waves: a launch, the heartbeat, the outbox, and retention."""

from datetime import datetime

from prefect import flow, get_run_logger

from flows import artifacts, fielding_tasks, tasks
from flows.logs import tell_plainly
from validation.errors import TodennaError
from validation.steps import Due, Launch

tell_plainly()


@flow(name="launch-wave")
async def launch_wave(  # noqa: PLR0913 (one argument a parameter that a person gives)
    study_file: str,
    wave: str = "1",
    frame: str | None = None,
    invitations: int | None = None,
    opens_at: datetime | None = None,
    *,
    pilot: bool = False,
) -> str:
    """Draw a sample and plan a wave of a study; the same wave is launched once.

    Args:
        study_file: the study file, a path on the machine where the flow runs.
        wave: the name of the wave, such as 2027-03.
        frame: the list of contacts to draw from; that of the study if left out.
        invitations: how many contacts are invited; what the claims need if left out.
        opens_at: when the wave opens; now if left out.
        pilot: a trial, kept apart and before the plan is frozen.
    """
    launch = Launch(wave, frame, invitations=invitations, opens_at=opens_at, pilot=pilot)
    study = fielding_tasks.launch_wave(study_file, launch)
    await artifacts.show_progress(fielding_tasks.show_fieldwork(study, wave))
    return study


@flow(name="advance-waves")
async def advance_waves() -> int:
    """Do what is due in every wave, and return how many actions that were: the heartbeat.

    One wave that cannot go on does not hold up the others; the log says what is the matter.
    """
    tried = advance()
    for study, wave in sorted({(one.where.study, one.where.wave) for one in tried}):
        await artifacts.show_progress(fielding_tasks.show_fieldwork(study, wave))
    return sum(tried.values())


def advance(study: str | None = None) -> dict[Due, bool]:
    """Do what is due in the waves of a study, or of all, and return of each whether it was done.

    Waves that are due by a cadence are made first, and events followed up, in all studies.
    """
    fielding_tasks.settle_mail()
    made, followed = fielding_tasks.make_due_waves(), fielding_tasks.follow_up()
    for problem in (*made.problems, *followed.problems):
        get_run_logger().error("%s", problem)
    for late in made.held:
        get_run_logger().warning(
            "wave %s, due %s, is held: release or skip it", late.where, late.due_at
        )
    tried: dict[Due, bool] = {}
    while fresh := [one for one in _due(study) if not one.held and one not in tried]:
        tried |= {one: _act(one) for one in fresh}
    for one in _due(study):
        if one.held:
            get_run_logger().warning("%s", one)
    return tried


@flow(name="deliver-mail", retries=3, retry_delay_seconds=60)
async def deliver_mail() -> int:
    """Empty the outbox and return how many messages left; tried again, nothing leaves twice.

    The flow may be tried again because each message is claimed before it leaves; what may have
    left is never sent again by itself.
    """
    fielding_tasks.settle_mail()
    try:
        return tasks.deliver_mail().accepted
    finally:
        unsettled = fielding_tasks.count_unsettled()
        if unsettled:
            get_run_logger().warning(
                "%d messages may have left: todenna mail list shows them.", unsettled
            )


@flow(name="purge")
async def purge(*, dry_run: bool = True) -> dict[str, dict[str, int]]:
    """Erase what was kept for its time, and return how many of which kind, study by study.

    Args:
        dry_run: only say what would be erased.
    """
    return {one.study: one.counts() for one in fielding_tasks.purge(dry_run=dry_run)}


def _due(study: str | None) -> list[Due]:
    return [one for one in fielding_tasks.list_due() if study in (None, one.where.study)]


def _act(due: Due) -> bool:
    try:
        fielding_tasks.act(due.where.study, due.where.wave, due.kind, due.step)
    except TodennaError as error:  # one wave that cannot go on must not hold up the others
        get_run_logger().error("%s: %s", due, error)
        return False
    return True
