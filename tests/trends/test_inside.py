from tests.trends.making import make_study, make_wave
from validation.trends.inside import Inside
from validation.trends.model import Key

LEVEL = {"kind": "level", "item": "quality", "at_least": 5}
STUDY = make_study(
    personas=[{"id": "buyer", "title": "Buys", "when": {"bought": "yes"}}],
    hypotheses=[
        {"id": "h1", "says": "A belief", "claim": LEVEL},
        {"id": "h2", "persona": "buyer", "says": "One more", "claim": LEVEL},
    ],
)


def test_a_series_is_about_its_persona_and_level() -> None:
    frame = make_wave(STUDY, 1, yes=[1] * 30 + [0] * 30 + [1] * 40).frame
    assert frame is not None
    inside = Inside(STUDY, frame)

    counts = [
        int(inside.of(key).sum())
        for key in (
            Key("h1"),
            Key("h2"),
            Key("h1", "region", "south"),
            Key("h2", "region", "north"),
        )
    ]

    assert counts == [100, 70, 50, 30]


def test_a_wave_that_did_not_ask_has_nobody() -> None:
    frame = make_wave(STUDY, 1).frame
    assert frame is not None

    assert not Inside(STUDY, frame).of(Key("h1", "tenure", "long")).any()
