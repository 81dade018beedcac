from collections.abc import Iterator

import pytest

from validation.files import read_outlines
from validation.language import SHIPPED, LocalizedText
from validation.study import JourneyStage, Outline

OUTLINES = list(read_outlines().values())


def texts(outline: Outline) -> Iterator[LocalizedText | None]:
    yield from (outline.title, outline.description)
    stage: JourneyStage
    for stage in (*outline.stages, *outline.content):
        yield from (stage.title, stage.description, *stage.channels)
        yield from (one for one in (stage.message, stage.service) if one is not None)


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda one: one.id)
def test_a_journey_is_told_in_every_language(outline: Outline) -> None:
    for text in texts(outline):
        assert text is not None
        assert not text.missing(SHIPPED)


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda one: one.id)
def test_every_stage_has_one_sentence_in_every_language(outline: Outline) -> None:
    for stage in (*outline.stages, *outline.content):
        assert stage.description is not None
        for language in SHIPPED:
            sentence = stage.description.within(language)
            assert sentence.endswith(".")
            assert sentence.count(".") == 1


def test_stages_bear_the_names_of_their_models() -> None:
    stages = {name: "-".join(stage.id for stage in one.stages) for name, one in
              read_outlines().items()}  # fmt: skip
    table = stages.pop("stage-table")
    assert all(name == joined for name, joined in stages.items())
    assert table == "unaware-interested-considering-buying-using"


def test_only_the_inbound_journey_is_a_circle() -> None:
    assert [one.id for one in OUTLINES if one.circle] == ["attract-convert-close-delight"]


def test_content_stages_follow_the_stages_that_they_serve() -> None:
    journey = read_outlines()["need-search-comparison-contact-decision-sharing"]
    content = [stage.id for stage in journey.content]
    assert content == ["reach", "interest", "convert", "serve", "recommend"]
    served = [content.index(stage.content or "") for stage in journey.stages]
    assert served == sorted(served)
    assert set(served) == set(range(5))


def test_the_stage_table_starts_the_workshop_off_and_makes_no_shares_up() -> None:
    for stage in read_outlines()["stage-table"].stages:
        assert stage.message is not None
        assert stage.service is not None
        assert stage.channels
        assert stage.share is None
