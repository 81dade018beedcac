"""The flows of one study: each a few steps in order, none of them thinking."""

from pathlib import Path

from prefect import flow, get_run_logger

from flows import artifacts, tasks
from flows.logs import tell_plainly

tell_plainly()


@flow(name="generate-survey")
async def generate_survey(study_file: str) -> str:
    """Keep a study, freeze its plan, and show its questionnaire.

    Args:
        study_file: the study file, a path on the machine where the flow runs.
    """
    generated = tasks.generate_survey(study_file)
    await artifacts.link_pages("questionnaire", generated.study, generated.pages)
    return generated.study


@flow(name="import-responses")
async def import_responses(
    study_file: str, answers_file: str, wave: str | None = None, *, replace: bool = False
) -> str:
    """Keep the answers of a file; the same file adds nothing.

    Args:
        study_file: the study file, a path on the machine where the flow runs.
        answers_file: the answers as CSV or XLSX, a path likewise.
        wave: which wave of the file, such as 2014.
        replace: put the file in the place of all that the wave holds.
    """
    kept = tasks.import_responses(study_file, answers_file, wave, replace=replace)
    if kept.differing:
        get_run_logger().warning(
            "%s To put the file in place of all: replace=true.", kept.notes[-1]
        )
    return kept.where.wave


@flow(name="import-waves")
async def import_waves(study_file: str, answers_file: str, waves: list[str]) -> list[str]:
    """Keep and judge earlier waves of a file, against which a later one is compared.

    Args:
        study_file: the study file, a path on the machine where the flow runs.
        answers_file: the answers as CSV or XLSX, a path likewise.
        waves: which waves of the file, such as 2010 and 2012.
    """
    kept = [tasks.import_responses(study_file, answers_file, one, replace=False) for one in waves]
    for one in kept:
        tasks.assess_wave(one.where.study, one.where.wave)
    return [one.where.wave for one in kept]


@flow(name="validate-wave")
async def validate_wave(study: str, wave: str) -> list[Path]:
    """Say which hypotheses the answers of a wave support, and write its report.

    Args:
        study: the id of the study.
        wave: the name of the wave, 1 where the file of answers had none.
    """
    assessment = tasks.assess_wave(study, wave)
    await artifacts.show_verdicts(assessment, wave)
    pages = tasks.write_report(study, wave)
    await artifacts.link_pages("report", f"{study}-{wave}", pages)
    return list(pages)


@flow(name="send-digest")
async def send_digest(study: str, wave: str) -> int:
    """Tell the readers of a study what a wave says, once, and return how many messages left.

    Args:
        study: the id of the study.
        wave: the name of the wave.
    """
    tasks.queue_digest(study, wave)
    return tasks.deliver_mail().accepted


@flow(name="validate-study")
async def validate_study(study_file: str, answers_file: str, wave: str | None = None) -> list[Path]:
    """Go the whole way, from a study file and a file of answers to report and digest.

    Args:
        study_file: the study file, a path on the machine where the flow runs.
        answers_file: the answers as CSV or XLSX, a path likewise.
        wave: which wave of the file, such as 2014.
    """
    study = await generate_survey(study_file)
    kept = await import_responses(study_file, answers_file, wave)
    pages = await validate_wave(study, kept)
    await send_digest(study, kept)
    return pages
