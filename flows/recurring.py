"""The flows that let studies repeat: one study's turn, and the digests of all."""

from typing import Annotated

from prefect import flow
from pydantic import Field

from flows import artifacts, fielding_tasks, recurring_tasks, tasks
from flows.fielding import advance
from flows.logs import tell_plainly
from flows.recurring_tasks import SeenWave
from validation.errors import TodennaError

SHOWN = 3  # waves of a study, the last ones

tell_plainly()


@flow(name="field-study", flow_run_name="{study}")
async def field_study(study: Annotated[str, Field(min_length=1)]) -> int:
    """Make the waves of a study that are due, do what is due in them, and show how far they are.

    Of several waves it also shows the trend.
    What is due, the tables of Todenna say, not the time at which this was started: started twice
    it does nothing twice, and started late it catches up.

    Args:
        study: the id of the study.
    """
    advance(study)
    waves = recurring_tasks.list_waves(study)
    for one in waves[-SHOWN:]:
        if one.fielded:
            await artifacts.show_progress(fielding_tasks.show_fieldwork(study, one.wave))
        if one.assessed:
            await artifacts.show_verdicts(
                recurring_tasks.recall_verdicts(study, one.wave), one.wave
            )
    if sum(one.assessed for one in waves) > 1:
        trend, pages = recurring_tasks.build_trend(study)
        await artifacts.show_trend(study, trend)
        await artifacts.link_pages("trend", study, pages)
    return len(waves)


@flow(name="send-digests")
async def send_digests() -> int:
    """Tell the readers of all studies what is new in their last wave, each reader once.

    Whoever was told is not told again, and without news nobody is; `deliver-mail` sends it. Waves
    that were imported are told of by hand (`send-digest`).
    """
    last = {one.study: one for one in recurring_tasks.list_waves() if one.fielded and one.assessed}
    told = [_queue_digest(one) for one in last.values()]
    problems = [str(one) for one in told if isinstance(one, TodennaError)]
    if problems:
        listed = "\n  - ".join(("Mend what they say; all others were told of.", *problems))
        found = f"{len(problems)} of {len(last)} studies of which nobody could be told"
        raise TodennaError(f"digests: found {found}, must be none. {listed}")
    return sum(one for one in told if isinstance(one, int))


def _queue_digest(last: SeenWave) -> int | TodennaError:
    """Return how many messages are new, or why nobody can be told; the others must be told."""
    try:
        return tasks.queue_digest(last.study, last.wave).new
    except TodennaError as error:
        return error
