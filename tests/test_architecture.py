import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("validation", "flows", "survey_templates")
CODE = (*PACKAGES, "tests", "benchmarks")
LONGEST = 300

# Folders that are made by tools and never committed; a name with a dot in front is one too.
MADE = {"__pycache__", "build", "dist", "out"}
KEPT_DOTTED = {
    ".github",
    ".gitignore",
    ".gitattributes",
    ".editorconfig",
    ".pre-commit-config.yaml",
}

# Written so that the patterns do not find themselves.
MACHINE_PATH = re.compile(r"(?<![\w.}])/(?:home|Users|root|work|tmp|mnt|opt)/\w|\b[A-Z]:\\\\?Users")
REGISTRY = re.compile(r"https?://[^\s\"')]*(?:pypi|pythonhosted|/simple\b|artifactory|nexus)")

# Source files whose behaviour other tests show, with the reason.
WITHOUT_OWN_TEST: dict[str, str] = {}


def test_rooms_are_entered_by_their_door() -> None:
    behind = [
        f"{place}: {name}"
        for path, place, name in imports(*PACKAGES)
        if name.startswith("validation.") and not own_room(path, name) and name not in doors()
    ]

    assert behind == []


def test_the_flows_are_imported_by_no_room() -> None:
    inside = imports("validation", "survey_templates")

    assert [place for _, place, name in inside if name.split(".")[0] == "flows"] == []


def test_no_mail_leaves_but_through_the_gateway() -> None:
    assert [place for _, place, name in imports(*CODE) if name.split(".")[0] == "smtplib"] == []


def test_every_source_file_has_its_test() -> None:
    missing = [
        str(path.relative_to(ROOT))
        for path in sources("validation")
        if path.name not in {"__init__.py", "__main__.py"}
        and str(path.relative_to(ROOT)) not in WITHOUT_OWN_TEST
        and not mirror(path).is_file()
    ]

    assert missing == []


def test_exceptions_from_the_mirror_are_still_needed() -> None:
    named = [ROOT / name for name in WITHOUT_OWN_TEST]

    assert [path for path in named if not path.is_file() or mirror(path).is_file()] == []


def test_no_file_of_code_is_too_long() -> None:
    lengths = {path: len(text_of(path).splitlines()) for path in sources(*CODE)}

    assert {str(path): n for path, n in lengths.items() if n > LONGEST} == {}


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["machine", "registry"])
def test_no_file_names_one_machine_or_a_registry(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in project_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE_PATH, "see /" + "home/anna/study.yaml"),
        (MACHINE_PATH, 'Path("/' + 'tmp/note.md")'),
        (MACHINE_PATH, "C:" + "\\Users\\anna"),
        (REGISTRY, "--index-url https://" + "pypi.example.org/simple"),
    ],
)
def test_a_path_or_address_would_be_found(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@cache
def imports(*folders: str) -> tuple[tuple[Path, str, str], ...]:
    """Return every module that is imported: by which file, at which place, by its full name."""
    return tuple(
        (path, f"{path.relative_to(ROOT)}:{line}", name)
        for path in sources(*folders)
        for line, name in imported(ast.parse(text_of(path)))
    )


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.lineno, node.module
            yield from (
                (node.lineno, inner)
                for alias in node.names
                if is_module(inner := f"{node.module}.{alias.name}")
                and alias.name not in offered(node.module)
            )


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


@cache
def offered(package: str) -> frozenset[str]:
    """Return the names that a door offers; one of them may share its name with a module."""
    door = ROOT.joinpath(*package.split("."), "__init__.py")
    tree = ast.parse(text_of(door)) if door.is_file() else ast.Module([], [])
    return frozenset(
        str(ast.literal_eval(one))
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        for one in getattr(node.value, "elts", [])
    )


def own_room(path: Path, name: str) -> bool:
    here = path.relative_to(ROOT).with_suffix("").parts[:2]
    return tuple(name.split(".")[:2]) == here


@cache
def doors() -> frozenset[str]:
    """Return the rooms by their full names: folders, and rooms that are one module."""
    inside = (ROOT / "validation").iterdir()
    return frozenset(f"validation.{path.stem}" for path in inside if is_room(path))


def is_room(path: Path) -> bool:
    return path.suffix == ".py" or (path / "__init__.py").is_file()


def mirror(path: Path) -> Path:
    inside = path.relative_to(ROOT / "validation")
    return ROOT / "tests" / inside.parent / f"test_{inside.name}"


@cache
def sources(*folders: str) -> tuple[Path, ...]:
    return tuple(path for name in folders for path in sorted((ROOT / name).rglob("*.py")))


@cache
def project_files() -> tuple[Path, ...]:
    """Return the files of the project as they are kept, without what tools have made."""
    return tuple(kept(ROOT))


def kept(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        dotted = path.name.startswith(".") and path.name not in KEPT_DOTTED
        if dotted or path.name in MADE or path.suffix == ".egg-info":
            continue
        if path.is_dir():
            yield from kept(path)
        else:
            yield path


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
