from tests.trends.making import SHARE, make_study, make_wave
from validation.trends.lining import Lining
from validation.trends.model import Key

STUDY = make_study(SHARE, audience={"segments": ["region"]})


def test_every_part_of_the_audience_has_a_row() -> None:
    rows = Lining(STUDY, [make_wave(STUDY, 1), make_wave(STUDY, 2)]).rows

    assert [row.key for row in rows] == [
        Key("h1"),
        Key("h1", "region", "north"),
        Key("h1", "region", "south"),
    ]
    assert all(row.run == (0, 0) for row in rows)
    assert all(row.is_share and row.is_tested(0) for row in rows)


def test_a_level_that_nobody_has_in_a_wave_has_no_point_there() -> None:
    waves = [make_wave(STUDY, 1), make_wave(STUDY, 2, regions=[0] * 100)]

    south = Lining(STUDY, waves).rows[2]

    assert south.run == (0, -1)
    assert [point.wave for point in Lining(STUDY, waves).points(south)] == ["wave-1"]


def test_another_segment_breaks_its_levels_and_not_the_whole() -> None:
    content = STUDY.model_dump(mode="json", by_alias=True)
    content["items"][2]["options"] = {"north": "The far north", "south": "All the rest of it"}
    other = STUDY.model_validate(content)

    rows = Lining(other, [make_wave(STUDY, 1), make_wave(other, 2)]).rows

    assert [len(row.breaks) for row in rows] == [0, 1, 1]
    assert rows[1].breaks[0].reasons == ("options",)


def test_a_claim_about_something_else_breaks_its_series() -> None:
    level = make_study({"kind": "level", "item": "quality", "at_least": 5})
    score = make_study({"kind": "score", "score": "top_two", "item": "quality", "at_least": 0.5})

    [row] = Lining(score, [make_wave(level, 1), make_wave(score, 2)]).rows

    assert row.breaks[0].reasons == ("claim",)


def test_a_mode_that_one_wave_does_not_tell_breaks_nothing() -> None:
    [row, *_] = Lining(STUDY, [make_wave(STUDY, 1), make_wave(STUDY, 2, mode="invite")]).rows

    assert row.breaks == ()
