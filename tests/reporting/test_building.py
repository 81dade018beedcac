import datetime
from collections.abc import Callable

from validation.rendering import wording
from validation.reporting import Material, build_report
from validation.verdicts import HypothesisVerdict


def test_the_report_names_study_wave_and_day(
    verdict_of: Callable[..., HypothesisVerdict], material_of: Callable[..., Material]
) -> None:
    material = material_of(verdict_of(), wave="2026", day=datetime.date(2026, 11, 23))
    report = build_report(material, wording("report", "sv"))
    assert (report.language, report.title, report.about) == ("sv", "The shop <b>", "Customers")
    assert [(fact.label, fact.value) for fact in report.facts] == [
        ("Omgång", "2026"), ("Rapportens datum", "23 november 2026"), ("Respondenter", "250"),
        ("Hypoteser", "1"),
    ]  # fmt: skip


def test_the_caution_comes_with_the_answer(material_of: Callable[..., Material]) -> None:
    report = build_report(material_of(), wording("report", "en"))
    assert "opt-in" in report.cautions[0]
    assert "fewer than 10 respondents" in report.hides


def test_the_same_material_gives_the_same_report(
    verdict_of: Callable[..., HypothesisVerdict], material_of: Callable[..., Material]
) -> None:
    words = wording("report", "fi")
    assert build_report(material_of(verdict_of()), words) == build_report(
        material_of(verdict_of()), words
    )
