import pytest

from validation.reporting.model import Piece


@pytest.mark.parametrize(
    ("ends", "place", "side"),
    [
        ((-1.0, -0.5), -0.75, -1),
        ((0.0, 0.0), 0.0, 0),
        ((0.5, 1.0), 0.75, 1),
        ((-0.5, 0.5), 0.0, None),
        ((-0.5, 0.0), -0.25, None),
    ],
)
def test_a_piece_lies_on_one_side_of_the_middle_or_on_both(
    ends: tuple[float, float], place: float, side: int | None
) -> None:
    piece = Piece(*ends, share=0.1)
    assert (piece.place, piece.side) == (place, side)
