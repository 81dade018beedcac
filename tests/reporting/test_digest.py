from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from validation.files import read_library
from validation.language import SHIPPED
from validation.questionnaire import build_questionnaire
from validation.rendering.digest import digest_words
from validation.reporting import Material
from validation.reporting.digest import Digest, build_digest
from validation.reporting.model import Forest
from validation.study import Study
from validation.verdicts import Assessment, HypothesisVerdict, Verdict

S, R, OPEN, FEW = Verdict
ONE_MORE = (
    "And 1 more hypothesis in the report – refuted: 0, supported: 0, open: 0, too few answers: 1."
)
THREE_MORE = (
    "And 3 more hypotheses in the report – refuted: 0, supported: 0, open: 3, too few answers: 0."
)
RATE_UNKNOWN = (
    "The response rate is not known: the answers came from a file that does not say how many were "
    "asked."
)

Materials = Callable[..., Material]


@pytest.fixture
def told(material_of: Materials) -> Callable[..., Digest]:
    """Return the digest of a study in which every verdict is of a hypothesis about a share."""

    def make(verdicts: Sequence[Verdict], language: str = "en", **keys: Any) -> Digest:  # noqa: ANN401 (fields of Material)
        named = {name: keys.pop(name) for name in ("report", "stop") if name in keys}
        title = keys.pop("title", {"en": "Mobile operators", "fi": "Operaattorit"})
        says = keys.pop("says", {"en": "Most are content", "fi": "Useimmat ovat tyytyväisiä"})
        usual = material_of(**keys)
        study = study_of(len(verdicts), title, says)
        material = replace(
            usual,
            study=study,
            questionnaire=build_questionnaire(study, read_library()),
            assessment=assessment_of(usual.assessment, verdicts),
        )
        return build_digest(material, digest_words(language), **named)

    return make


def study_of(count: int, title: object, says: object) -> Study:
    claim = {"kind": "share", "item": "content", "from": 4, "at_least": 0.5}
    return Study.model_validate(
        {
            "study": "shop",
            "title": title,
            "languages": ["en", "fi"],
            "items": [{"id": "content", "text": "Content?", "type": "rating",
                       "scale": {"from": 1, "to": 5}}],
            "hypotheses": [{"id": f"h{at}", "says": says, "claim": claim} for at in range(count)],
            "digest": {"to": ["research@example.com"], "send": "always"},
        }
    )  # fmt: skip


def assessment_of(usual: Assessment, verdicts: Sequence[Verdict]) -> Assessment:
    told = tuple(
        HypothesisVerdict(
            id=f"h{at}", kind="share", unit="share", says="x", caveat=None, stage=None,
            aspect=None, persona=None, verdict=verdict, low=0.5, high=None, smallest_effect=0.1,
            estimate=0.6, ci_low=0.55, ci_high=0.65, n=0 if verdict is FEW else 200,
        )
        for at, verdict in enumerate(verdicts)
    )  # fmt: skip
    return usual.model_copy(update={"hypotheses": told, "family": len(verdicts)})


@pytest.mark.parametrize(
    ("verdicts", "en", "fi", "sv"),
    [
        ([S, S, R, R, OPEN], "2 of 5 hypotheses hold, 2 do not",
         "5 hypoteesista 2 pitää paikkansa, 2 ei", "2 av 5 hypoteser stämmer, 2 gör det inte"),
        ([S, R, OPEN], "1 of 3 hypotheses holds, 1 does not",
         "3 hypoteesista 1 pitää paikkansa, 1 ei", "1 av 3 hypoteser stämmer, 1 gör det inte"),
        ([S, S, FEW], "2 of 3 hypotheses hold, none is refuted",
         "3 hypoteesista 2 pitää paikkansa, mikään ei kumoudu",
         "2 av 3 hypoteser stämmer, ingen motsägs"),
        ([R, OPEN], "1 of 2 hypotheses does not hold, none has support yet",
         "2 hypoteesista 1 ei pidä paikkaansa, tukea ei saa vielä mikään",
         "1 av 2 hypoteser stämmer inte, ingen har stöd ännu"),
        ([OPEN, FEW], "None of 2 hypotheses is settled yet",
         "Yksikään 2 hypoteesista ei ole vielä ratkennut", "Ingen av 2 hypoteser är avgjord ännu"),
        ([S], "The hypothesis holds", "Hypoteesi pitää paikkansa", "Hypotesen stämmer"),
        ([FEW], "There are too few answers to judge the hypothesis",
         "Hypoteesin arviointiin on liian vähän vastauksia",
         "Svaren är för få för att hypotesen ska kunna bedömas"),
        ([], "No hypothesis was tested", "Yhtään hypoteesia ei testattu", "Ingen hypotes prövades"),
    ],
)  # fmt: skip
def test_the_heading_is_the_result(
    verdicts: Sequence[Verdict], en: str, fi: str, sv: str, told: Callable[..., Digest]
) -> None:
    assert [told(verdicts, language).headline for language in ("en", "fi", "sv")] == [en, fi, sv]


def test_the_subject_says_the_result_the_study_and_the_wave(told: Callable[..., Digest]) -> None:
    assert told([S, R]).subject == "1 of 2 hypotheses holds, 1 does not (Mobile operators)"
    assert told([S], "fi", wave="2026-3").subject == (
        "Hypoteesi pitää paikkansa (Operaattorit, kierros 2026-3)"
    )


def test_a_subject_is_one_short_line_whatever_the_study_is_called(
    told: Callable[..., Digest],
) -> None:
    subject = told([S, R] * 500, title="A very\nlong\u00a0title " * 40, wave="w" * 300).subject
    assert subject.isprintable()
    assert len(subject) <= 200


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("verdicts", [[S], [R], [OPEN], [FEW], []])
@pytest.mark.parametrize("says", ["x", "A statement of usual length", "A long statement " * 20])
def test_a_preheader_has_40_to_90_characters(
    language: str, verdicts: Sequence[Verdict], says: str, told: Callable[..., Digest]
) -> None:
    preheader = told(verdicts, language, says=says).preheader
    assert 40 <= len(preheader) <= 90
    assert "250" in preheader


def test_the_preheader_tells_the_first_row(told: Callable[..., Digest]) -> None:
    assert told([S, R]).preheader == "This does not hold: “Most are content”. Respondents: 250."
    assert told([OPEN, S]).preheader == "This is what holds: “Most are content”. Respondents: 250."


def test_every_verdict_is_counted(told: Callable[..., Digest]) -> None:
    tallies = told([S, S, R, OPEN]).tallies
    assert [(one.sign, one.word, one.count) for one in tallies] == [
        ("●", "supported", "2"),
        ("✕", "refuted", "1"),
        ("□", "open", "1"),
        ("–", "too few answers", "0"),
    ]


@pytest.mark.parametrize(
    ("verdicts", "more"),
    [
        ([R] * 20, ""),
        ([FEW] + [R] * 20, ONE_MORE),
        ([OPEN] * 8 + [S] * 7 + [R] * 8, THREE_MORE),
    ],
)
def test_the_rest_after_twenty_rows_is_counted(
    verdicts: Sequence[Verdict], more: str, told: Callable[..., Digest]
) -> None:
    digest = told(verdicts)
    assert len(digest.rows) == 20
    assert digest.more == more


def test_the_chart_states_its_conclusion(told: Callable[..., Digest]) -> None:
    digest = told([S, R, OPEN, FEW])
    assert digest.chart is not None
    assert digest.chart_says == (
        "Chart of the claims and their intervals (Shares). "
        "Hypotheses by number – supported: 1; refuted: 2; open: 3."
    )


def test_the_chart_has_room_for_eight_claims_of_two_lines(told: Callable[..., Digest]) -> None:
    chart = told([S] * 12, says="A long statement " * 20).chart
    assert chart is not None
    assert isinstance(chart.picture, Forest)
    assert len(chart.picture.marks) == 8
    assert {len(mark.label) for mark in chart.picture.marks} <= {93, 94}


def test_no_chart_is_drawn_of_nothing(told: Callable[..., Digest]) -> None:
    digest = told([FEW])
    assert (digest.chart, digest.chart_says) == (None, "")


def test_the_quality_of_the_answers_is_told(told: Callable[..., Digest]) -> None:
    assert told([S, FEW]).quality == (
        "Respondents: 250.",
        "Response rate: not known.",
        "Weighted: the answers are worth 200 unweighted ones (design effect 1.25).",
        "No number is hidden.",
    )
    unknown = ("response_rate_unknown", "no_correction_for_non_response")
    assert told([S], hearing={"assumptions": unknown}).quality[1:3] == (
        RATE_UNKNOWN,
        "Not weighted: the answers are as they came in.",
    )
    known = told([S], "fi", hearing={"response_rate": 0.4321})
    assert known.quality[1] == "Vastausprosentti: 43,2\u00a0%."


def test_hidden_numbers_are_counted(
    material_of: Materials, verdict_of: Callable[..., HypothesisVerdict]
) -> None:
    one = material_of(verdict_of("good", n=7), verdict_of("better"))
    two = material_of(verdict_of("good", n=7), verdict_of("better", n=8))
    assert build_digest(one, digest_words("en")).quality[-1] == (
        "The numbers of 1 hypothesis are hidden: fewer than 10 respondents stand behind them."
    )
    assert build_digest(two, digest_words("en")).quality[-1] == (
        "The numbers of 2 hypotheses are hidden: fewer than 10 respondents stand behind them."
    )


def test_a_chart_leaves_hidden_numbers_out(
    material_of: Materials, verdict_of: Callable[..., HypothesisVerdict]
) -> None:
    material = material_of(verdict_of("good", n=7))
    assert build_digest(material, digest_words("en")).chart is None


def test_cautions_say_who_was_heard_and_how_it_was_decided(told: Callable[..., Digest]) -> None:
    cautions = told([S] * 4, deviations=("One claim was changed.",)).cautions
    assert cautions[1:4] == (
        "Could not be heard: prospects, leads.",
        "The plan was made after the data existed.",
        "The plan was departed from in 1 place; the report says where.",
    )
    assert cautions[4].startswith("The 4 claims are judged together (Holm)")
    assert cautions[5].startswith("The intervals hold at 95% each and are unadjusted")
    two = told([S], deviations=("One.", "Two.")).cautions
    assert "The plan was departed from in 2 places; the report says where." in two
    assert not any("departed" in one for one in told([S], deviations=()).cautions)


@pytest.mark.parametrize(
    ("at", "says", "href"),
    [
        ("https://example.com/r/1", "Read the whole report", "https://example.com/r/1"),
        ("reports/shop.en.html", "The whole report is in the file:", ""),
        ("javascript:alert(1)", "The whole report is in the file:", ""),
    ],
)
def test_the_report_is_a_link_or_a_file(
    at: str, says: str, href: str, told: Callable[..., Digest]
) -> None:
    place = told([S], report=at).report
    assert place is not None
    assert (place.says, place.at, place.href) == (says, at, href)


def test_the_reader_learns_why_the_mail_came_and_how_to_end_it(
    told: Callable[..., Digest],
) -> None:
    digest = told([S], stop="https://example.com/stop/1")
    assert digest.why[0].startswith("You get this e-mail because your address is on the digest")
    assert digest.why[1] == "It comes after every wave."
    assert digest.stop is not None
    assert digest.stop.href == "https://example.com/stop/1"
    assert told([S]).stop is None
    assert told([S], stop="no address").stop is None
