"""A small library and studies to build questionnaires from."""

from collections.abc import Callable
from typing import Any

import pytest

from validation.questionnaire import Library
from validation.study import Study

YES_NO = {"yes": {"en": "Yes", "fi": "Kyllä"}, "no": {"en": "No", "fi": "Ei"}}
ASKS = {"en": "How easy: {{ about }}?", "fi": "Kuinka helppoa: {{ about }}?"}


def template(name: str, **keys: Any) -> dict[str, Any]:  # noqa: ANN401 (as in a file)
    """Return an item template as a file has it."""
    return {"id": name, "source": "test", "stems": {"about": ASKS, "stage": ASKS}, **keys}


@pytest.fixture
def library() -> Library:
    """Return a library in English and Finnish with one template of each sort."""
    rating = {"type": "rating", "scale": "ease"}
    general = {"en": "Recommend us?", "fi": "Suositteletko?"}
    items = [
        template("ease", aspects=["pain"], counts=[1, 2], offers=["not_applicable"], **rating),
        template("agreement", aspects=["thought"], counts=[4, 5], stems={"says": ASKS}, **rating),
        template("did", aspects=["action"], type="single", options=YES_NO, counts=["yes"]),
        template("met", aspects=["touchpoint"], type="multi", options_from="touchpoints"),
        template("noticed", aspects=["message"], type="single", options=YES_NO, counts=["yes"],
                 stems={"message": ASKS}),
        template("recommend", scores=["nps"], general=True, type="rating", scale="nps",
                 counts=[9, 10], stems={"general": general}),
        template("open", role="open", type="text"),
        template("reached", role="screener", kinds=["drop_off"], type="multi",
                 options_from="stages",
                 stems={"general": {"en": "Which stages?", "fi": "Mitkä vaiheet?"}}),
    ]  # fmt: skip
    scales = [
        {"id": "ease", "from": 1, "to": 5, "negative": [1, 2], "positive": [4, 5], "source": "test",
         "labels": {1: "very difficult", 5: "very easy"}},
        {"id": "nps", "from": 0, "to": 10, "source": "test", "labels": {0: "no", 10: "yes"}},
    ]  # fmt: skip
    sections = {name: name for name in ("screener", "general", "background")}
    words = {"en": ["overall"], "fi": ["kokonaisuutena"]}
    non_answers = {"dont_know": "?", "refused": "no", "not_applicable": "n/a"}
    return Library.model_validate(
        {
            "items": {one["id"]: one for one in items},
            "scales": {one["id"]: one for one in scales},
            "words": {"sections": sections, "non_answers": non_answers, "overall": words},
        }
    )


@pytest.fixture
def study_of() -> Callable[..., Study]:
    """Return a maker of studies: two stages, two touchpoints, and what is given."""

    def make(**keys: Any) -> Study:  # noqa: ANN401 (as in a file)
        return Study.model_validate(
            {
                "study": "operator",
                "languages": ["en", "fi"],
                "stages": [
                    {"id": "start", "title": {"en": "Starting", "fi": "Alku"}, "message": "Switch"},
                    {"id": "use", "title": {"en": "Using", "fi": "Käyttö"}},
                ],
                "touchpoints": [
                    {"id": "shop", "title": "Shop", "media": "owned", "stage": "start"},
                    {"id": "tv", "title": "TV", "media": "paid"},
                ],
                "hypotheses": [],
                **keys,
            }
        )

    return make
