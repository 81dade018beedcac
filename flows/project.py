"""The file `prefect.yaml`, from which `prefect deploy --all` registers what all studies share."""

from collections.abc import Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from flows.deployments import POOL, SIGN_OF_LIFE, Offer, offers, what_it_does

HEAD = """\
# Made by `python -m flows project`. `prefect --no-prompt deploy --all` registers what all studies
# share; `python -m flows deploy STUDY.yaml …` does so too, with the studies and the automations.
"""


def write_project(pool: str = POOL) -> str:
    """Return the file for a work pool.

    Args:
        pool: whose workers run what is registered.
    """
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 100
    written = StringIO()
    # The package is installed where workers run, so nothing is pulled there. Were that left out,
    # Prefect would have each run go to the folder from which it was deployed.
    yaml.dump({"name": "todenna", "pull": [], "deployments": _entries(offers(), pool)}, written)
    return HEAD + written.getvalue()


def _entries(wanted: Sequence[Offer], pool: str) -> list[dict[str, Any]]:
    return [_entry(one, pool) for one in wanted]


def _entry(offer: Offer, pool: str) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": offer.name,
        "entrypoint": f"{offer.flow.fn.__module__}.{offer.flow.fn.__name__}",
        "description": what_it_does(offer.flow).partition("\n")[0],
        "tags": list(offer.tags),
        "work_pool": {"name": pool, "job_variables": {"env": dict(SIGN_OF_LIFE)}},
    }
    if offer.parameters:
        entry["parameters"] = dict(offer.parameters)
    if offer.schedules:
        entry["schedules"] = [
            {"cron": one.cron, "timezone": one.timezone, "slug": one.slug}
            for one in offer.schedules
        ]
    if offer.limit:
        strategy = offer.limit.collision_strategy.value
        entry["concurrency_limit"] = {"limit": offer.limit.limit, "collision_strategy": strategy}
    return entry
