"""A study and answers that have nothing to do with the examples: freight, two-stage, weighted.

The numbers are those of tests/golden/examples/foreign_study.R, which reads the answers that this
file writes to the standard output when it is run as a script.
"""

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from validation.steps import Source, assess_responses, prepare_study
from validation.verdicts import Assessment, Verdict

Golden = dict[str, Any]
HEADER = (
    "resp;sector;firm;site;firms;sites;wt;SAT;EXP;REC;HRS;TOOLS;FIRST;P_price;P_speed;P_care;"
    "ROLE;STAFF;MISSED;SAW;ASKED;ORDERED"
)
ROLES = ("buyer", "planner", "driver")
TOOLS = ("portal", "phone", "mail")
STUDY = """
study: freight-2027
title: What shippers expect of their carrier
languages: [en]
stages:
  - {id: order, title: Ordering}
  - {id: carry, title: Carriage}
audience:
  who: Firms that ship with us
  sample: probability
  reaches: [leads, customers]
  segments: [role, size]
  margins: {role: {buyer: 0.25, planner: 0.35, driver: 0.4}}
personas:
  - {id: dispatcher, title: Dispatcher, when: {role: planner, size: [small, middle]}}
touchpoints:
  - {id: portal, title: Portal, media: owned, stage: order}
items:
  - {id: content, stage: carry, type: rating, scale: {from: 1, to: 7}, text: How content are you?}
  - {id: expected, stage: order, type: rating, scale: {from: 1, to: 7}, text: What was expected?}
  - {id: would_recommend, type: rating, scale: {from: 0, to: 10}, text: Would you recommend us?}
  - {id: hours, stage: carry, type: number, min: 0, max: 200, text: Hours until an answer came?}
  - {id: tools, type: multi, options: {portal: Portal, phone: Phone, mail: E-mail}, text: Which?}
  - {id: first, type: single, options: {portal: Portal, phone: Phone, mail: E-mail}, text: First?}
  - {id: matters, type: ranking, options: [price, speed, care], text: What matters most?}
  - {id: role, type: single, background: true, options: [buyer, planner, driver], text: Your role?}
  - {id: staff, type: number, background: true, text: How many work at your firm?}
  - {id: size, type: bands, of: staff, bands: {small: [1, 19], middle: [20, 99], large: [100, null]}}
  - {id: missed, type: text, text: What did we not ask?}
  - {id: saw, type: single, options: [yes, no], text: Have you seen our prices?}
  - {id: asked, type: single, options: [yes, no], text: Have you asked for an offer?}
  - {id: ordered, type: single, options: [yes, no], text: Have you ordered?}
hypotheses:
  - {id: portal-known, says: Most use it, claim: {kind: share, item: tools, options: portal, at_least: 0.5}}
  - {id: day, says: Answered in a day, claim: {kind: share, item: hours, to: 24, between: [0.6, 0.9]}}
  - {id: fine, says: Content, claim: {kind: level, item: content, at_least: 5}}
  - {id: promoters, says: They promote, claim: {kind: score, score: nps, item: would_recommend, at_least: 20}}
  - id: buyers
    says: Buyers are more content than drivers
    claim: {kind: difference, item: content, segment: role, higher: buyer, lower: driver}
  - id: large-portal
    says: Large firms use the portal more than small ones
    claim: {kind: difference, of: share, item: tools, options: portal, segment: size, higher: large, lower: small}
  - {id: sinks, says: Expectations sink, claim: {kind: comparison, higher: expected, lower: content}}
  - {id: portal-first, says: It comes first, claim: {kind: ranking, item: first, top: portal}}
  - {id: speed-first, says: Speed matters, claim: {kind: ranking, item: matters, top: [speed]}}
  - {id: ways, says: As planned, claim: {kind: distribution, item: first, shares: {portal: 0.5, phone: 0.3}, within: 0.2}}
  - {id: loyal, says: It pays, claim: {kind: association, item: content, with: would_recommend, direction: positive, at_least: 0.2}}
  - {id: by-role, says: Roles differ, claim: {kind: association, item: first, with: role}}
  - id: dispatchers
    persona: dispatcher
    says: Dispatchers are content
    claim: {kind: share, item: content, from: 6, at_least: 0.2}
    forecast: {sales: 0.6}
  - id: buyers-higher
    says: Buyers tend to be more content
    claim: {kind: ordinal, item: content, segment: role, higher: buyer, lower: driver}
  - id: sizes-alike
    says: Small and large firms are as content
    claim: {kind: equivalence, item: content, segment: size, groups: [small, large], within: 1.2}
  - id: portal-alike
    says: As many use the portal
    claim: {kind: equivalence, of: share, item: tools, options: portal, segment: role,
            groups: [planner, [buyer, driver]], within: 0.02}
  - id: lost-asking
    says: Most are lost between the price and the offer
    claim: {kind: drop_off, funnel: [saw, asked, ordered], options: [yes], largest_at: asked}
  - id: lost-late
    says: Most are lost after the offer
    claim: {kind: drop_off, funnel: [saw, asked, ordered], options: [yes], largest_at: ordered}
data:
  columns: {SAT: content, EXP: expected, REC: would_recommend, HRS: hours, TOOLS: tools, FIRST: first,
            P_price: matters.price, P_speed: matters.speed, P_care: matters.care, ROLE: role,
            STAFF: staff, MISSED: missed, SAW: saw, ASKED: asked, ORDERED: ordered}
  id: resp
  weight: wt
  strata: sector
  cluster: [firm, site]
  population: [firms, sites]
  missing: {refused: ["-9"], dont_know: [DK]}
decision: {confidence: 0.9, adjust: holm, minimum_answers: 30}
"""  # noqa: E501 (a study file has long lines)


def rows() -> Iterator[list[object]]:
    """Answers of 4 sectors, of each 9 firms, of each 2 or 3 sites, of each 3 to 7 people."""
    draw = random.Random(2027).random  # noqa: S311 (answers, not secrets)
    walk = random.Random(31).random  # noqa: S311 (see above)
    person = 0
    for sector, firms in (("food", 40), ("metal", 60), ("paper", 25), ("retail", 90)):
        for firm in range(9):
            mood, sites, staff = draw() - 0.5, 2 + int(3 * draw()), int(3 + 300 * draw() ** 3)
            sampled = min(sites, 2 + firm % 2)
            for site in range(sampled):
                for _ in range(3 + int(5 * draw())):
                    person += 1
                    weight = firms / 9 * sites / sampled * (1 + draw())
                    design = [person, sector, f"{sector}{firm}", f"{sector}{firm}-{site}"]
                    yield [
                        *design,
                        firms,
                        sites,
                        round(weight, 4),
                        *answers(draw, mood),
                        staff,
                        "",
                        *steps(walk),
                    ]


def answers(draw: Callable[[], float], mood: float) -> list[object]:
    role = ROLES[int(3 * draw())]
    liking = (draw() + draw() + draw()) / 3 + mood / 3 + (0.08 if role == "buyer" else 0)
    content = min(7, max(1, int(1 + 8 * liking)))
    expected = min(7, max(1, int(2.5 + 5 * (liking + draw()) / 2 + draw())))
    recommend = min(10, max(0, int(12 * (liking + draw() / 3) - 0.5)))
    hours = "-9" if draw() < 0.05 else int(3 + 50 * draw() * draw())
    tools = [tool for tool, share in zip(TOOLS, (0.62, 0.5, 0.3), strict=True) if draw() < share]
    first = TOOLS[min(2, int(3.4 * draw() ** (1.2 if role == "driver" else 1.9)))]
    order = sorted(("price", "speed", "care"), key=lambda one: draw() - 0.3 * (one == "speed"))
    places = [order.index(one) + 1 for one in ("price", "speed", "care")]
    asked = "DK" if draw() < 0.04 else content
    return [asked, expected, recommend, hours, "|".join(tools or ["phone"]), first, *places, role]


def steps(walk: Callable[[], float]) -> list[str]:
    got_to = next((place for place, lost in enumerate((0.1, 0.55, 0.2)) if walk() < lost), 3)
    reached = ["yes" if place < got_to else "no" for place in range(3)]
    # some have ordered without an offer, and some do not say whether they have
    if walk() < 0.05:
        reached[2] = "yes" if walk() < 0.5 else ""
    return reached


def written() -> str:
    lines = (";".join(str(cell) for cell in row) for row in rows())
    return "\n".join([HEADER, *lines]) + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("freight")
    (made / "study.yaml").write_text(STUDY, encoding="utf-8")
    (made / "answers.csv").write_text(written(), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def assessment(folder: Path) -> Assessment:
    prepared = prepare_study(folder / "study.yaml")
    return assess_responses(prepared, Source(folder / "answers.csv")).assessment


@pytest.fixture(scope="module")
def expected(golden: Callable[[str], Golden]) -> Golden:
    return golden("foreign_study")


def test_every_number_of_the_whole_is_that_of_r(
    assessment: Assessment, expected: Golden, check_figures: Callable[..., None]
) -> None:
    assert [one.id for one in assessment.hypotheses] == list(expected["hypotheses"])
    for hypothesis in assessment.hypotheses:
        check_figures(hypothesis, expected["hypotheses"][hypothesis.id])


def test_every_effect_is_that_of_r(assessment: Assessment, expected: Golden) -> None:
    effects = {one.id: one.effect_size for one in assessment.hypotheses}
    assert all(effects.values())
    found = {name: (one.value, one.ci_low, one.ci_high) for name, one in effects.items() if one}
    assert found == {
        name: pytest.approx(numbers, rel=1e-7) for name, numbers in expected["effects"].items()
    }


@pytest.mark.parametrize("variable", ["role", "size"])
def test_every_number_of_every_segment_is_that_of_r(
    variable: str, assessment: Assessment, expected: Golden, check_split: Callable[..., None]
) -> None:
    for hypothesis in assessment.hypotheses:
        check_split(hypothesis, variable, expected["segments"][variable].get(hypothesis.id))


def test_weights_are_raked_from_those_of_the_file(assessment: Assessment, expected: Golden) -> None:
    hearing, kish = assessment.hearing, expected["weighting"]
    assert assessment.n == kish["n"]
    assert hearing.n_effective == pytest.approx(kish["n_effective"], rel=1e-9)
    assert hearing.deff == pytest.approx(kish["deff"], rel=1e-9)
    assert hearing.largest_weight == pytest.approx(kish["largest"], rel=1e-9)
    assert [line.after for line in hearing.margins] == pytest.approx([0.25, 0.35, 0.4])
    assert set(hearing.assumptions) == {"response_rate_unknown", "plan_after_data"}


def test_all_kinds_and_all_but_one_of_the_verdicts_occur(assessment: Assessment) -> None:
    kinds = {one.kind for one in assessment.hypotheses}
    assert len(kinds) == 11
    verdicts = {one.verdict for one in assessment.hypotheses}
    assert verdicts >= {Verdict.SUPPORTED, Verdict.REFUTED, Verdict.INCONCLUSIVE}


def test_the_order_of_the_rows_means_nothing(folder: Path, assessment: Assessment) -> None:
    header, *lines = written().splitlines()
    turned = folder / "turned.csv"
    turned.write_text("\n".join([header, *reversed(lines)]) + "\n", encoding="utf-8")
    prepared = prepare_study(folder / "study.yaml")
    again = assess_responses(prepared, Source(turned)).assessment
    for one, other in zip(assessment.hypotheses, again.hypotheses, strict=True):
        assert other.verdict is one.verdict
        assert other.p_value == pytest.approx(one.p_value, rel=1e-9)
        assert other.estimate == pytest.approx(one.estimate, rel=1e-9)


if __name__ == "__main__":
    sys.stdout.write(written())
