import re
from importlib.resources import files
from string import Formatter
from typing import get_args

import pytest
from ruamel.yaml import YAML

import survey_templates
from validation.claims import Claim, EffectName, Magnitude, Unit
from validation.language import SHIPPED, LocalizedText
from validation.rendering import wording
from validation.reporting.formatting import DECIMALS, Kind
from validation.reporting.readings import APART, PLAIN, READINGS, Told
from validation.verdicts import Assumption, Verdict

TEXTS = files(survey_templates) / "texts"
TEMPLATES = files(survey_templates) / "report"


def texts_of(name: str) -> dict[str, LocalizedText]:
    content = YAML(typ="safe", pure=True).load((TEXTS / name).read_text("utf-8"))
    return {key: LocalizedText.model_validate(text) for key, text in content.items()}


REPORT = texts_of("report.yaml")
TREND = texts_of("trend.yaml")


def test_every_word_that_the_templates_use_is_there() -> None:
    used = [
        key
        for path in TEMPLATES.iterdir()
        if path.name.endswith(".j2")
        for key in re.findall(r'words\("(\w+)"[,)]', path.read_text("utf-8"))
    ]
    assert len(used) > 10
    assert set(used) <= {*REPORT, *TREND}


def test_every_part_of_the_page_has_its_heading() -> None:
    page = (TEMPLATES / "report.html.j2").read_text("utf-8")
    [parts] = re.findall(r"set parts = \[(.*)\]", page)
    assert {f"part_{name}" for name in re.findall(r'"(\w+)"', parts)} <= set(REPORT)


def test_every_verdict_on_every_kind_of_number_is_a_sentence() -> None:
    verdicts = (Verdict.SUPPORTED, Verdict.REFUTED, Verdict.INCONCLUSIVE)
    keys = [f"{verdict}_{told}" for verdict in verdicts for told in get_args(Told)]
    for key in keys:
        for language in SHIPPED:
            sentence = wording("report", language)(key, estimate="E", interval="I", claimed="C")
            assert {"E", "I", "C"} <= set(re.findall(r"\b[EIC]\b", sentence))
            assert sentence[0].isupper()
            assert sentence.endswith(".")


def test_every_kind_of_claim_has_its_reading() -> None:
    kinds = {get_args(one)[0] if get_args(one) else one for one in get_args(get_args(Claim)[0])}
    assert READINGS.keys() == {get_args(kind.model_fields["kind"].annotation)[0] for kind in kinds}


def test_every_unit_of_a_claim_has_its_kind_of_number() -> None:
    assert PLAIN.keys() == APART.keys() == set(get_args(Unit))
    assert set(DECIMALS) == set(get_args(Kind))


def test_every_word_that_is_made_of_a_name_is_there() -> None:
    made = {f"forest_{kind}" for kind in get_args(Kind)}
    made |= {f"assumed_{name}" for name in get_args(Assumption)}
    made |= {f"effect_{name}" for name in get_args(EffectName)}
    made |= {f"magnitude_{name}" for name in get_args(Magnitude)}
    for verdict in Verdict:
        key = str(verdict).replace(" ", "_")
        made |= {f"verdict_{key}", f"heading_{key}"}
    assert made <= set(REPORT)


@pytest.mark.parametrize("what", ["answers", "n", "n_effective", "df"])
def test_what_is_lacking_is_said_of_all_and_of_a_group(what: str) -> None:
    assert {"group"} == blanks_of(REPORT[f"too_few_{what}_group"].within("en")) - blanks_of(
        REPORT[f"too_few_{what}"].within("en")
    )


def blanks_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
