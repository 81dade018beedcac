"""`python -m flows` lists and runs flows."""

import pytest

from flows.__main__ import main

pytestmark = [pytest.mark.xdist_group("prefect"), pytest.mark.usefixtures("home")]


def test_usage_is_shown_where_nothing_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "run NAME key=value" in capsys.readouterr().out


def test_flows_are_listed_with_their_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    out = capsys.readouterr().out
    assert "validate-wave: Say which hypotheses" in out
    assert "study=… wave=…" in out


@pytest.mark.usefixtures("prefect")
def test_flow_is_run_by_its_name(
    mobile: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "generate-survey", f"study_file={mobile['study_file']}"]) == 0
    assert capsys.readouterr().out.strip() == "mobile-operator"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["run", "nothing"], "flow 'nothing': found no such flow, must be one of generate-survey"),
        (["run"], "flow '': found no such flow"),
        (["run", "validate-wave", "wav=1"], "'wav=1': found no parameter, must be one of study"),
    ],
)
def test_wrong_name_or_parameter_is_one_sentence(
    arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    assert expected in capsys.readouterr().err
