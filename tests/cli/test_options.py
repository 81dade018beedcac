from typing import get_args, get_type_hints

from validation.cli import options
from validation.cli.options import AsJson, DryRun, GoodRows


def test_options_that_several_commands_have_are_named_alike() -> None:
    names = [get_args(one)[1].default for one in (AsJson, DryRun, GoodRows)]
    assert names == ["--json", "--dry-run", "--good-rows"]


def test_every_one_has_its_help() -> None:
    assert get_type_hints(options) == {}
    shared = [one for name, one in vars(options).items() if name[0].isupper() and get_args(one)]
    assert len(shared) == 6
    assert all(get_args(one)[1].help for one in shared)
