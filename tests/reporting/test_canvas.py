from matplotlib.text import Text

from validation.reporting.canvas import POINTS, WIDTH, Canvas, ticks_of


def texts(canvas: Canvas) -> list[Text]:
    return [text for axes in canvas.figure().axes for text in axes.texts]


def test_the_picture_is_as_wide_as_a_phone_and_as_high_as_it_became() -> None:
    canvas = Canvas(0.0, 1.0)
    canvas.write("one line")
    first = canvas.figure().get_size_inches()[1]
    canvas.write("another line")
    width, height = canvas.figure().get_size_inches()
    assert width * POINTS == WIDTH
    assert height > first


def test_a_long_text_takes_several_lines() -> None:
    canvas = Canvas(0.0, 1.0)
    canvas.write("word " * 20)
    lines = [text.get_text() for text in texts(canvas)]
    assert len(lines) == 3
    assert " ".join(lines) == ("word " * 20).strip()


def test_money_is_no_formula() -> None:
    canvas = Canvas(0.0, 1.0)
    canvas.write("$1000 to $2000")
    [text] = texts(canvas)
    assert text.get_text() == "$1000 to $2000"
    assert not text.get_parse_math()


def test_a_legend_stands_in_columns() -> None:
    canvas = Canvas(0.0, 1.0)
    canvas.legend([({"marker": "o"}, word) for word in ("a", "b", "c")])
    places = [text.get_position() for text in texts(canvas)]
    assert places[0][1] == places[1][1]
    assert places[2][0] == places[0][0]
    assert places[2][1] > places[0][1]


def test_ticks_are_round_and_within_the_ends() -> None:
    assert list(ticks_of(0.0, 1.0)) == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert all(-0.6 <= value <= 2.2 for value in ticks_of(-0.6, 2.2))
