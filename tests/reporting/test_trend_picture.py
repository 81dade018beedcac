from validation.reporting.trend_picture import Dot


def test_a_wave_has_no_marker_unless_something_changed() -> None:
    assert Dot(0.0, 0.5, 0.4, 0.6, joined=False).marker is None
