import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_it_lists_the_rooms_in_the_order_that_the_contract_keeps() -> None:
    listed = [name for name, _ in rooms_of_the_page()]

    assert listed == [name for name, _ in rooms_of_the_contract()]


def test_it_says_which_rooms_are_not_built_yet() -> None:
    assert dict(rooms_of_the_page()) == dict(rooms_of_the_contract())


def test_what_it_calls_built_is_there() -> None:
    parts = (ROOT / "validation").iterdir()
    rooms = {path.stem for path in parts if not path.name.startswith(("_", "py."))}

    assert {name for name, built in rooms_of_the_page() if built} == rooms


def rooms_of_the_page() -> list[tuple[str, bool]]:
    rows = re.findall(r"^\| `(\w+)` \|.*\| (yes|not yet) \|$", TEXT, re.MULTILINE)
    return [(name, built == "yes") for name, built in rows]


def rooms_of_the_contract() -> list[tuple[str, bool]]:
    contracts = SETTINGS["tool"]["importlinter"]["contracts"]
    (layers,) = (one["layers"] for one in contracts if one["type"] == "layers")
    names = [name.strip() for layer in layers for name in layer.split("|")]
    return [(name.strip("()"), not name.startswith("(")) for name in names]
