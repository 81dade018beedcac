"""`python -m benchmarks.digests`: seconds from forty judged waves to trend, report and digests."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import numpy as np

from validation.claims import Choices, Column, Frame
from validation.files import read_library
from validation.language import SHIPPED
from validation.questionnaire import Questionnaire, bind_claims, build_questionnaire
from validation.rendering import render_trend
from validation.reporting import Material
from validation.settings import read_settings
from validation.stats import Design
from validation.steps.queueing import Telling
from validation.store import KeptAssessment, WaveKey
from validation.study import Reader, Study
from validation.trends import Trend, WaveMaterial, build_trend
from validation.verdicts import Planned, assess, build_plan
from validation.weighting import weigh

FIRST = date(2020, 1, 1)
QUARTER = 91
LEVELS = ("a", "b", "c")
ANSWERS = ("no", "yes")


def build_study(hypotheses: int, segments: int) -> Study:
    """Return a study of so many beliefs about shares, in so many segments of three levels."""
    splits = [f"split_{at}" for at in range(segments)]
    asked = [
        {"id": f"does_{at}", "type": "single", "text": f"Do you {at}?", "options": list(ANSWERS)}
        for at in range(hypotheses)
    ]
    about = [
        {"id": one, "type": "single", "text": one, "options": list(LEVELS), "background": True}
        for one in splits
    ]
    beliefs = [
        {"id": f"h{at}", "says": f"Most do {at}", "claim": claim_of(f"does_{at}")}
        for at in range(hypotheses)
    ]
    content = {"study": "waves", "items": [*asked, *about], "hypotheses": beliefs}
    return Study.model_validate(content | {"audience": {"segments": splits}})


def claim_of(item: str) -> dict[str, object]:
    """Return the claim that at least half answer yes."""
    return {"kind": "share", "item": item, "options": ["yes"], "at_least": 0.5}


def build_waves(study: Study, waves: int, n: int) -> Iterator[WaveMaterial]:
    """Yield waves of n people each; every tenth belief gains a little from wave to wave."""
    questionnaire = build_questionnaire(study, read_library())
    bound = bind_claims(study, questionnaire)
    planned = Planned(bound, build_plan(bound, questionnaire), questionnaire.asked())
    for wave in range(waves):
        frame, weighting = weigh(_frame(questionnaire, n, wave), study.audience.margins)
        yield WaveMaterial(
            wave=f"w{wave:02d}",
            at=FIRST + timedelta(days=QUARTER * wave),
            questionnaire=questionnaire,
            frame=frame,
            assessment=assess(planned, frame, weighting),
        )


def measure(waves: int, hypotheses: int, segments: int, n: int, readers: int) -> dict[str, object]:
    """Return the seconds of each piece of work, with what it was done on."""
    study = build_study(hypotheses, segments)
    lined = list(build_waves(study, waves, n))
    bound = bind_claims(study, lined[-1].questionnaire)
    before = build_trend(bound, lined[:-1])
    started = perf_counter()
    trend = build_trend(bound, lined, before=before)
    built = perf_counter()
    material = _material(bound, lined[-1])
    page = render_trend(material, trend, "en")
    rendered = perf_counter()
    written = _write_mails(material, trend, readers)
    ended = perf_counter()
    return {
        "waves": waves, "series": len(trend.series), "respondents": n, "news": len(trend.news),
        "trend": round(built - started, 2), "page": round(rendered - built, 2),
        "page_megabytes": round(len(page) / 1e6, 1), "mails": written,
        "digests": round(ended - rendered, 2),
    }  # fmt: skip


def _frame(questionnaire: Questionnaire, n: int, wave: int) -> Frame:
    random = np.random.default_rng(wave)
    columns: dict[str, Column] = {}
    for number, item in enumerate(questionnaire.items()):
        codes = tuple(choice.code for choice in item.choices)
        if item.id.startswith("does_"):
            share = 0.55 + (0.01 * wave if number % 10 == 0 else 0.0)
            chosen = (random.random(n) < share).astype(np.int8)
        else:
            chosen = random.integers(0, len(codes), n, dtype=np.int8)
        columns[item.id] = Choices(chosen, codes)
    return Frame(columns, Design(n))


def _material(study: Study, newest: WaveMaterial) -> Material:
    return Material(
        study, newest.questionnaire, newest.assessment, (), wave=newest.wave, day=newest.at
    )


def _write_mails(material: Material, trend: Trend, readers: int) -> int:
    """Render a digest once a language, and make the message of each reader."""
    moment = datetime(2030, 1, 1, tzinfo=UTC)
    told = KeptAssessment(WaveKey("waves", trend.waves[-1].wave), 1, material.assessment, moment)
    home = {"TODENNA_HOME": str(Path("out") / "benchmark")}
    telling = Telling(told, material, trend, read_settings(home))
    people = [
        Reader(address=f"reader{at}@example.com", language=SHIPPED[at % len(SHIPPED)])
        for at in range(readers)
    ]
    in_words = {language: telling.render(language) for language in SHIPPED}
    return sum(len(one.model_dump_json()) > 0 for one in telling.write(in_words, people))


def main() -> None:
    """Print the measurement as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("waves", 40), ("hypotheses", 50), ("segments", 5), ("n", 1_000)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--readers", type=int, default=10_000)
    sys.stdout.write(json.dumps(measure(**vars(parser.parse_args()))) + "\n")


if __name__ == "__main__":
    main()
