"""From a study file to its questionnaire and its plan."""

from dataclasses import dataclass
from pathlib import Path

from validation.files import read_library, read_study
from validation.questionnaire import Questionnaire, bind_claims, build_questionnaire
from validation.study import Study
from validation.verdicts import Plan, build_plan


@dataclass(frozen=True, slots=True)
class Prepared:
    """A study whose claims are bound to the items of its questionnaire, and its plan."""

    study: Study
    questionnaire: Questionnaire
    plan: Plan


def prepare_study(path: Path) -> Prepared:
    """Return the study of a file with its questionnaire and plan.

    Raises:
        TodennaError: the file cannot be read, or something in it is wrong.
    """
    study = read_study(path)
    questionnaire = build_questionnaire(study, read_library())
    bound = bind_claims(study, questionnaire)
    return Prepared(bound, questionnaire, build_plan(bound, questionnaire))
