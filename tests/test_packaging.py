import tomllib
from fnmatch import fnmatch
from importlib.metadata import entry_points, metadata, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = SETTINGS["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_the_wheel_holds_the_three_packages() -> None:
    wheel = SETTINGS["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert wheel == {"packages": ["flows", "validation", "survey_templates"]}
    assert all((ROOT / name / "__init__.py").is_file() for name in wheel["packages"])


def test_no_file_of_a_package_is_left_out_of_the_wheel_by_gitignore() -> None:
    ignored = [
        line.rstrip("/")
        for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    left_out = [
        path
        for path in packaged()
        if any(fnmatch(part, one) for part in path.parts for one in ignored)
    ]

    assert left_out == []


@pytest.mark.parametrize(
    "wanted",
    [
        "survey_templates/items/*.yaml",
        "survey_templates/outlines/*.yaml",
        "survey_templates/pages/*.j2",
        "survey_templates/mail/*.css",
        "survey_templates/mail/*.j2",
        "survey_templates/report/*.j2",
        "survey_templates/report/*.css",
        "survey_templates/scales/*.yaml",
        "survey_templates/study.schema.json",
        "survey_templates/texts/*.yaml",
        "validation/mail/standin/*.j2",
        "validation/store/migrations/versions/*.py",
    ],
)
def test_the_wheel_holds_the_templates(wanted: str) -> None:
    assert [path for path in packaged() if fnmatch(path.as_posix(), wanted)] != []


def test_what_is_installed_is_what_the_project_says() -> None:
    installed = metadata("todenna")

    assert version("todenna") == PROJECT["version"]
    assert installed["Summary"] == PROJECT["description"]
    assert installed["Requires-Python"] == PROJECT["requires-python"]
    assert installed["License-Expression"] == PROJECT["license"]
    assert (ROOT / PROJECT["readme"]).is_file()
    assert all((ROOT / name).is_file() for name in PROJECT["license-files"])


def test_the_command_starts_what_the_project_says() -> None:
    (command,) = entry_points(group="console_scripts", name="todenna")

    assert PROJECT["scripts"] == {"todenna": command.value}
    assert callable(command.load())


def test_the_lock_holds_each_dependency_within_its_bounds() -> None:
    locked = dict(line.split("==") for line in pinned())
    wanted = [Requirement(one) for one in [*PROJECT["dependencies"], *development()]]

    outside = [
        str(one)
        for one in wanted
        if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"))
    ]

    assert outside == []


def test_the_lock_carries_no_address() -> None:
    assert "://" not in LOCK
    assert "--index-url" not in LOCK


def packaged() -> list[Path]:
    """Return the files of the packages, relative to the project, without compiled ones."""
    found = [path for name in ("flows", "validation", "survey_templates") for path in files(name)]
    return [path.relative_to(ROOT) for path in found]


def files(name: str) -> list[Path]:
    inside = (ROOT / name).rglob("*")
    return [path for path in inside if path.is_file() and "__pycache__" not in path.parts]


def pinned() -> list[str]:
    lines = (line.partition(";")[0].strip() for line in LOCK.splitlines())
    return [line for line in lines if "==" in line and not line.startswith("#")]


def development() -> list[str]:
    return [one for one in SETTINGS["dependency-groups"]["dev"] if isinstance(one, str)]
