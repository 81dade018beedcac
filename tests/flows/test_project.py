"""`prefect.yaml` says of what all studies share the same as the command that registers it."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

pytestmark = pytest.mark.xdist_group("prefect")

KEPT = Path(__file__).parents[2] / "prefect.yaml"


def test_the_file_is_the_one_that_the_command_prints() -> None:
    from flows.project import write_project

    assert KEPT.read_text(encoding="utf-8") == write_project()


def test_a_pool_may_be_named_and_every_beat_is_there() -> None:
    from flows.project import write_project

    entries = YAML(typ="safe", pure=True).load(write_project("survey"))["deployments"]
    assert {one["work_pool"]["name"] for one in entries} == {"survey"}
    beats = {one["entrypoint"]: one for one in entries if one["name"] == "by-clock"}
    assert beats["flows.fielding.advance_waves"]["schedules"] == [
        {"cron": "*/5 * * * *", "timezone": "UTC", "slug": "every-5-minutes"}
    ]
    assert beats["flows.fielding.purge"]["parameters"] == {"dry_run": False}
    assert {one["concurrency_limit"]["collision_strategy"] for one in beats.values()} == {
        "CANCEL_NEW"
    }
